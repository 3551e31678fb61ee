"""Names of imports, for notifications about them."""

from collections.abc import Collection
from uuid import UUID

from arpent.people.public import User

from ..models import ImportFile


def file_names(by: User, ids: Collection[UUID]) -> dict[UUID, str]:
    """Return the names of a person's own files, by id."""
    return {f.pk: f.name for f in ImportFile.objects.visible_to(by).filter(pk__in=ids)}
