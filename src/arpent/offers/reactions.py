"""Subscribers of offers to events of other domains."""

from arpent.clients.events import CompaniesDeleting
from arpent.deals.events import DealDeleting, DealReassigned
from arpent.history.events import OperationUndone

from .actions.deletion_guards import check_no_sent_offers
from .actions.ownership import reassign_offers
from .actions.totals import recalculate_after_undo


def reassign_with_deal(event: DealReassigned) -> None:
    """Reassign the offers of a reassigned deal."""
    reassign_offers(deal_id=event.deal_id, owner_id=event.owner_id)


def prevent_deal_deletion(event: DealDeleting) -> None:
    """Raise DomainError "offers.deal_with_offers" for a deal with sent offers."""
    check_no_sent_offers(deal_ids=[event.deal_id])


def prevent_company_deletion(event: CompaniesDeleting) -> None:
    """Raise DomainError "offers.deal_with_offers" for companies with sent offers."""
    check_no_sent_offers(company_ids=event.company_ids)


def recalculate_undone_offers(event: OperationUndone) -> None:
    """Recalculate totals and approvals of offers that an undo restored."""
    recalculate_after_undo(operation_id=event.operation_id, by_id=event.by)
