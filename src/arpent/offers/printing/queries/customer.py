"""The customer of an offer, as printed in its documents."""

from dataclasses import dataclass
from uuid import UUID

from arpent.clients.public import get_site_brief, list_contacts
from arpent.kernel.text import fold
from arpent.people.public import User, get_organisation

# Folded prefixes of the functions of buyers.
BUYERS = ("achat", "achet", "purchas", "buyer", "procurement")


@dataclass(frozen=True)
class Customer:
    """Customer of an offer; texts are empty when unknown or not visible to the person."""

    name: str = ""
    siren: str = ""
    vat_number: str = ""
    address: str = ""
    postcode: str = ""
    city: str = ""
    country: str = "FR"


def get_customer(*, company_id: UUID, by: User) -> Customer:
    """Return the customer of an offer, at its main site; empty texts when the company is not visible."""
    site = get_site_brief(company_id=company_id, by=by)
    if site is None:
        return Customer()
    company, address = site.company, ", ".join(x for x in (site.address, site.address2) if x)
    return Customer(
        company.name, company.siren, company.vat_number, address, site.postcode, site.city, site.country or "FR"
    )


def seller_place() -> tuple[str, str]:
    """Return (country, postcode) of the firm, the place of dispatch; ("FR", "") before the firm is set up."""
    firm = get_organisation()
    return (firm.country or "FR", firm.postcode) if firm else ("FR", "")


def get_usual_contact(*, company_id: UUID, by: User) -> UUID | None:
    """Return the default recipient: the first contact whose function is purchasing, else the only contact,
    else None.
    """
    rows = list_contacts(company_id=company_id, by=by)
    buyers = [c for c in rows if any(w in fold(c.function) for w in BUYERS)]
    return buyers[0].pk if buyers else rows[0].pk if len(rows) == 1 else None


def contact_choices(*, company_id: UUID, by: User) -> list[tuple[str, str]]:
    """Return the customer's contacts as form choices (id, name and function)."""
    rows = list_contacts(company_id=company_id, by=by)
    return [(str(c.pk), f"{c.full_name} ({c.function})" if c.function else c.full_name) for c in rows]
