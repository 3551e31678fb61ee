"""Who listens to what: the one table of events that travel upwards."""

from arpent.clients.events import CompaniesPlaced
from arpent.clients.reactions import forget_undone_import, reindex_after_undo
from arpent.kernel.events import listen
from arpent.people.events import OperationUndone
from arpent.territory.reactions import place_companies_in_sectors, place_again_after_undo

WIRING = (
    (OperationUndone, forget_undone_import),
    (OperationUndone, reindex_after_undo),
    (OperationUndone, place_again_after_undo),
    (CompaniesPlaced, place_companies_in_sectors),
)


def wire() -> None:
    for event, reaction in WIRING:
        listen(event, reaction)
