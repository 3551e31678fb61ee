"""Index an exported outbox without reading it into memory.
The file is one JSON object: {"person", "device", "submissions": [...], "files": {sha256: base64}}. The index has the
byte offsets of its parts; each part is read alone, so that a file of hundreds of megabytes takes the memory of its
largest part, and a broken part does not affect others. Streaming JSON libraries (ijson) keep a string of any length in
memory, and stop at the first error.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, NamedTuple

CHUNK = 1024 * 1024
MAX_SUBMISSIONS = 20_000
MAX_FILES = 5_000
# Brackets, commas and strings that are looked at: a phone writes about a hundred in a parcel.
MAX_MARKS = 2_000_000
MAX_KEY = 200
_MARK = re.compile(rb'["{}\[\],:]')
_IN_STRING = re.compile(rb'(?:[^"\\]++|\\.)*+', re.S)


class Span(NamedTuple):
    """Byte offsets of a part of the file."""

    start: int
    end: int


@dataclass
class Index:
    """Offsets of the parts. ``scalars``: of the values beside the lists; ``whole``: whether the file is complete."""

    scalars: dict[str, Span] = field(default_factory=dict)
    submissions: list[Span] = field(default_factory=list)
    files: dict[str, Span] = field(default_factory=dict)
    whole: bool = False


def index_export(file: BinaryIO) -> Index:
    """Return the index of an exported file. Raise ValueError when it is another file, or has too many parts."""
    reader = _Reader()
    for sign, at, text in _marks(file):
        if sign in b"{[":
            reader.open(sign, at)
        elif sign == b":":
            reader.name(at, text)
        else:
            reader.end(at)
            if sign in b"}]" and reader.close():
                break
    return reader.found


@dataclass
class _Reader:
    """Where a walk through the file is: ``section``: the list it is in, ``key`` and ``start``: of the current part."""

    found: Index = field(default_factory=Index)
    depth: int = 0
    start: int = 0
    section: str = ""
    key: str = ""

    def open(self, sign: bytes, at: int) -> None:
        self.depth += 1
        if self.depth == 1 and sign != b"{":
            raise ValueError("no object")
        if self.depth == 2:
            is_list = (self.key, sign) in (("submissions", b"["), ("files", b"{"))
            self.section, self.start = self.key if is_list else "", at + 1

    def name(self, at: int, text: str) -> None:
        if self.depth == 1 or (self.depth == 2 and self.section == "files"):
            self.key, self.start = text, at + 1

    def end(self, at: int) -> None:
        """End the current part."""
        if self.depth == 1 and self.key and self.section == "":
            self.found.scalars[self.key] = Span(self.start, at)
        elif self.depth == 2 and self.section:
            _add(self.found, self.section, self.key, Span(self.start, at))
            self.start = at + 1
        if self.depth == 1:
            self.key, self.section = "", ""

    def close(self) -> bool:
        """Leave a list or an object; return whether it was the whole file."""
        self.depth -= 1
        if self.depth == 1:
            self.section = "-"  # its value was a list: no scalar
        if self.depth == 0:
            self.found.whole = True
        return self.found.whole


def _add(found: Index, section: str, key: str, span: Span) -> None:
    if section == "files":
        found.files[key] = span
    else:
        found.submissions.append(span)
    if len(found.submissions) > MAX_SUBMISSIONS or len(found.files) > MAX_FILES:
        raise ValueError("too many parts")


def _marks(file: BinaryIO) -> Iterator[tuple[bytes, int, str]]:
    """Yield each bracket, comma and colon outside of strings, its place, and the beginning of the last string before
    it.
    """
    offset = marks = skipped = 0
    inside, text = False, b""
    while chunk := file.read(CHUNK):
        at, skipped = skipped, 0
        while at < len(chunk):
            if inside:
                match = _IN_STRING.match(chunk, at)
                end = match.end() if match else at
                text = (text + chunk[at : min(end, at + MAX_KEY)])[:MAX_KEY]
                if end == len(chunk):
                    break
                # A backslash that ends the chunk escapes the first byte of the next one.
                inside, skipped = chunk[end : end + 1] != b'"', int(chunk[end : end + 1] == b"\\")
                at = end + 1
                continue
            mark = _MARK.search(chunk, at)
            if mark is None:
                break
            marks += 1
            if marks > MAX_MARKS:
                raise ValueError("too many marks")
            at = mark.end()
            if mark[0] == b'"':
                inside, text = True, b""
            else:
                yield mark[0], offset + mark.start(), text.decode("utf-8", "replace")
        offset += len(chunk)


def read_span(file: BinaryIO, span: Span, most: int) -> bytes:
    """Return the bytes of a part. Raise ValueError when it is longer than ``most``."""
    if span.end - span.start > most:
        raise ValueError("too long")
    file.seek(span.start)
    return file.read(span.end - span.start)
