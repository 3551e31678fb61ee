"""Reads of a person's imports and of the number of their rejected rows."""

from arpent.database.lists import prevent_lazy_loading
from arpent.people.public import User

from ..models import ImportFile, ImportRow


def list_imports(*, by: User, kind: str = "companies", limit: int = 20) -> list[ImportFile]:
    """Return a person's own imports of a kind, latest first, with their operations."""
    rows = ImportFile.objects.visible_to(by).filter(kind=kind)
    return list(prevent_lazy_loading(rows.select_related("operation")).order_by("-created_at")[:limit])


def count_rejected(file: ImportFile) -> int:
    """Return the number of rejected rows of an import that the caller has already scoped."""
    return ImportRow.objects.unscoped("rows of a file already scoped").filter(file=file).count()
