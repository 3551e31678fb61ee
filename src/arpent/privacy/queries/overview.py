"""The erasures so far."""

import datetime as dt
from uuid import UUID

from django.db.models import Count, Q

from arpent.database.lists import prevent_lazy_loading
from arpent.kernel.errors import NotFound
from arpent.parameters.public import Figure, list_figures
from arpent.people.public import User

from ..models import Erasure, RetentionItem
from .repeats import REPEAT


def list_erasures(*, by: User, limit: int = 50) -> list[Erasure]:
    """Return the latest erasures, each with ``in_force``: how many of its tombstones still stand."""
    rows = Erasure.objects.visible_to(by).select_related("by")
    return list(rows.annotate(in_force=Count("tombstones", filter=Q(tombstones__lifted_at__isnull=True)))[:limit])


def list_durations(today: dt.date) -> list[Figure]:
    """Return the durations in force on a day, with their sources."""
    return [f for f in list_figures() if f.code.startswith("retention.") and f.holds_on(today)]


def count_proposed(*, by: User) -> int:
    """Return how many ends of retention wait for this person's decision; 0 for those who do not decide."""
    return RetentionItem.objects.visible_to(by).filter(state="proposed").exclude(rule=REPEAT).count()


def list_proposed(*, by: User, limit: int) -> list[RetentionItem]:
    """Return what waits for a decision, the longest due first."""
    return list(
        prevent_lazy_loading(RetentionItem.objects.visible_to(by).filter(state="proposed").exclude(rule=REPEAT))[:limit]
    )


def list_postponed(*, by: User, limit: int = 50) -> list[RetentionItem]:
    """Return the retention items whose decision was postponed."""
    return list(
        prevent_lazy_loading(
            RetentionItem.objects.visible_to(by).filter(state="postponed").select_related("decided_by")
        )[:limit]
    )


def check_erasure(*, erasure_id: UUID, by: User) -> None:
    """Raise NotFound when there is no such erasure for this person."""
    if not Erasure.objects.visible_to(by).filter(pk=erasure_id).exists():
        raise NotFound("erasure")
