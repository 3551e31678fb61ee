"""What offers do when told an event."""

from arpent.clients.events import CompaniesDeleting
from arpent.deals.events import DealDeleting, DealHandedOver
from arpent.history.events import OperationUndone

from .actions.deletion_guards import check_none_left
from .actions.ownership import hand_over_offers
from .actions.totals import settle_undone


def follow_the_deal(event: DealHandedOver) -> None:
    hand_over_offers(deal_id=event.deal_id, owner_id=event.owner_id)


def keep_offers_of_deal(event: DealDeleting) -> None:
    """Keep a deal whose offers have left: what the customer holds stays ours too."""
    check_none_left(deal_ids=[event.deal_id])


def keep_offers_of_companies(event: CompaniesDeleting) -> None:
    check_none_left(company_ids=event.company_ids)


def settle_after_undo(event: OperationUndone) -> None:
    """Have the figures of the lists, and the agreements, follow what an undo has put back."""
    settle_undone(operation_id=event.operation_id, by_id=event.by)
