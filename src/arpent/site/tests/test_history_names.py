"""The history writes the records that a change references by name, as far as the reader may see them."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from arpent.clients.actions.companies import change_many
from arpent.clients.actions.contacts import save_contact
from arpent.clients.models import Company
from arpent.clients.testing import make_company
from arpent.history.models import Operation
from arpent.offers.actions.conditions import save_conditions
from arpent.offers.testing import make_offer
from arpent.people.testing import NOON
from tests.shared_rows import shared_rows

HIDDEN = "fiche supprimée ou hors de votre périmètre"


@shared_rows
def addressed(cast):
    """A change of an offer's recipient, from Anne Roux to Luc Bernard."""
    offer = make_offer(cast.owner)
    for first_name, last_name in (("Anne", "Roux"), ("Luc", "Bernard")):
        values = {"first_name": first_name, "last_name": last_name}
        contact = save_contact(company_id=offer.deal.company_id, by=cast.owner, at=NOON, values=values)
        save_conditions(by=cast.owner, at=NOON, offer_id=offer.pk, values={"contact_id": contact.pk})
    return last_operation("offers.conditions"), offer.deal.company_id, contact


def last_operation(kind):
    return Operation.objects.unscoped("a test looks").filter(kind=kind).order_by("-at", "-pk")[0]


def read(client, op):
    return client.get(reverse("history:operation", args=[op.pk]))


def test_a_recipient_is_written_by_name(cast, login, addressed):
    op, _, contact = addressed
    html = read(login(cast.owner), op).content.decode()
    assert "Destinataire" in html and "Anne Roux" in html and "Luc Bernard" in html
    assert str(contact.pk) not in html and contact.pk.hex not in html


def test_a_contact_that_the_reader_no_longer_sees_has_no_name(cast, login, addressed):
    op, company, contact = addressed
    Company.objects.unscoped("a test moves it").filter(pk=company).update(owner=cast.stranger)
    html = read(login(cast.owner), op).content.decode()
    assert html.count(HIDDEN) == 2 and "Luc Bernard" not in html and contact.pk.hex not in html


def test_a_stranger_does_not_read_the_operation(cast, login, addressed):
    assert read(login(cast.stranger), addressed[0]).status_code == 404


def test_a_price_list_is_written_by_name(cast, login):
    offer = make_offer(cast.owner)
    op = Operation.objects.visible_to(cast.owner).filter(kind="offers.offer").get()
    version = offer.versions.visible_to(cast.owner).get()
    html = read(login(cast.owner), op).content.decode()
    assert version.price_list.name in html and version.price_list_id.hex not in html


def test_names_cost_the_same_queries_however_many_records_changed(cast, login):
    client, counts = login(cast.manager), []
    for n in (1, 6):
        ids = [make_company(cast.owner, f"Firme {n} {i}").pk for i in range(n)]
        _, op = change_many(company_ids=ids, by=cast.manager, at=NOON, field="owner", value=str(cast.mate.pk))
        with CaptureQueriesContext(connection) as queries:
            html = client.get(reverse("history:operation", args=[op])).content.decode()
        assert html.count("Marc Testeur") == n
        counts.append(len(queries))
    assert counts[0] == counts[1]
