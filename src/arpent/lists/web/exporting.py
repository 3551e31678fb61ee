"""Export of a list as it is shown: its filters, order and columns."""

from collections.abc import Iterator
from typing import IO, Any

from django.http import HttpRequest, HttpResponseBase, QueryDict, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from ..actions.exporting import record_export
from ..documents.csv_table import csv_chunks
from ..documents.workbook import list_workbook
from ..rules.exported import ExportedTable, FileFormat
from .page import read_state
from .registered import get_list
from .state import ListState

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHUNK_BYTES = 65_536
LABELS = {FileFormat.XLSX: "Excel", FileFormat.CSV: "CSV"}


@require_POST
def export(request: HttpRequest) -> HttpResponseBase:
    """Return the list that the form names as a file. Raise Http404 for an unknown list, DomainError without the
    permission to read it or to export.
    """
    definition = get_list(request.POST.get("list", ""))
    state = read_state(request, definition, QueryDict(request.POST.get("query", "")))
    file_format = FileFormat.CSV if request.POST.get("format") == FileFormat.CSV else FileFormat.XLSX
    rows, filters = state.queryset().order_by().count(), used_filters(state)
    record_export(
        by=state.by,
        at=timezone.now(),
        list_code=definition.code,
        label=_label(state, file_format, rows, filters),
        filters=list(filters),
        rows=rows,
        file_format=file_format,
    )
    table = exported_table(state)
    name = f"{slugify(table.title) or 'liste'}-{state.today.isoformat()}.{file_format}"
    headers = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
    if file_format == FileFormat.XLSX:
        return StreamingHttpResponse(_chunks(list_workbook(table)), content_type=XLSX_TYPE, headers=headers)
    return StreamingHttpResponse(csv_chunks(table), content_type="text/csv; charset=utf-8", headers=headers)


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        yield from iter(lambda: file.read(CHUNK_BYTES), b"")


def exported_table(state: ListState) -> ExportedTable:
    """Return a list as shown, all its rows, to write to a file. Rows are read in batches when the file is written."""
    columns = state.columns

    def values() -> Iterator[list[Any]]:
        for row in state.all_rows():
            yield [c.value(row) for c in columns]

    return ExportedTable(
        title=str(state.definition.title),
        headings=[str(c.file_heading or c.label) for c in columns],
        kinds=[c.kind for c in columns],
        rows=values(),
        yes=_("oui"),
        no=_("non"),
    )


def used_filters(state: ListState) -> dict[str, str]:
    """Return the filters that are set, by name: label and value as people read them."""
    found: dict[str, str] = {}
    for name, field in state.form.fields.items():
        values = [v for v in state.params.getlist(name) if v]
        if values:
            choices = {str(k): str(label) for k, label in getattr(field, "choices", ())}
            shown = ", ".join(choices.get(v, v) for v in values)
            found[name] = f"{state.form[name].label}\u202f: {shown}"
    return found


def _label(state: ListState, file_format: FileFormat, rows: int, filters: dict[str, str]) -> str:
    count = ngettext("%(n)d ligne", "%(n)d lignes", rows) % {"n": rows}
    return " · ".join([str(state.definition.title), count, LABELS[file_format], *filters.values()])
