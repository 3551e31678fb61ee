"""The papers kept of an offer."""

from uuid import UUID

from arpent.kernel.refusals import NotFound
from arpent.people.public import User

from ..models import OfferFile


def get_file(*, file_id: UUID, by: User) -> OfferFile:
    """Return a paper of an offer the person sees. Raise NotFound else."""
    found: OfferFile | None = OfferFile.objects.visible_to(by).filter(pk=file_id).first()
    if found is None:
        raise NotFound("file")
    return found
