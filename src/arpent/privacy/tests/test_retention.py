"""Ends of retention are proposed, and nothing goes without a decision."""

import datetime as dt

import pytest
from django.urls import reverse

from arpent.clients.models import Contact
from arpent.clients.public import record_on_timeline, save_contact
from arpent.clients.testing import make_company
from arpent.people.testing import NOON, refused
from arpent.privacy.actions.retention import accept_retention, postpone_retention, propose_retention
from arpent.privacy.models import RetentionItem
from arpent.privacy.rules.retention import Known, add_months, due_on
from tests.shared_rows import shared_rows

pytestmark = pytest.mark.postgresql

LATER = NOON + dt.timedelta(days=3 * 366)


@shared_rows
def contact(cast):
    company = make_company(cast.owner, "Prospect ancien", relationship="prospect")
    return save_contact(company_id=company.pk, by=cast.owner, at=NOON, values={"last_name": "Ancienne"})


def items(cast, **wanted):
    return list(RetentionItem.objects.visible_to(cast.administrator).filter(**wanted))


def test_a_prospect_is_due_three_years_after_the_last_contact(cast, contact):
    assert propose_retention(at=NOON) == 0
    assert propose_retention(at=LATER) == 1
    assert propose_retention(at=LATER) == 0
    assert Contact.objects.visible_to(cast.owner).filter(pk=contact.pk).exists()


def test_a_call_starts_the_time_anew(cast, contact):
    at = NOON + dt.timedelta(days=400)
    record_on_timeline(company_id=contact.company_id, by=cast.owner, at=at, kind="call", title="Appel reçu")
    assert propose_retention(at=LATER) == 0


def test_an_accepted_proposal_is_erased_and_may_be_a_new_prospect_later(cast, contact):
    propose_retention(at=LATER)
    chosen = [i.pk for i in items(cast)]
    assert accept_retention(item_ids=chosen, by=cast.administrator, at=LATER) == 1
    assert not Contact.objects.visible_to(cast.owner).filter(pk=contact.pk).exists()
    assert items(cast, state="done")
    assert save_contact(company_id=contact.company_id, by=cast.owner, at=LATER, values={"last_name": "Ancienne"}).pk


def test_a_postponement_needs_a_reason_and_is_listed_again(cast, contact):
    propose_retention(at=LATER)
    chosen = [i.pk for i in items(cast)]
    again = {"item_ids": chosen, "by": cast.direction, "at": LATER, "months": 2}
    assert refused(lambda: postpone_retention(**again, reason=" ")) == "privacy.reason_needed"
    postpone_retention(**again, reason="Appel d’offres en cours")
    assert propose_retention(at=LATER) == 0
    assert not items(cast, state="proposed")
    propose_retention(at=LATER + dt.timedelta(days=70))
    assert items(cast, state="proposed")


def test_a_negotiator_decides_nothing(cast, contact, login):
    propose_retention(at=LATER)
    chosen = [i.pk for i in RetentionItem.objects.visible_to(cast.administrator)]
    assert refused(lambda: accept_retention(item_ids=chosen, by=cast.owner, at=LATER)) == "people.not_allowed"
    assert login(cast.owner).get(reverse("privacy:retention")).status_code == 403


def test_old_copies_of_phones_and_imports_are_emptied_when_accepted(cast):
    from arpent.clients.testing import import_file
    from arpent.sync.models import SubmissionVersion
    from arpent.sync.testing import Phone
    from arpent.visits.testing import report_body

    file, _ = import_file(cast.owner, "nom;ville\nA;Lyon\n")
    company = make_company(cast.owner)
    Phone(cast.owner).send(report_body(company.pk))
    at = NOON + dt.timedelta(days=800)
    propose_retention(at=at)
    stocks = {i.rule: i for i in items(cast)}
    assert set(stocks) == {"retention.phone_versions", "retention.import_files"}
    accept_retention(item_ids=[i.pk for i in stocks.values()], by=cast.administrator, at=at)
    file.refresh_from_db()
    assert file.stored_as == ""
    assert SubmissionVersion.objects.visible_to(cast.owner).get().body == {}


def test_the_page_shows_and_decides(cast, contact, login):
    propose_retention(at=LATER)
    client = login(cast.administrator)
    page = client.get(reverse("privacy:retention")).content.decode()
    assert "Ancienne" in page
    assert "Prospect ancien" in page
    url = reverse("privacy:retention")
    assert client.post(url, {"act": "accept"}).status_code == 422
    assert client.post(url, {"act": "look"}).status_code == 302
    chosen = {"act": "accept", "item": [str(i.pk) for i in items(cast)]}
    assert client.post(url, chosen).status_code == 422
    assert client.post(url, {**chosen, "confirmation": "EFFACER"}).status_code == 302


def test_months_end_on_the_last_day():
    assert add_months(dt.date(2024, 1, 31), 1) == dt.date(2024, 2, 29)
    assert add_months(dt.date(2024, 11, 30), 3) == dt.date(2025, 2, 28)
    assert add_months(dt.date(2026, 3, 31), -1) == dt.date(2026, 2, 28)


def test_a_customer_is_never_due_and_a_former_one_after_three_years():
    day = dt.date(2020, 1, 1)
    assert due_on(Known("x", "customer", day, None), prospect_months=36, customer_months=36) is None
    assert due_on(Known("x", "former", day, dt.date(2021, 1, 1)), prospect_months=36, customer_months=36) == (
        "retention.customer",
        dt.date(2024, 1, 1),
    )
