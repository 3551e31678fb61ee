"""A phone and the desk change one company or contact: fields are merged, and nothing is written over unseen (ADR
0023).
"""

import pytest
from django.urls import reverse

from arpent.clients.models import Company, Contact, Site
from arpent.clients.public import change_company, create_company, save_contact
from arpent.history.models import AuditEntry
from arpent.kernel.ids import new_id
from arpent.people.testing import NOON, form_values
from arpent.sync.actions.applying import retry_waiting
from arpent.sync.actions.conflict_resolution import resolve_conflict
from arpent.sync.models import SubmissionVersion
from arpent.sync.queries.sorting import count_open
from arpent.sync.rules.version_state import State
from arpent.sync.testing import Phone
from tests.shared_rows import shared_rows

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
NEW_RECORD = {
    "name": "Piscines Galtier",
    "relationship": "prospect",
    "source": "terrain",
    "phone": "04 78 11 22 33",
    "postcode": "69003",
    "city": "Lyon",
}
PERSON = {"first_name": "Luc", "last_name": "Galtier", "mobile": "06 11 22 33 44"}


@shared_rows
def phone(cast):
    return Phone(cast.owner)


@shared_rows
def company(cast, phone):
    """A company that the owner's phone made."""
    return Company.objects.visible_to(cast.owner).get(
        pk=phone.send(NEW_RECORD, kind="company").version.submission.record_id
    )


def desk(cast, company, **values):
    change_company(company_id=company.pk, by=cast.manager, at=NOON, values=values)


def stored(row):
    row.refresh_from_db()
    return row


def test_the_desk_s_next_step_and_the_phone_s_number_are_both_saved(cast, phone, company):
    desk(cast, company, next_step="Rappeler lundi", email="bureau@galtier.example")
    receipt = phone.send(NEW_RECORD | {"phone": "04 78 99 99 99"}, company.pk, "company")
    now = stored(company)
    assert receipt.state == State.APPLIED
    assert (now.next_step, now.email) == ("Rappeler lundi", "bureau@galtier.example")
    assert now.phone.replace(" ", "").endswith("478999999")


def test_a_field_changed_on_both_sides_is_a_conflict_and_nothing_is_written(cast, phone, company):
    desk(cast, company, phone="04 78 00 00 01")
    stored_text = stored(company).phone
    receipt = phone.send(
        NEW_RECORD | {"phone": "04 78 00 00 02", "email": "luc@galtier.example"}, company.pk, "company"
    )
    assert (receipt.state, receipt.revision) == (State.CONFLICT, 0)
    assert (stored(company).phone, company.email) == (stored_text, "")
    assert receipt.version.body["phone"] == "04 78 00 00 02"


def test_a_repetition_of_a_merged_version_changes_nothing(cast, phone, company):
    submission = phone.write(NEW_RECORD | {"email": "luc@galtier.example"}, company.pk)
    assert submission.deliver("company").state == State.APPLIED
    desk(cast, company, email="bureau@galtier.example")
    before = AuditEntry.objects.count()
    assert submission.deliver("company").state == State.APPLIED
    assert AuditEntry.objects.count() == before
    assert stored(company).email == "bureau@galtier.example"


def test_what_the_phone_repeats_since_its_last_version_is_not_a_change(cast, phone, company):
    phone.send(NEW_RECORD | {"email": "luc@galtier.example"}, company.pk, "company")
    desk(cast, company, email="bureau@galtier.example")
    phone.send(NEW_RECORD | {"email": "luc@galtier.example", "siren": ""}, company.pk, "company")
    assert stored(company).email == "bureau@galtier.example"


def test_an_unresolved_conflict_stays_one_and_a_resolved_one_is_known(cast, phone, company):
    desk(cast, company, email="bureau@galtier.example")
    mine = NEW_RECORD | {"email": "luc@galtier.example"}
    first, second = (phone.send(mine | {"siren": s}, company.pk, "company").version for s in ("", "732829320"))
    assert (first.state, second.state) == (State.CONFLICT, State.CONFLICT)
    second.refresh_from_db()
    resolve_conflict(
        version_id=second.pk, by=cast.owner, at=NOON, body=second.body | {"email": "bureau@galtier.example"}
    )
    again = phone.send(mine | {"siren": "732829320", "phone": "04 78 99 99 99"}, company.pk, "company")
    assert again.state == State.APPLIED
    assert (stored(company).email, company.siren) == ("bureau@galtier.example", "732829320")


def test_another_phone_that_saw_nothing_of_the_record_asks(cast, phone, company):
    other = Phone(cast.owner)
    receipt = other.send(NEW_RECORD | {"phone": "04 78 55 55 55"}, company.pk, "company", base_revision=1)
    assert receipt.state == State.CONFLICT
    # What was empty takes what is written: nothing is lost by it.
    assert (
        other.send(NEW_RECORD | {"email": "a@galtier.example"}, company.pk, "company", base_revision=1).state
        == State.APPLIED
    )
    assert stored(company).email == "a@galtier.example"


