"""Guards against deleting a deal or a company with sent offers."""

from collections.abc import Sequence
from uuid import UUID

from arpent.kernel.errors import DomainError

from ..models import OfferVersion
from ..rules.lifecycle import OUT


def check_no_sent_offers(*, deal_ids: Sequence[UUID] = (), company_ids: Sequence[UUID] = ()) -> None:
    """Raise DomainError "offers.deal_with_offers" when these deals or companies have sent offers of any owner."""
    rows = OfferVersion.objects.unscoped("what the customer holds is kept, whoever deletes").filter(
        state__in=[s.value for s in OUT]
    )
    for start in range(0, max(len(deal_ids), len(company_ids)), 500):
        deals, companies = deal_ids[start : start + 500], company_ids[start : start + 500]
        sent = rows.filter(offer__deal__in=deals) if deals else rows.filter(offer__deal__company__in=companies)
        if version := sent.select_related("offer").first():
            raise DomainError("offers.deal_with_offers", offer=version.offer.number)
