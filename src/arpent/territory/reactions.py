"""What territory does when told something."""

from arpent.clients.events import CompaniesPlaced
from arpent.history.events import OperationUndone

from .actions.covering import cover_again, cover_companies
from .queries.sectors import sectors_touched_by


def place_companies_in_sectors(event: CompaniesPlaced) -> None:
    """Say who covers companies that got a place."""
    cover_companies(list(event.company_ids))


def place_again_after_undo(event: OperationUndone) -> None:
    """Cover again what the sectors changed by an undone operation hold or held."""
    codes = sectors_touched_by(event.operation_id)
    if codes:
        cover_again(codes)
