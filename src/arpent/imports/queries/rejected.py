"""The rows of an import that did not come in, as a file with a reason column."""

import csv
import io
from collections.abc import Iterator
from uuid import UUID

from arpent.kernel.cells import is_formula
from arpent.people.public import User

from ..models import ImportFile, ImportRow


def list_imports(*, by: User, kind: str = "companies", limit: int = 20) -> list[ImportFile]:
    rows = ImportFile.objects.visible_to(by).filter(kind=kind)
    return list(rows.select_related("operation").order_by("-created_at")[:limit])


def count_rejected(file: ImportFile) -> int:
    return ImportRow.objects.unscoped("rows of a file already scoped").filter(file=file).count()


def rejected_csv(*, file_id: UUID, by: User, reasons: dict[str, str]) -> Iterator[bytes] | None:
    """Yield the rejected rows as CSV (UTF-8 with BOM, semicolons), or None when the import is not visible.

    A cell that a spreadsheet would run as a formula is protected by an apostrophe, which the import takes off again.
    """
    file = ImportFile.objects.visible_to(by).filter(pk=file_id).first()
    if file is None:
        return None
    rows = ImportRow.objects.unscoped("rows of a file just scoped").filter(file=file).order_by("row")
    return _lines(file, rows, reasons)


def _lines(file: ImportFile, rows: object, reasons: dict[str, str]) -> Iterator[bytes]:
    yield b"\xef\xbb\xbf"
    yield _line([*file.table["columns"], "Ligne", "Motif"])
    for row in rows.iterator():  # type: ignore[attr-defined]
        width = len(file.table["columns"])
        cells = (row.cells + [""] * width)[:width]
        yield _line([*map(protect, cells), str(row.row), "; ".join(reasons.get(r, r) for r in row.reasons)])


def protect(cell: str) -> str:
    """Return a cell that no spreadsheet runs."""
    return "'" + cell if is_formula(cell) else cell


def _line(cells: list[str]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";", lineterminator="\r\n").writerow(cells)
    return buffer.getvalue().encode()
