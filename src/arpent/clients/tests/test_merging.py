"""Two people have one record's form open: neither undoes the other without a word."""

import datetime as dt

import pytest
from django.urls import reverse

from arpent.clients.actions.companies import change_company, delete_companies, get_company
from arpent.clients.actions.contacts import remove_contact, save_contact
from arpent.clients.actions.sites import save_site
from arpent.clients.models import Closing, Company, Contact, Site
from arpent.clients.testing import make_company
from arpent.history.actions.undo import undo_operation
from arpent.history.models import AuditEntry, Operation
from arpent.kernel.errors import Conflict
from arpent.kernel.merging import fingerprints
from arpent.people.testing import NOON, form_values, refused
from tests.shared_rows import shared_rows

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]
LATER = NOON + dt.timedelta(hours=1)


@shared_rows
def company(cast):
    return make_company(cast.owner, phone="04 78 00 00 00")


@pytest.fixture
def edit(company):
    return reverse("clients:company_edit", args=[company.pk])


def test_a_next_step_survives_the_older_form_of_the_manager(cast, side_by_side, company, edit):
    claire, boss = side_by_side(cast.owner), side_by_side(cast.manager)
    hers, theirs = form_values(claire.get(edit)), form_values(boss.get(edit))
    assert claire.post(edit, hers | {"next_step": "Rappeler lundi"}).status_code == 302
    assert boss.post(edit, theirs | {"website": "pompes.example"}).status_code == 302
    company.refresh_from_db()
    assert (company.next_step, company.website) == ("Rappeler lundi", "pompes.example")


