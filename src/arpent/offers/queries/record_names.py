"""Names of requests for approval, for notifications about them."""

from collections.abc import Collection
from uuid import UUID

from arpent.people.public import User

from ..models import Approval


def approval_names(by: User, ids: Collection[UUID]) -> dict[UUID, str]:
    """Return the names of the offers of visible requests for approval, by the request's id."""
    rows = Approval.objects.visible_to(by).filter(pk__in=ids).select_related("version__offer")
    return {a.pk: str(a.version.offer) for a in rows}