def test_a_phone_that_names_a_record_of_the_desk_does_not_write_over_it(cast, phone):
    made = create_company(by=cast.owner, at=NOON, values={"name": "Pompes Martin", "email": "desk@martin.example"})
    receipt = phone.send(NEW_RECORD, made.pk, "company")
    assert receipt.state == State.CONFLICT
    assert stored(made).name == "Pompes Martin"


def test_a_street_added_on_the_phone_is_written_and_a_point_set_at_the_desk_stays(cast, phone, company):
    site = Site.objects.visible_to(cast.owner).get(company=company)
    Site.objects.visible_to(cast.owner).filter(pk=site.pk).update(lat=45.75, lon=4.85, precision="point")
    phone.send(NEW_RECORD | {"email": "luc@galtier.example"}, company.pk, "company")
    site.refresh_from_db()
    assert (site.lat, site.lon) == (45.75, 4.85)
    phone.send(NEW_RECORD | {"email": "luc@galtier.example", "address": "1 rue Paul Bert"}, company.pk, "company")
    assert stored(site).address == "1 rue Paul Bert"


def test_a_measured_point_replaces_a_computed_one_and_asks_before_one_set_at_the_desk(cast, phone, company):
    site = Site.objects.visible_to(cast.owner).get(company=company)
    assert phone.send(NEW_RECORD | {"lat": 45.755, "lon": 4.86}, company.pk, "company").state == State.APPLIED
    assert (stored(site).lat, site.lon) == (45.755, 4.86)
    Site.objects.visible_to(cast.owner).filter(pk=site.pk).update(lat=45.75, lon=4.85)
    assert phone.send(NEW_RECORD | {"lat": 45.756, "lon": 4.861}, company.pk, "company").state == State.CONFLICT
    assert (stored(site).lat, site.lon) == (45.75, 4.85)


def test_a_contact_is_merged_by_field_too(cast, phone, company):
    body, key = PERSON | {"company": str(company.pk)}, new_id()
    assert phone.send(body, key, "contact").state == State.APPLIED
    row = Contact.objects.visible_to(cast.owner).get(pk=key)
    save_contact(
        company_id=company.pk,
        contact_id=key,
        by=cast.manager,
        at=NOON,
        values={"mobile": "06 00 00 00 01", "function": "Gérant"},
    )
    stored_text = stored(row).mobile
    assert phone.send(body | {"email": "luc@galtier.example"}, key, "contact").state == State.APPLIED
    assert (stored(row).mobile, row.function, row.email) == (stored_text, "Gérant", "luc@galtier.example")
    assert phone.send(body | {"mobile": "06 00 00 00 02"}, key, "contact").state == State.CONFLICT
    assert stored(row).mobile == stored_text


@shared_rows
def conflict(cast, phone, company):
    """The desk changed the phone number and the e-mail, the phone the same number otherwise."""
    desk(cast, company, phone="04 78 00 00 01", email="bureau@galtier.example")
    return phone.send(NEW_RECORD | {"phone": "04 78 00 00 02"}, company.pk, "company").version


def page_of(version):
    return reverse("sync:version", args=[version.pk])


def test_the_page_asks_only_what_both_sides_changed_and_chooses_nothing_beforehand(cast, login, conflict):
    page = login(cast.owner).get(page_of(conflict))
    text = page.content.decode()
    assert "Ces informations ont changé au bureau et sur le téléphone" in text
    assert "bureau@galtier.example" in text
    assert 'name="from_phone"' in text
    assert 'name="from_email"' not in text
    assert "from_phone" not in form_values(page, "shown")


@pytest.mark.parametrize(("side", "end"), [("submitted", "2"), ("stored", "1")])
def test_the_person_picks_and_the_rest_stays(cast, login, company, conflict, side, end):
    client = login(cast.owner)
    values = form_values(client.get(page_of(conflict)), "shown") | {"from_phone": side}
    assert client.post(page_of(conflict), values).status_code == 302
    assert stored(company).phone.endswith(end)
    assert (company.email, count_open(by=cast.owner)) == ("bureau@galtier.example", 0)


def test_what_others_write_while_the_person_picks_is_shown_again(cast, login, company, conflict):
    client = login(cast.owner)
    values = form_values(client.get(page_of(conflict)), "shown") | {"from_phone": "submitted"}
    desk(cast, company, phone="04 78 00 00 03", website="galtier.example")
    answer = client.post(page_of(conflict), values)
    assert answer.status_code == 422
    assert stored(company).phone.endswith("3")
    assert SubmissionVersion.objects.visible_to(cast.owner).get(pk=conflict.pk).state == State.CONFLICT
    again = form_values(answer, "shown") | {"from_phone": "submitted"}
    assert client.post(page_of(conflict), again).status_code == 302
    assert stored(company).phone.endswith("2")
    assert company.website == "galtier.example"


def test_a_version_that_waited_is_merged_when_it_is_written(cast, phone):
    company, key = new_id(), new_id()
    assert phone.send(PERSON | {"company": str(company)}, key, "contact").state == State.WAITING
    phone.send(NEW_RECORD, company, "company")
    retry_waiting(person=cast.owner, at=NOON)
    assert Contact.objects.visible_to(cast.owner).get(pk=key).last_name == "Galtier"
