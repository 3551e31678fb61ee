"""Reassigns offers with their deal, in the same operation."""

from uuid import UUID

from ..models import Offer, Outcome


def reassign_offers(*, deal_id: UUID, owner_id: UUID) -> int:
    """Assign a deal's offers and their outcomes to its new owner; return the number of offers."""
    counts = [
        rows.unscoped("they follow the deal, whoever hands it over").filter(**{path: deal_id}).update(owner_id=owner_id)
        for rows, path in ((Offer.objects.all(), "deal_id"), (Outcome.objects.all(), "offer__deal_id"))
    ]
    return counts[0]
