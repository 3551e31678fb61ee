"""A list as an Excel workbook."""

from typing import IO

from arpent.web.workbook_export import WorkbookColumn, write_workbook

from ..rules.columns import ColumnKind
from ..rules.exported import ExportedTable

# Number format and width, in characters, of each kind of column; others are texts.
LAYOUTS: dict[ColumnKind, tuple[str, int]] = {
    ColumnKind.NUMBER: ("General", 12),
    ColumnKind.MONEY: ("#,##0.00 [$€-40C]", 15),
    ColumnKind.PERCENT: ('0.## "%"', 10),
    ColumnKind.DATE: ("dd/mm/yyyy", 12),
    ColumnKind.DATETIME: ("dd/mm/yyyy hh:mm", 17),
    ColumnKind.FLAG: ("", 8),
}


def list_workbook(table: ExportedTable) -> IO[bytes]:
    """Return a temporary file, positioned at its start, with the list as an XLSX workbook."""
    columns = [
        WorkbookColumn(heading, *LAYOUTS.get(kind, ()))
        for heading, kind in zip(table.headings, table.kinds, strict=True)
    ]
    return write_workbook(title=table.title, columns=columns, rows=map(table.typed, table.rows))
