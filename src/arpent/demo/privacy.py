"""Prospects without contact for three years, whose retention has ended."""

import datetime as dt

from arpent.clients.public import create_company, save_contact
from arpent.people.public import User
from arpent.privacy.public import propose_retention

DAYS_AGO = 1250  # a little more than the three years of a prospect
SILENT = (
    ("Tuyauteries Balmont", "Vienne", "38200", "Odile", "Vercasson", "Responsable maintenance"),
    ("Chaudronnerie du Garon", "Brignais", "69530", "Fabien", "Cluzetier", "Acheteur"),
)


def make_ended_retention(person: User, admin: User, at: dt.datetime) -> None:
    """Create prospects with an old last contact, and propose the end of their retention."""
    then = at - dt.timedelta(days=DAYS_AGO)
    for name, city, postcode, first, last, function in SILENT:
        company = create_company(
            by=person,
            at=then,
            values={"name": name, "relationship": "prospect", "source": "Salon"},
            site={"city": city, "postcode": postcode},
        )
        values = {"first_name": first, "last_name": last, "function": function, "source": "Salon"}
        save_contact(company_id=company.pk, by=person, at=then, values=values)
    propose_retention(at=at, by=admin)
