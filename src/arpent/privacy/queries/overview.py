"""Queries of erasures and of retention."""

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
    """Return the latest erasures, each with ``in_force``: the number of its tombstones that are not lifted."""
    rows = Erasure.objects.visible_to(by).select_related("by")
    return list(rows.annotate(in_force=Count("tombstones", filter=Q(tombstones__lifted_at__isnull=True)))[:limit])


def list_durations(today: dt.date) -> list[Figure]:
    """Return the retention periods in force on a day, in months, with their sources."""
    return [f for f in list_figures() if f.code.startswith("retention.") and f.holds_on(today)]


def count_proposed(*, by: User) -> int:
    """Return the number of proposals that the person may decide; 0 without the permission."""
    return RetentionItem.objects.visible_to(by).filter(state="proposed").exclude(rule=REPEAT).count()


def list_proposed(*, by: User, limit: int) -> list[RetentionItem]:
    """Return the open proposals, longest due first."""
    return list(
        prevent_lazy_loading(RetentionItem.objects.visible_to(by).filter(state="proposed").exclude(rule=REPEAT))[:limit]
    )


def list_postponed(*, by: User, limit: int = 50) -> list[RetentionItem]:
    """Return the postponed proposals."""
    return list(
        prevent_lazy_loading(
            RetentionItem.objects.visible_to(by).filter(state="postponed").select_related("decided_by")
        )[:limit]
    )


def check_erasure(*, erasure_id: UUID, by: User) -> None:
    """Raise NotFound unless the erasure is visible to the person."""
    if not Erasure.objects.visible_to(by).filter(pk=erasure_id).exists():
        raise NotFound("erasure")