def test_a_field_changed_on_both_sides_comes_back_with_both_values_and_nothing_is_written(
    cast, side_by_side, company, edit
):
    claire, boss = side_by_side(cast.owner), side_by_side(cast.manager)
    hers, theirs = form_values(claire.get(edit)), form_values(boss.get(edit))
    claire.post(edit, hers | {"next_step": "Rappeler lundi", "phone": "04 78 11 11 11"})
    answer = boss.post(edit, theirs | {"next_step": "Passer mardi", "website": "pompes.example"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "Rappeler lundi" in page and "Passer mardi" in page
    assert "Olga Testeur a écrit" in page
    company.refresh_from_db()
    assert (company.next_step, company.website) == ("Rappeler lundi", "")
    # What was left alone shows what is stored now, what was typed is kept.
    shown = form_values(answer)
    assert shown["website"] == "pompes.example" and shown["phone"] == company.phone


@pytest.mark.parametrize(("pick", "expected"), [("mine", "Passer mardi"), ("theirs", "Rappeler lundi")])
def test_the_person_picks_by_field_and_all_is_written_in_one_operation(
    cast, side_by_side, company, edit, pick, expected
):
    claire, boss = side_by_side(cast.owner), side_by_side(cast.manager)
    hers, theirs = form_values(claire.get(edit)), form_values(boss.get(edit))
    claire.post(edit, hers | {"next_step": "Rappeler lundi"})
    answer = boss.post(edit, theirs | {"next_step": "Passer mardi", "website": "pompes.example"})
    assert boss.post(edit, form_values(answer) | {"pick-next_step": pick}).status_code == 302
    company.refresh_from_db()
    assert (company.next_step, company.website) == (expected, "pompes.example")


def test_without_a_pick_the_page_asks_again(cast, side_by_side, company, edit):
    claire, boss = side_by_side(cast.owner), side_by_side(cast.manager)
    hers, theirs = form_values(claire.get(edit)), form_values(boss.get(edit))
    claire.post(edit, hers | {"next_step": "Rappeler lundi"})
    answer = boss.post(edit, theirs | {"next_step": "Passer mardi"})
    assert boss.post(edit, form_values(answer)).status_code == 422
    # Somebody else writes while the person picks: that is asked too.
    change_company(company_id=company.pk, by=cast.owner, at=LATER, values={"next_step": "Rien"})
    assert boss.post(edit, form_values(answer) | {"pick-next_step": "mine"}).status_code == 422
    company.refresh_from_db()
    assert company.next_step == "Rien"


def test_a_wrong_value_beside_does_not_make_the_page_forget_what_was_seen(cast, side_by_side, company, edit):
    claire, boss = side_by_side(cast.owner), side_by_side(cast.manager)
    hers, theirs = form_values(claire.get(edit)), form_values(boss.get(edit))
    claire.post(edit, hers | {"next_step": "Rappeler lundi"})
    answer = boss.post(edit, theirs | {"phone": "abc"})
    assert answer.status_code == 422
    assert boss.post(edit, form_values(answer) | {"phone": ""}).status_code == 302
    company.refresh_from_db()
    assert (company.next_step, company.phone) == ("Rappeler lundi", "")


def test_an_undo_counts_as_a_change(cast, side_by_side, company, edit):
    change_company(company_id=company.pk, by=cast.owner, at=NOON, values={"next_step": "Rappeler lundi"})
    op = Operation.objects.unscoped("test").filter(kind="clients.change").get()
    boss = side_by_side(cast.manager)
    theirs = form_values(boss.get(edit))
    undo_operation(operation_id=op.pk, by=cast.owner, at=LATER)
    assert boss.post(edit, theirs | {"website": "pompes.example"}).status_code == 302
    company.refresh_from_db()
    assert (company.next_step, company.website) == ("", "pompes.example")


def test_a_double_click_changes_nothing_twice(cast, side_by_side, company, edit):
    client = side_by_side(cast.owner)
    sent = form_values(client.get(edit)) | {"next_step": "Rappeler lundi"}
    client.post(edit, sent)
    rows = AuditEntry.objects.filter(table="clients_company").count()
    assert client.post(edit, sent).status_code == 302
    assert AuditEntry.objects.filter(table="clients_company").count() == rows


def test_what_was_seen_cannot_be_forged_nor_taken_from_another_record(cast, side_by_side, company, edit):
    other = make_company(cast.owner, name="Vannes Martin")
    boss = side_by_side(cast.manager)
    theirs = form_values(boss.get(edit))
    foreign = form_values(boss.get(reverse("clients:company_edit", args=[other.pk])))["opened"]
    mine = form_values(side_by_side(cast.owner).get(edit))["opened"]
    for token in (theirs["opened"] + "x", foreign, mine, ""):
        assert boss.post(edit, theirs | {"next_step": "Passer mardi", "opened": token}).status_code == 422
    company.refresh_from_db()
    assert company.next_step == ""


def test_a_record_deleted_meanwhile_gives_back_what_was_typed_and_creates_it_anew(cast, side_by_side, company, edit):
    boss = side_by_side(cast.manager)
    theirs = form_values(boss.get(edit)) | {"next_step": "Passer mardi"}
    delete_companies(company_ids=[company.pk], by=cast.owner, at=NOON)
    answer = boss.post(edit, theirs)
    assert answer.status_code == 404 and "Passer mardi" in answer.content.decode()
    typed = answer.context["typed"]
    assert boss.post(typed.create_url, dict(typed.fields)).status_code == 302
    assert Company.objects.visible_to(cast.manager).get().next_step == "Passer mardi"
    # To whom the form was never shown nothing is reported.
    assert "Passer mardi" not in side_by_side(cast.stranger).post(edit, theirs).content.decode()


def test_what_somebody_changed_is_not_deleted_unseen(cast, side_by_side, company, edit):
    boss = side_by_side(cast.manager)
    theirs = form_values(boss.get(edit))
    change_company(company_id=company.pk, by=cast.owner, at=NOON, values={"next_step": "Rappeler lundi"})
    remove = reverse("clients:company_delete", args=[company.pk])
    assert boss.post(remove, theirs).status_code == 422
    assert boss.post(remove, form_values(boss.get(edit))).status_code == 302
    assert not Company.objects.visible_to(cast.manager).exists()


def test_sites_and_contacts_are_merged_by_field(cast, side_by_side, company):
    site = Site.objects.visible_to(cast.owner).get(company=company)
    person = save_contact(
        company_id=company.pk, by=cast.owner, at=NOON, values={"last_name": "Duval", "function": "Chef"}
    )
    for url, hers, theirs in (
        (reverse("clients:site", args=[company.pk, site.pk]), {"site_name": "Atelier"}, {"visit_minutes": "45"}),
        (reverse("clients:contact", args=[company.pk, person.pk]), {"objected": "on"}, {"mobile": "06 00 00 00 00"}),
    ):
        claire, boss = side_by_side(cast.owner), side_by_side(cast.manager)
        first, second = form_values(claire.get(url)), form_values(boss.get(url))
        assert claire.post(url, first | hers).status_code == 302
        assert boss.post(url, second | theirs).status_code == 302
    site.refresh_from_db()
    person.refresh_from_db()
    assert (site.name, site.visit_minutes) == ("Atelier", 45)
    assert person.objected_on and person.mobile and person.function == "Chef"


def test_the_name_of_a_site_is_chosen_under_its_own_label(cast, side_by_side, company):
    site = Site.objects.visible_to(cast.owner).get(company=company)
    url = reverse("clients:site", args=[company.pk, site.pk])
    boss = side_by_side(cast.manager)
    theirs = form_values(boss.get(url))
    values = {"name": "Atelier"}
    save_site(company_id=company.pk, site_id=site.pk, by=cast.owner, at=NOON, values=values)
    answer = boss.post(url, theirs | {"site_name": "Dépôt"})
    assert answer.status_code == 422 and [c.label for c in answer.context["form"].opened.clashes] == ["Nom du site"]
    assert boss.post(url, form_values(answer) | {"pick-name": "theirs"}).status_code == 302
    site.refresh_from_db()
    assert site.name == "Atelier"


def test_closings_that_others_added_stay_and_hours_are_merged(cast, side_by_side, company):
    site = Site.objects.visible_to(cast.owner).get(company=company)
    url = reverse("clients:hours", args=[company.pk, site.pk])
    claire, boss = side_by_side(cast.owner), side_by_side(cast.manager)
    august = {"form-0-from_on": "2031-08-01", "form-0-to_on": "2031-08-21"}
    claire.post(url, form_values(claire.get(url)) | august)
    hers, theirs = form_values(claire.get(url)), form_values(boss.get(url))
    december = {"form-1-from_on": "2031-12-24", "form-1-to_on": "2032-01-02"}
    assert claire.post(url, hers | december | {"hours": "lun-ven 8h-12h"}).status_code == 302
    assert boss.post(url, theirs | {"form-0-from_on": "", "form-0-to_on": ""}).status_code == 302
    assert [c.from_on.month for c in Closing.objects.visible_to(cast.owner)] == [12]
    site.refresh_from_db()
    assert site.hours_known
    answer = boss.post(url, theirs | {"hours": "lun-ven 9h-12h"})
    assert answer.status_code == 422 and "08:00-12:00" in answer.content.decode()


def test_actions_refuse_a_conflict_and_nothing_of_it_is_stored(cast, company):
    seen = fingerprints({"next_step": "", "phone": company.phone})
    change_company(company_id=company.pk, by=cast.owner, at=NOON, values={"next_step": "A"}, seen=seen)
    with pytest.raises(Conflict):
        change_company(
            company_id=company.pk, by=cast.manager, at=LATER, values={"next_step": "B", "phone": ""}, seen=seen
        )
    stored = get_company(company_id=company.pk, by=cast.owner)
    assert stored.next_step == "A" and stored.phone
    person = save_contact(company_id=company.pk, by=cast.owner, at=NOON, values={"last_name": "Duval"})
    seen = fingerprints({"last_name": "Dupont"})
    assert refused(lambda: remove_contact(contact_id=person.pk, by=cast.owner, at=LATER, seen=seen)) == "changed_since"
    assert Contact.objects.visible_to(cast.owner).exists()
