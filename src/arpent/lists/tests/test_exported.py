"""Files of a list have typed cells, and no text of theirs runs as a formula."""

import csv
import datetime as dt
import io
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from arpent.kernel.cells import clean_cell
from arpent.lists.documents.csv_table import csv_chunks
from arpent.lists.documents.workbook import list_workbook
from arpent.lists.rules.columns import ColumnKind
from arpent.lists.rules.exported import ExportedTable

KINDS = list(ColumnKind)
AT = dt.datetime(2026, 6, 15, 12, 30, tzinfo=dt.UTC)
ROW = ["=1+1", 12, Decimal("1234.50"), 35, dt.date(2026, 6, 1), AT, True]


def table(rows, kinds=KINDS, title="Liste: [été]"):
    return ExportedTable(title, [str(k) for k in kinds], kinds, iter(rows), "oui", "non")


def read_csv(text):
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


def test_a_french_csv_has_decimal_commas_and_french_dates():
    with translation.override("fr"):
        text = "".join(csv_chunks(table([ROW, [None] * 7])))
    assert text.startswith("\ufefftext;number;")
    assert read_csv(text)[1:] == [
        ["'=1+1", "12", "1234,50", "35", "01/06/2026", "15/06/2026 14:30", "oui"],
        [""] * 7,
    ]


def test_an_english_csv_has_iso_dates():
    with translation.override("en"):
        text = "".join(csv_chunks(table([ROW])))
    assert text.splitlines()[1] == "'=1+1,12,1234.50,35,2026-06-01,2026-06-15 14:30,oui"


def test_a_long_csv_comes_in_chunks():
    chunks = list(csv_chunks(table(([n] for n in range(1200)), [ColumnKind.NUMBER])))
    assert len(chunks) == 3 and len("".join(chunks).splitlines()) == 1201


def test_a_workbook_has_typed_cells_and_no_formula():
    sheet = CalamineWorkbook.from_filelike(list_workbook(table([ROW]))).get_sheet_by_index(0)
    heading, row = sheet.to_python()
    assert sheet.name == "Liste été" and heading == [str(k) for k in KINDS]
    assert row == ["=1+1", 12, 1234.5, 35, dt.date(2026, 6, 1), dt.datetime(2026, 6, 15, 14, 30), "oui"]  # noqa: DTZ001


@pytest.mark.parametrize("text", ["=cmd", "+33 4 72", "-5", "@sum", "\tx", "https://example.org", "12", "x" * 40_000])
def test_a_text_stays_a_text_in_a_workbook(text):
    book = CalamineWorkbook.from_filelike(list_workbook(table([[text]], [ColumnKind.TEXT])))
    assert book.get_sheet_by_index(0).to_python()[1] == [text[:32_767]]


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1))
def test_the_import_reads_the_text_that_was_exported(text):
    with translation.override("fr"):
        written = read_csv("".join(csv_chunks(table([[text]], [ColumnKind.TEXT]))))[1][0]
    assert clean_cell(written) == clean_cell(text)
