"""Write Excel workbooks: typed cells, the heading frozen, with filters. Every workbook of the product is made here."""

import datetime as dt
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import IO, Any

import xlsxwriter
from django.utils import timezone

# Rows of a worksheet under its heading, characters of a cell and of a worksheet's name (Excel's limits).
WORKSHEET_ROWS, CELL_LENGTH, NAME_LENGTH = 1_048_575, 32_767, 31
NOT_IN_NAMES = str.maketrans("", "", "[]:*?/\\'")


@dataclass(frozen=True)
class WorkbookColumn:
    """A column: its heading, the number format of its cells ("" for texts), its width in characters."""

    heading: str
    number_format: str = ""
    width: int = 28


def write_workbook(*, title: str, columns: Sequence[WorkbookColumn], rows: Iterable[Sequence[Any]]) -> IO[bytes]:
    """Return a temporary file, positioned at its start, with one worksheet as an XLSX workbook.

    ``rows``: texts, ``Decimal``, dates, aware datetimes, or None for an empty cell. They are written to disk one by
    one, so that memory does not grow with their number; those past the limit of a worksheet are left out. Texts are
    never formulas, addresses or numbers (OWASP ASVS 5.0, 1.2.10).
    """
    out = tempfile.TemporaryFile()  # noqa: SIM115
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        sheet = book.add_worksheet(title.translate(NOT_IN_NAMES)[:NAME_LENGTH] or None)
        bold = book.add_format({"bold": True})
        formats = [book.add_format({"num_format": c.number_format}) if c.number_format else None for c in columns]
        for number, column in enumerate(columns):
            sheet.set_column(number, number, column.width)
        for number, column in enumerate(columns):
            sheet.write_string(0, number, column.heading, bold)
        sheet.freeze_panes(1, 0)
        last = 0
        for last, row in enumerate(islice(rows, WORKSHEET_ROWS), start=1):
            for number, value in enumerate(row):
                _write(sheet, last, number, value, formats[number])
        sheet.autofilter(0, 0, last, len(columns) - 1)
    out.seek(0)
    return out


def _write(sheet: Any, row: int, column: int, value: Any, style: Any) -> None:
    if isinstance(value, str):
        sheet.write_string(row, column, value[:CELL_LENGTH])
    elif isinstance(value, Decimal):
        sheet.write_number(row, column, value, style)
    elif isinstance(value, dt.datetime):
        sheet.write_datetime(row, column, timezone.localtime(value).replace(tzinfo=None), style)
    elif value is not None:
        sheet.write_datetime(row, column, value, style)
