"""Parse CSV: delimiter, quoting, header row."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from arpent.kernel.errors import DomainError
from arpent.kernel.text import fold

DELIMITERS = (";", ",", "\t", "|")
MAX_COLUMNS = 500
MAX_CELL = 32_000


def detect_delimiter(text: str) -> str:
    """Return the delimiter that splits the first lines most regularly, ";" when none does.

    A first line "sep=X" decides.
    """
    first = text.lstrip("\ufeff")
    hint = re.match(r"sep=(.)\r?\n", first)
    if hint:
        return hint[1]
    best, best_score = ";", -1.0
    for delimiter in DELIMITERS:
        widths = [len(r) for r in _parse(first, delimiter, limit=60) if any(c.strip() for c in r)]
        wide = [w for w in widths if w > 1]
        if not wide:
            continue
        width, times = Counter(wide).most_common(1)[0]
        score = times / len(widths) * min(width, 12)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _parse(text: str, delimiter: str, limit: int) -> list[list[str]]:
    rows = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append(row)
            if len(rows) >= limit:
                break
    except csv.Error:
        pass
    return rows


def read_rows(lines: Iterable[str], delimiter: str) -> Iterator[list[str]]:
    """Yield the rows of a CSV text, without a leading "sep=" line.

    Raise DomainError "imports.broken_row" for an unclosed quote or a cell above 128,000 characters,
    "imports.too_many_columns" above 500.
    """
    csv.field_size_limit(MAX_CELL * 4)
    reader = csv.reader(lines, delimiter=delimiter)
    number = 0
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise DomainError("imports.broken_row", line=number + 1) from error
        number += 1
        if number == 1 and len(row) <= 2 and row and re.fullmatch(r"\ufeff?sep=.?", ",".join(row)):
            continue
        if len(row) > MAX_COLUMNS:
            raise DomainError("imports.too_many_columns", columns=len(row), limit=MAX_COLUMNS)
        yield row


def find_header(rows: list[list[str]], known: set[str]) -> int:
    """Return the index of the header among the first rows; title lines may precede it.

    The row with most known column names (``known``, folded); else the first full row of texts. Raise DomainError
    "imports.empty_file" without a cell, "imports.no_header" when no row qualifies.
    """
    if not rows:
        raise DomainError("imports.empty_file")
    widths = Counter(sum(1 for c in r if c.strip()) for r in rows if any(c.strip() for c in r))
    if not widths:
        raise DomainError("imports.empty_file")
    usual = max(widths, key=lambda w: (widths[w], w))
    best, best_score = -1, 0.0
    for i, row in enumerate(rows[:30]):
        cells = [fold(c) for c in row if c.strip()]
        if len(cells) < max(1, usual * 0.5):
            continue
        named = sum(1 for c in cells if c in known)
        texts = sum(1 for c in cells if not re.fullmatch(r"[\d\s.,+/-]*", c))
        score = named * 3 + (1 if texts == len(cells) else 0) + (0.5 if len(set(cells)) == len(cells) else 0) - i * 0.01
        if score > best_score:
            best, best_score = i, score
    if best < 0:
        raise DomainError("imports.no_header")
    return best


def clean_header(row: list[str]) -> list[str]:
    """Return the column names with single spaces; empty ones are named by position, duplicates numbered."""
    seen: Counter[str] = Counter()
    names = []
    for i, cell in enumerate(row):
        name = re.sub(r"\s+", " ", cell.strip().lstrip("\ufeff")) or f"Colonne {i + 1}"
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names
