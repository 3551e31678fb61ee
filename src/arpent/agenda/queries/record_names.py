"""Names of plans, for notifications about them."""

from collections.abc import Collection
from uuid import UUID

from arpent.people.public import User

from ..models import Plan


def plan_names(by: User, ids: Collection[UUID]) -> dict[UUID, str]:
    """Return the weeks of visible plans, by the plan's id."""
    return {p.pk: p.week for p in Plan.objects.visible_to(by).filter(pk__in=ids)}
