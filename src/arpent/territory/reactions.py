"""Reactions of territory to events."""

from arpent.clients.events import CompaniesPlaced
from arpent.history.events import OperationUndone

from .actions.coverage import cover_companies, recompute_coverage
from .queries.sectors import communes_of_changed_sectors


def cover_located_companies(event: CompaniesPlaced) -> None:
    """Set the sector holder of companies whose location changed."""
    cover_companies(list(event.company_ids))


def recompute_coverage_after_undo(event: OperationUndone) -> None:
    """Recompute coverage for the communes of sectors changed by an undone operation."""
    codes = communes_of_changed_sectors(event.operation_id)
    if codes:
        recompute_coverage(codes)
