"""Load an import of the person who uploaded it."""

from uuid import UUID

from arpent.kernel.errors import NotFound
from arpent.people.public import User

from ..models import ImportFile


def get_import(*, file_id: UUID, by: User) -> ImportFile:
    """Return a person's own import. Raise NotFound for another one, whatever the role."""
    file = ImportFile.objects.visible_to(by).filter(pk=file_id).first()
    if file is None:
        raise NotFound("import")
    return file
