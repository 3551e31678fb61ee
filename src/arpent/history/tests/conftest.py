"""What the tests of the audit trail share: SQL beside the program, and the faults that a verification finds."""

from arpent.clients.actions.companies import change_company
from arpent.clients.actions.contacts import save_contact
from arpent.clients.testing import make_company
from arpent.history.actions.sealing import seal_pending
from arpent.people.testing import NOON
from tests.shared_rows import shared_rows


@shared_rows
def company(cast):
    """A company whose trail is sealed."""
    company = make_company(cast.owner)
    change_company(company_id=company.pk, by=cast.owner, at=NOON, values={"name": "Autre"})
    seal_pending()
    return company


@shared_rows
def contact(cast, company):
    save_contact(company_id=company.pk, by=cast.owner, at=NOON, values={"last_name": "Dupré", "phone": "0472000000"})
    seal_pending()
    return company.contacts.visible_to(cast.owner).get()
