"""A list as CSV, in the format that spreadsheets of the active language open as numbers and dates."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language

from arpent.web.csv_export import BOM, csv_row

from ..rules.exported import ExportedTable

# Rows of one chunk of the answer.
CHUNK = 500


def csv_chunks(table: ExportedTable) -> Iterator[str]:
    """Yield a list as text, some rows at a time, a byte order mark first.

    In French: semicolons, decimal commas, days as 31/12/2026; otherwise commas, decimal points and ISO 8601. No cell
    can be read as a formula.
    """
    french = (get_language() or "fr").startswith("fr")

    def line(cells: list[Any]) -> str:
        written = [_written(c, french) for c in cells]
        return csv_row(written, delimiter=";" if french else ",", decimal_comma=french)

    chunk = [BOM, line(list(table.headings))]
    for row in table.rows:
        chunk.append(line(table.typed(row)))
        if len(chunk) >= CHUNK:
            yield "".join(chunk)
            chunk = []
    yield "".join(chunk)


def _written(value: Any, french: bool) -> Any:
    if isinstance(value, dt.datetime):
        local = timezone.localtime(value)
        return local.strftime("%d/%m/%Y %H:%M" if french else "%Y-%m-%d %H:%M")
    if isinstance(value, dt.date):
        return value.strftime("%d/%m/%Y") if french else value.isoformat()
    return "" if value is None else value
