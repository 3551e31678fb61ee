"""Subscribers of offers to events of other domains."""

from arpent.clients.events import CompaniesDeleting
from arpent.deals.events import DealDeleting, DealHandedOver
from arpent.history.events import OperationUndone

from .actions.deletion_guards import check_no_sent_offers
from .actions.ownership import reassign_offers
from .actions.totals import recalculate_after_undo


def reassign_with_deal(event: DealHandedOver) -> None:
    reassign_offers(deal_id=event.deal_id, owner_id=event.owner_id)


def prevent_deal_deletion(event: DealDeleting) -> None:
    """Keep a deal whose offers have left: what the customer holds stays ours too."""
    check_no_sent_offers(deal_ids=[event.deal_id])


def prevent_company_deletion(event: CompaniesDeleting) -> None:
    check_no_sent_offers(company_ids=event.company_ids)


def recalculate_undone_offers(event: OperationUndone) -> None:
    """Have the figures of the lists, and the agreements, follow what an undo has put back."""
    recalculate_after_undo(operation_id=event.operation_id, by_id=event.by)
