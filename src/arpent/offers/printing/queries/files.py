"""Stored documents of an offer."""

from uuid import UUID

from arpent.kernel.errors import NotFound
from arpent.people.public import User

from ...models import OfferFile, OfferVersion


def get_file(*, file_id: UUID, by: User) -> OfferFile:
    """Return a document of an offer the person sees. Raise NotFound otherwise."""
    file: OfferFile | None = OfferFile.objects.visible_to(by).filter(pk=file_id).first()
    if file is None:
        raise NotFound("file")
    return file


def get_sent_file(*, version: OfferVersion, by: User) -> OfferFile | None:
    """Return the document of a version as sent, or as signed once signed; None before it is sent."""
    rows = {f.kind: f for f in OfferFile.objects.visible_to(by).filter(version=version, kind__in=("offer", "signed"))}
    return rows.get("signed") or rows.get("offer")
