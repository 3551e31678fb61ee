"""A list as a file: its headings, the type of its columns and its rows."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from .columns import ColumnKind


class FileFormat(StrEnum):
    """Formats that a list is exported in."""

    XLSX = "xlsx"
    CSV = "csv"


@dataclass(frozen=True)
class ExportedTable:
    """A list to write to a file.

    ``headings`` and ``kinds``: one for each column. ``rows``: plain values in the order of the columns, None when
    empty; read once. ``yes`` and ``no``: how flags are written.
    """

    title: str
    headings: Sequence[str]
    kinds: Sequence[ColumnKind]
    rows: Iterable[Sequence[Any]]
    yes: str
    no: str

    def typed(self, row: Sequence[Any]) -> list[Any]:
        """Return the values of a row as numbers, dates or texts, None when empty; flags are texts."""
        return [self._typed(value, kind) for value, kind in zip(row, self.kinds, strict=True)]

    def _typed(self, value: Any, kind: ColumnKind) -> Any:
        if value is None or value == "":
            return None
        if kind == ColumnKind.FLAG:
            return self.yes if value else self.no
        if kind.is_numeric and isinstance(value, int | float | Decimal):
            return value if isinstance(value, Decimal) else Decimal(str(value))
        if kind in (ColumnKind.DATE, ColumnKind.DATETIME) and isinstance(value, dt.date):
            return value
        return str(value)
