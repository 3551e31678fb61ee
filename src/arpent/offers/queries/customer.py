"""The customer of an offer as its papers name it."""

from dataclasses import dataclass
from uuid import UUID

from arpent.clients.public import get_site_brief, list_contacts
from arpent.people.public import User


@dataclass(frozen=True)
class Customer:
    """Whom an offer is for. Empty texts for what is not known, or out of the person's reach."""

    name: str = ""
    siren: str = ""
    vat_number: str = ""
    address: str = ""
    postcode: str = ""
    city: str = ""
    country: str = "FR"

    @property
    def lines(self) -> list[str]:
        return [x for x in (self.address, f"{self.postcode} {self.city}".strip()) if x]


def customer_of(*, company_id: UUID, by: User) -> Customer:
    site = get_site_brief(company_id=company_id, by=by)
    if site is None:
        return Customer()
    company, address = site.company, ", ".join(x for x in (site.address, site.address2) if x)
    return Customer(
        company.name, company.siren, company.vat_number, address, site.postcode, site.city, site.country or "FR"
    )


def contact_choices(*, company_id: UUID, by: User) -> list[tuple[str, str]]:
    """Return the customer's contacts as choices: name and function."""
    rows = list_contacts(company_id=company_id, by=by)
    return [(str(c.pk), f"{c.full_name} ({c.function})" if c.function else c.full_name) for c in rows]
