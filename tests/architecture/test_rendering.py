"""Queries read, documents render: who may import what, and the only writers of PDF and CSV. See docs/adr/0037."""

import ast
import re
from pathlib import Path

import pytest

from .contract import SOURCE

PYTHON = [p for p in SOURCE.rglob("*.py") if "/tests/" not in str(p) and "/migrations/" not in str(p)]
QUERIES = [p for p in PYTHON if "queries" in (*p.relative_to(SOURCE).parent.parts, p.stem)]
DOCUMENTS = [p for p in PYTHON if "documents" in p.relative_to(SOURCE).parent.parts[1:]]
# The template of the offer is in parts, offer_1 to offer_4; the first declares the document.
TEMPLATES = [p for p in sorted(SOURCE.rglob("*.typ")) if not re.match(r"offer_[2-9]", p.name)]

# Files, texts and numbers as people read them are made in `documents` and `web`.
RENDERING = {
    "csv",
    "icalendar",
    "openpyxl",
    "PIL",
    "pypdfium2",
    "typst",
    "vl_convert",
    "xlsxwriter",
    "django.contrib.humanize",
    "django.shortcuts",
    "django.template",
    "django.utils.formats",
    "django.utils.html",
    "django.utils.safestring",
    "django.utils.translation",
    "arpent.kernel.rendering",
    "arpent.kernel.typography",
    "messages",
    "sentences",
}
LANGUAGE = "django.utils.translation.get_language"  # which language is a value, as the person is
# Of the toolkit of pages, queries use where files are stored and how links are signed.
TOOLKIT_FOR_QUERIES = {"arpent.web.uploads", "arpent.web.signed_links"}
WRITES = {"bulk_create", "bulk_update", "create", "delete", "get_or_create", "operation", "update_or_create"}


def place(path: Path) -> str:
    return str(path.relative_to(SOURCE))


def imported(tree: ast.AST) -> set[str]:
    """Return what a module imports: modules, and names as ``module.name``; relative ones without their dots."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {a.name for a in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module or ''}.{a.name}".lstrip(".") for a in node.names}
    return found


def rendering_imports(source: str) -> set[str]:
    """Return what a module imports that only renders: libraries, formats, translations of texts, page helpers."""
    names = imported(ast.parse(source))
    renderers = {n for n in names if any(n == r or n.startswith(f"{r}.") for r in RENDERING)} - {LANGUAGE}
    toolkit = {n for n in names if n.startswith("arpent.web") and ".".join(n.split(".")[:3]) not in TOOLKIT_FOR_QUERIES}
    return renderers | toolkit


def calls(tree: ast.AST) -> list[tuple[str, ast.Call]]:
    """Return each call with the dotted name of what it calls ("" for what has none)."""
    return [(ast.unparse(n.func), n) for n in ast.walk(tree) if isinstance(n, ast.Call)]


@pytest.mark.parametrize("path", QUERIES, ids=place)
def test_queries_render_nothing(path):
    assert rendering_imports(path.read_text()) == set(), "return values; write their text in web or documents"


@pytest.mark.parametrize(
    "line",
    [
        "from django.utils.translation import gettext as _",
        "from django.utils.translation import override",
        "from django.utils import translation",
        "from django.utils.formats import date_format",
        "from arpent.web.formatting import format_date",
        "from ..messages import COLUMNS",
        "from .. import messages",
        "from ...sentences import level_words",
        "import csv",
        "def get():\n    from icalendar import Calendar",
    ],
)
def test_a_query_that_renders_is_seen(line):
    assert rendering_imports(line)


@pytest.mark.parametrize(
    "line",
    [
        "from django.utils.translation import get_language",
        "from arpent.web.uploads import stored_path",
        "from ..models import Offer",
    ],
)
def test_what_queries_may_import_is_not_refused(line):
    assert not rendering_imports(line)


@pytest.mark.parametrize("path", DOCUMENTS, ids=place)
def test_documents_write_no_record(path):
    names = {name.rpartition(".")[2] for name, _node in calls(ast.parse(path.read_text()))}
    assert not names & WRITES


def test_typst_is_called_once_and_each_pdf_goes_through_one_function():
    compiled, drawn = [], []
    for path in PYTHON:
        for name, node in calls(ast.parse(path.read_text())):
            if name.endswith("typst.compile"):
                compiled.append(place(path))
            options = {k.arg: ast.unparse(k.value) for k in node.keywords}
            if name.endswith("render_typst") and options.get("format") != "'png'":
                drawn.append(place(path))
    assert (compiled, drawn) == (["kernel/rendering.py"], ["web/pdf.py"])


def test_csv_and_workbooks_are_written_in_one_module_each():
    writers, workbooks = set(), set()
    for path in PYTHON:
        tree = ast.parse(path.read_text())
        if {n for n, _node in calls(tree)} & {"csv.writer", "csv.DictWriter", "writer", "DictWriter"}:
            writers.add(place(path))
        if {n.split(".")[0] for n in imported(tree)} & {"openpyxl", "xlsxwriter"}:
            workbooks.add(place(path))
    assert writers == {"web/csv_export.py"}
    assert workbooks == {"web/workbook_export.py"}


@pytest.mark.parametrize("path", TEMPLATES, ids=place)
def test_each_template_of_a_document_declares_its_title_and_language(path):
    text = path.read_text()
    assert re.search(r"#set document\(\s*title: data\.title", text) and re.search(r"lang: data\.lang", text)
