"""Buyer and seller of an offer as plain values."""

from dataclasses import asdict

from arpent.people.public import User, get_organisation

from ...models import OfferVersion
from ..rules.party import Party
from .customer import get_customer


def get_parties(version: OfferVersion, *, by: User) -> dict[str, dict[str, str]]:
    """Return customer, contact and seller of an offer as fields of ``Customer`` and ``Party``; ``contact`` is empty
    without one.

    They are stored with the version when it is sent.
    """
    contact = version.contact
    return {
        "customer": asdict(get_customer(company_id=version.offer.deal.company_id, by=by)),
        "contact": (
            {
                "contact": contact.full_name,
                "phone": contact.mobile or contact.phone,
                "email": contact.email,
            }
            if contact
            else {}
        ),
        "seller": asdict(_seller(version)),
    }


def _seller(version: OfferVersion) -> Party:
    firm, person = get_organisation(), version.sent_by or version.created_by
    if firm is None:
        return Party("", "FR")
    return Party(
        firm.name,
        firm.country or "FR",
        firm.siren,
        firm.vat_number,
        firm.address,
        firm.postcode,
        firm.city,
        person.full_name,
        person.phone,
        person.email,
    )
