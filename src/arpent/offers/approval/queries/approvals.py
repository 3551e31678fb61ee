"""Loads approval requests."""

from uuid import UUID

from arpent.kernel.errors import NotFound
from arpent.people.public import User

from ...models import Approval


def get_approval(*, approval_id: UUID, by: User) -> Approval:
    """Return an approval request of an offer the person sees. Raise NotFound otherwise."""
    rows = Approval.objects.visible_to(by).select_related("version__offer__deal__owner", "requested_by", "decided_by")
    approval: Approval | None = rows.filter(pk=approval_id).first()
    if approval is None:
        raise NotFound("approval")
    return approval
