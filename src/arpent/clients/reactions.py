"""Reactions of clients to events."""

import datetime as dt
from uuid import UUID

from django.utils.timezone import localdate

from arpent.history.events import OperationUndone
from arpent.kernel.events import publish

from .actions.indexing import compact_search_index, refresh_companies
from .events import CompaniesPlaced
from .models import Company, SearchEntry
from .queries.changed_companies import companies_changed_by


def reindex_after_undo(event: OperationUndone) -> None:
    """Rebuild search lines and derived values of the companies that an undo changed; remove those of deleted ones."""
    touched = companies_changed_by(event.operation_id)
    alive = set()
    for start in range(0, len(touched), 400):
        part = touched[start : start + 400]
        alive |= set(
            Company.objects.unscoped("derived lines follow an undo").filter(pk__in=part).values_list("pk", flat=True)
        )
    deleted: list[UUID] = [c for c in touched if c not in alive]
    for start in range(0, len(deleted), 400):
        SearchEntry.objects.unscoped("derived lines follow an undo").filter(
            company_id__in=deleted[start : start + 400]
        ).delete()
    refresh_companies(alive, today=localdate(event.at))
    if alive:
        publish(CompaniesPlaced(tuple(alive)))


def reindex_after_erasure(company_ids: tuple[UUID, ...], day: dt.date) -> None:
    """Recompute derived values of redacted companies and remove old terms from the search index."""
    alive = Company.objects.unscoped("derived lines follow an erasure").filter(pk__in=company_ids)
    refresh_companies(list(alive.values_list("pk", flat=True)), today=day)
    compact_search_index()
