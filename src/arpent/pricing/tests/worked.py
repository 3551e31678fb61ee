"""Reads the worked tables of the documentation: each is the source of a test."""

from decimal import Decimal
from pathlib import Path

DOCS = Path(__file__).resolve().parents[4] / "docs/rules"


def table(document: str, name: str) -> list[dict[str, str]]:
    """Return the rows of a table, by column. Raise LookupError when the document has none of that name."""
    text = (DOCS / document).read_text(encoding="utf-8")
    mark = f"<!-- table: {name} -->"
    if mark not in text:
        raise LookupError(name)
    lines = text.split(mark)[1].strip().splitlines()
    rows = [
        [c.strip() for c in line.strip("|").split("|")]
        for line in lines[: next((i for i, x in enumerate(lines) if not x.startswith("|")), len(lines))]
    ]
    return [dict(zip(rows[0], row, strict=True)) for row in rows[2:]]


def numbers(text: str) -> list[Decimal]:
    return [Decimal(x.strip()) for x in text.split(",")]


def given(text: str) -> Decimal | None:
    return Decimal(text) if text else None
