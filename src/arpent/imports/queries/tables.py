"""Open uploaded files as tables, with limits of size, columns and memory."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from arpent.kernel.errors import DomainError

from ..connectors.workbooks import MAX_WIDTH, convert_sheet
from ..rules.columns import Columns
from ..rules.decoding import detect_encoding
from ..rules.tables import MAX_COLUMNS, clean_header, detect_delimiter, find_header, read_rows

MAX_ROWS = 1_000_000
MAX_UNPACKED = 400 * 1024 * 1024
SAMPLE = 400_000
MAX_LINE = 4_000_000


@dataclass(frozen=True)
class TableShape:
    """Detected table of a file. ``header_row``: index of the header, from 0; ``rows``: number of rows below it.

    ``sheet``: name of the workbook's sheet, "" for a text file; ``nuls``: number of NUL bytes, ignored when reading.
    """

    encoding: str
    delimiter: str
    sheet: str
    header_row: int
    columns: list[str]
    rows: int
    nuls: int = 0

    def as_json(self) -> dict[str, Any]:
        """Return the shape as JSON values."""
        return dict(self.__dict__)


def inspect_table(path: Path, columns: Columns) -> TableShape:
    """Return the shape of a file with some known column names; a workbook is replaced by its CSV.

    Raise DomainError when it is not a readable table: "imports.empty_file", "imports.not_a_table", "imports.encrypted",
    "imports.zip_archive", "imports.zip_bomb", "imports.too_heavy", "imports.mixed_encodings", "imports.broken_row",
    "imports.no_header", "imports.no_rows", "imports.too_many_rows", "imports.too_many_columns".
    """
    size = path.stat().st_size
    if size == 0:
        raise DomainError("imports.empty_file")
    with path.open("rb") as f:
        head = f.read(SAMPLE)
    if head.startswith(b"PK\x03\x04"):
        return _inspect_sheet(path, columns)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        if b"E\x00n\x00c\x00r\x00y\x00p\x00t" in head or _has_encrypted_stream(path):
            raise DomainError("imports.encrypted")
        return _inspect_sheet(path, columns)
    if not head.strip():
        raise DomainError("imports.empty_file")
    encoding = _whole_encoding(path, head, size)
    return _inspect_csv(path, encoding, detect_delimiter(head.decode(encoding, errors="ignore")), columns)


def _inspect_csv(path: Path, encoding: str, delimiter: str, known: Columns) -> TableShape:
    first = list(islice(_csv_rows(path, encoding, delimiter), 40))
    header_row = find_header(first, known.names)
    columns = clean_header(first[header_row])
    if len(columns) < 2 and not known.names & {c.lower() for c in columns}:
        raise DomainError("imports.not_a_table")
    rows = 0
    for row in islice(_csv_rows(path, encoding, delimiter), header_row + 1, None):
        rows += any(c.strip() for c in row)
        if rows > MAX_ROWS:
            raise DomainError("imports.too_many_rows", limit=MAX_ROWS)
    if not rows:
        raise DomainError("imports.no_rows")
    return TableShape(encoding, delimiter, "", header_row, columns, rows, _count_nuls(path, encoding))


def _whole_encoding(path: Path, head: bytes, size: int) -> str:
    """Return the encoding of the whole file, in one pass of 1 MB chunks, so that late accents are detected."""
    encoding = detect_encoding(head, is_whole=size <= len(head))
    if size <= len(head) or encoding.startswith("utf-16") or encoding == "utf-32":
        return encoding
    with path.open("rb") as f:
        carry = b""
        while piece := f.read(1_000_000):
            cut = piece.rfind(b"\n") + 1 or len(piece)
            detected = detect_encoding(carry + piece[:cut], is_whole=True) if carry + piece[:cut] else encoding
            carry = piece[cut:]
            if detected != encoding and not (carry + piece[:cut]).isascii():
                if encoding in ("utf-8", "utf-8-sig") and detected in ("utf-8", "utf-8-sig"):
                    continue
                if encoding == "utf-8" and head.isascii():
                    encoding = detected
                elif (encoding in ("utf-8", "utf-8-sig") or detected == "utf-8") and not piece[:cut].isascii():
                    raise DomainError("imports.mixed_encodings", line="")
    return encoding


def _count_nuls(path: Path, encoding: str) -> int:
    """Return the number of NUL bytes, except in UTF-16 and UTF-32."""
    if encoding.startswith(("utf-16", "utf-32")):
        return 0
    with path.open("rb") as f:
        return sum(piece.count(0) for piece in iter(lambda: f.read(1_000_000), b""))


def _has_encrypted_stream(path: Path) -> bool:
    needle = "EncryptedPackage".encode("utf-16-le")
    with path.open("rb") as f:
        f.seek(max(0, path.stat().st_size - 2_000_000))
        return needle in f.read()


def _check_zip(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as z:
            infos = z.infolist()
    except zipfile.BadZipFile as error:
        raise DomainError("imports.not_a_table") from error
    names = {i.filename for i in infos}
    if "EncryptedPackage" in names or any(i.flag_bits & 1 for i in infos):
        raise DomainError("imports.encrypted")
    if not any(n.startswith("xl/") or n == "content.xml" for n in names):
        raise DomainError("imports.zip_archive")
    unpacked = sum(i.file_size for i in infos)
    packed = max(1, path.stat().st_size)
    if unpacked > MAX_UNPACKED or (unpacked > 50_000_000 and unpacked / packed > 100):
        raise DomainError("imports.zip_bomb")


def _inspect_sheet(path: Path, columns: Columns) -> TableShape:
    """Convert a workbook into a CSV that replaces it, then inspect that."""
    with path.open("rb") as f:
        if f.read(4) == b"PK\x03\x04":
            _check_zip(path)
    unfolded = path.with_suffix(".csv")
    name, problem = convert_sheet(path, unfolded)
    if problem:
        unfolded.unlink(missing_ok=True)
        raise DomainError(problem, columns=MAX_WIDTH, limit=MAX_COLUMNS)
    unfolded.replace(path)
    try:
        return replace(_inspect_csv(path, "utf-8", ";", columns), sheet=name)
    except DomainError as refusal:
        raise DomainError(
            "imports.empty_file" if refusal.code == "imports.not_a_table" else refusal.code, **refusal.facts
        ) from refusal


def _csv_rows(path: Path, encoding: str, delimiter: str) -> Iterator[list[str]]:
    with path.open("r", encoding=encoding, errors="replace", newline="") as f:
        yield from read_rows(_bounded_lines(f), delimiter)


def _bounded_lines(f: TextIO) -> Iterator[str]:
    """Yield lines without NUL. Raise DomainError for an overlong line."""
    while line := f.readline(MAX_LINE):
        if len(line) >= MAX_LINE and not line.endswith("\n"):
            raise DomainError("imports.not_a_table")
        yield line.replace("\x00", "")


def iter_rows(path: Path, shape: dict[str, Any], start: int = 0) -> Iterator[tuple[int, list[str]]]:
    """Yield (row number, cells) under the header from row ``start`` (0 is the first), without empty rows.

    Row numbers count as in spreadsheets: the first line is 1. Raise DomainError as `read_rows` does.
    """
    rows = _csv_rows(path, shape["encoding"], shape["delimiter"])
    row_index = -1
    for i, row in enumerate(rows):
        if i <= shape["header_row"] or not any(c.strip() for c in row):
            continue
        row_index += 1
        if row_index >= start:
            yield i + 1, row


def iter_all_rows(path: Path, shape: dict[str, Any]) -> Iterator[list[str]]:
    """Yield every row of a stored table as cells, rows above the header included.

    Raise DomainError as `read_rows` does.
    """
    yield from _csv_rows(path, shape["encoding"], shape["delimiter"])
