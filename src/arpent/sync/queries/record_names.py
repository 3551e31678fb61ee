"""Names of submissions, for notifications about them."""

from collections.abc import Collection
from uuid import UUID

from arpent.people.public import User

from ..models import SubmissionVersion


def version_names(by: User, ids: Collection[UUID]) -> dict[UUID, str]:
    """Return the labels of the submissions of visible versions, by the version's id."""
    rows = SubmissionVersion.objects.visible_to(by).filter(pk__in=ids).select_related("submission")
    return {v.pk: str(v.submission) for v in rows}
