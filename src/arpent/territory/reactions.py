"""What territory does when told something."""

from arpent.clients.events import CompaniesPlaced
from arpent.history.events import OperationUndone

from .actions.coverage import cover_companies, recompute_coverage
from .queries.sectors import communes_of_changed_sectors


def cover_located_companies(event: CompaniesPlaced) -> None:
    """Say who covers companies that got a place."""
    cover_companies(list(event.company_ids))


def recompute_coverage_after_undo(event: OperationUndone) -> None:
    """Cover again what the sectors changed by an undone operation hold or held."""
    codes = communes_of_changed_sectors(event.operation_id)
    if codes:
        recompute_coverage(codes)
