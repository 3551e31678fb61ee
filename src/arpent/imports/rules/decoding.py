"""Detect the encoding of text files."""

import codecs

from arpent.kernel.errors import DomainError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Bytes that are letters in ISO 8859-15 and rare signs in CP1252: Š š Ž ž Œ œ Ÿ and the euro.
_LATIN9 = frozenset(b"\xa4\xa6\xa8\xb4\xb8\xbc\xbd\xbe")
_C1 = frozenset(range(0x80, 0xA0))
# Control characters that do not occur in text files.
_CONTROLS = frozenset(range(1, 32)) - frozenset(b"\t\n\v\f\r\x1a")
_MAGIC = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"MZ", b"\x7fELF")


def detect_encoding(sample: bytes, *, is_whole: bool) -> str:
    """Return the Python name of the encoding of a text file, from its first bytes or all of them (``is_whole``).

    By byte order mark, then UTF-8 when valid, else CP1252 or ISO 8859-15. Raise DomainError "imports.not_a_table" for
    binary data, "imports.mixed_encodings" for UTF-8 letters among others.
    """
    for bom, name in _BOMS:
        if sample.startswith(bom):
            return name
    if sample.startswith(_MAGIC):
        raise DomainError("imports.not_a_table")
    if b"\x00" in sample:
        if utf16 := _utf16_without_bom(sample):
            return utf16
        sample = _without_nul(sample)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample, final=is_whole)
        return "utf-8"
    except UnicodeDecodeError as error:
        bad = error
    high = [b for b in sample if b >= 0x80]
    if _valid_utf8_pairs(sample) > 0.2 * len(high):
        raise DomainError("imports.mixed_encodings", line=sample[: bad.start].count(b"\n") + 1)
    if any(b in _C1 for b in high):
        if all(b not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) for b in high):
            return "cp1252"
        raise DomainError("imports.not_a_table")
    return "iso8859-15" if any(b in _LATIN9 for b in high) else "cp1252"


def _without_nul(sample: bytes) -> bytes:
    """Return a text without NUL bytes, with which old programs pad cells.

    Raise DomainError when the rest is not text either.
    """
    rest = sample.replace(b"\x00", b"")
    controls = sum(rest.count(bytes([c])) for c in _CONTROLS)
    if not rest.strip() or controls > max(3, len(rest) // 100):
        raise DomainError("imports.not_a_table")
    return rest


def _utf16_without_bom(sample: bytes) -> str:
    """Return the UTF-16 variant of a sample without BOM, "" for none: every other byte is NUL."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = max(1, len(sample) // 2)
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return ""


def _valid_utf8_pairs(sample: bytes) -> int:
    """Count the bytes above 127 that belong to valid UTF-8 sequences of letters used in Europe."""
    count, i = 0, 0
    while i < len(sample) - 1:
        if sample[i] in (0xC3, 0xC5) and 0x80 <= sample[i + 1] <= 0xBF:
            count, i = count + 2, i + 2
        elif sample[i] == 0xE2 and i + 2 < len(sample) and sample[i + 1] in (0x80, 0x82):
            count, i = count + 3, i + 3
        else:
            i += 1
    return count
