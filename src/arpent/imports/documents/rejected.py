"""The rejected rows of an import as a CSV file with a column of reasons."""

from collections.abc import Iterator
from uuid import UUID

from arpent.people.public import User
from arpent.web.csv_export import BOM, csv_row

from ..models import ImportFile, ImportRow
from ..models.imports import ImportRowQuerySet


def rejected_csv(*, file_id: UUID, by: User, reasons: dict[str, str]) -> Iterator[bytes] | None:
    """Yield the rejected rows as CSV (UTF-8 with BOM, semicolons), with row number and reasons in the last columns.

    ``reasons``: text by problem code. None when the import is not visible.
    """
    file = ImportFile.objects.visible_to(by).filter(pk=file_id).first()
    if file is None:
        return None
    rows = ImportRow.objects.unscoped("rows of a file just scoped").filter(file=file).order_by("row")
    return _lines(file, rows, reasons)


def _lines(file: ImportFile, rows: ImportRowQuerySet, reasons: dict[str, str]) -> Iterator[bytes]:
    width = len(file.table["columns"])
    yield (BOM + csv_row([*file.table["columns"], "Ligne", "Motif"])).encode()
    for row in rows.iterator():
        cells = (row.cells + [""] * width)[:width]
        yield csv_row([*cells, row.row, "; ".join(reasons.get(r, r) for r in row.reasons)]).encode()
