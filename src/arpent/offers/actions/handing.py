"""A deal changes hands: its offers follow, in the same operation."""

from uuid import UUID

from ..models import Offer, Outcome


def hand_over_offers(*, deal_id: UUID, owner_id: UUID) -> int:
    """Give a deal's offers to its new owner. Returns how many."""
    rows = Offer.objects.unscoped("they follow the deal, whoever hands it over").filter(deal_id=deal_id)
    Outcome._base_manager.filter(offer__deal_id=deal_id).update(owner_id=owner_id)
    return rows.update(owner_id=owner_id)
