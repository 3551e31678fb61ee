"""Write CSV: for spreadsheets, without a text that runs as a formula, or verbatim for files that Arpent reads back."""

import csv
import io
from collections.abc import Iterable
from decimal import Decimal
from typing import TextIO

from arpent.kernel.cells import is_formula

BOM = "\ufeff"  # makes Excel read the file as UTF-8


def escape_formula(text: str) -> str:
    """Return a text that no spreadsheet runs as a formula: an apostrophe before it (OWASP ASVS 5.0, 1.2.10).

    ``clean_cell`` removes the apostrophe when such a file is imported.
    """
    return f"'{text}" if is_formula(text) else text


def csv_row(cells: Iterable[object], *, delimiter: str = ";", decimal_comma: bool = False) -> str:
    """Return one row of CSV, its line end (CRLF, RFC 4180) included.
    Texts are escaped against formulas; a ``Decimal`` is a number, in plain notation, with a comma when
    ``decimal_comma``.
    """
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter).writerow([_cell(c, decimal_comma) for c in cells])
    return buffer.getvalue()


def _cell(value: object, decimal_comma: bool) -> object:
    if isinstance(value, Decimal):
        plain = f"{value:f}"
        return plain.replace(".", ",") if decimal_comma else plain
    return escape_formula(value) if isinstance(value, str) else value


def write_verbatim(out: TextIO, rows: Iterable[Iterable[object]], *, delimiter: str = ";") -> None:
    """Write rows with their cells unchanged, formulas included. Only for files that Arpent itself reads again.

    ``out``: opened with ``newline=""``.
    """
    csv.writer(out, delimiter=delimiter).writerows(rows)
