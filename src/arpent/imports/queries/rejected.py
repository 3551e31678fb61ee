"""Rejected rows of an import, as CSV with a reason column."""

from django.db.models import FETCH_RAISE

from arpent.people.public import User

from ..models import ImportFile, ImportRow


def list_imports(*, by: User, kind: str = "companies", limit: int = 20) -> list[ImportFile]:
    """Return one's own imports, latest first."""
    rows = ImportFile.objects.visible_to(by).filter(kind=kind)
    return list(rows.select_related("operation").fetch_mode(FETCH_RAISE).order_by("-created_at")[:limit])


def count_rejected(file: ImportFile) -> int:
    """Return the number of rejected rows."""
    return ImportRow.objects.unscoped("rows of a file already scoped").filter(file=file).count()
