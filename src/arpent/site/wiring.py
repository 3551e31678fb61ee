"""Who listens to what: the one table of events that travel upwards."""

from arpent.agenda.public import places_ahead
from arpent.agenda.tasks import run_plan_job
from arpent.catalogue.public import ProductFile
from arpent.clients.events import CompaniesPlaced
from arpent.clients.public import register_import_kind
from arpent.clients.reactions import forget_undone_import, reindex_after_undo
from arpent.clients.tasks import run_check_job, run_import_job, run_locating_job
from arpent.deals.events import DealHandedOver
from arpent.kernel.events import listen
from arpent.offers.public import frozen_lines
from arpent.offers.reactions import follow_the_deal
from arpent.people.events import OperationUndone, PersonCreated
from arpent.people.public import register_undo_guard
from arpent.territory.public import register_places
from arpent.territory.reactions import place_again_after_undo, place_companies_in_sectors

from .accounts import vouch_for_address

WIRING = (
    (PersonCreated, vouch_for_address),
    (OperationUndone, forget_undone_import),
    (OperationUndone, reindex_after_undo),
    (OperationUndone, place_again_after_undo),
    (CompaniesPlaced, place_companies_in_sectors),
    (DealHandedOver, follow_the_deal),
)


# Which task goes on with a job of each kind.
JOBS = {
    "clients.import": run_import_job,
    "clients.check": run_check_job,
    "clients.locate": run_locating_job,
    "agenda.plan": run_plan_job,
}


def wire() -> None:
    """Wire every reaction, tell territory where the coming days pass, and the wizard what else it reads, and the undo what stays."""
    register_places(places_ahead)
    register_import_kind(ProductFile())
    register_undo_guard("offers_offerline", frozen_lines)
    for event, reaction in WIRING:
        listen(event, reaction)
