"""Two people have one deal open: neither undoes the other without a word."""

import datetime as dt

import pytest
from django.urls import reverse

from arpent.clients.actions.contacts import save_contact
from arpent.deals.actions.deals import change_deal, get_deal
from arpent.deals.actions.information_requests import answer_request, create_request, link_token
from arpent.deals.actions.needs import confirm_need, get_need
from arpent.deals.actions.stage_moves import move_deal, set_buying_role
from arpent.deals.models import DealContact
from arpent.deals.queries.stages import list_stages
from arpent.deals.testing import make_deal, stage
from arpent.kernel.errors import Conflict
from arpent.kernel.merging import fingerprints
from arpent.people.testing import NOON, form_values, refused
from tests.shared_rows import shared_rows

from .test_needs import family, fill  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@shared_rows
def deal(cast):
    return make_deal(cast.owner)


def test_two_people_change_different_fields_of_a_deal_and_both_changes_are_stored(cast, deal, side_by_side):
    url = reverse("deals:edit", args=[deal.pk])
    claire, boss = side_by_side(cast.owner), side_by_side(cast.manager)
    hers, theirs = form_values(claire.get(url)), form_values(boss.get(url))
    assert claire.post(url, hers | {"next_step": "Envoyer le plan"}).status_code == 302
    assert boss.post(url, theirs | {"amount": "15000"}).status_code == 302
    deal.refresh_from_db()
    assert (deal.next_step, deal.amount) == ("Envoyer le plan", 15_000)
    answer = boss.post(url, theirs | {"next_step": "Attendre"})
    assert answer.status_code == 422 and "Envoyer le plan" in answer.content.decode()
    assert boss.post(url, form_values(answer) | {"pick-next_step": "mine"}).status_code == 302
    deal.refresh_from_db()
    assert deal.next_step == "Attendre"


def test_a_deal_that_somebody_moved_is_not_dragged_from_an_old_board(cast, deal, side_by_side):
    second, third = list_stages()[1], stage("won")
    was = deal.stage_id
    change_deal(deal_id=deal.pk, by=cast.owner, at=NOON, values={"need": "Deux pompes"})
    url = reverse("deals:move", args=[deal.pk, was])
    boss = side_by_side(cast.manager)
    move_deal(deal_id=deal.pk, stage_id=third.pk, by=cast.owner, at=NOON)
    answer = boss.post(f"{url}?from={second.pk}", headers={"Accept": "application/json"})
    assert answer.status_code == 422 and str(third) in answer.json()["sentence"]
    seen = fingerprints({"stage_id": second.pk})
    assert (
        refused(lambda: move_deal(deal_id=deal.pk, stage_id=was, by=cast.manager, at=NOON, seen=seen))
        == "deals.moved_concurrently"
    )
    assert boss.post(f"{url}?from={third.pk}", headers={"Accept": "application/json"}).status_code in (200, 422)


def test_the_page_of_a_move_sees_the_stage_and_the_values(cast, deal, side_by_side):
    lost = stage("lost")
    url = reverse("deals:move", args=[deal.pk, lost.pk])
    boss = side_by_side(cast.manager)
    theirs = form_values(boss.get(url)) | {"lost_reason": "price"}
    won = stage("won")
    move_deal(deal_id=deal.pk, stage_id=won.pk, by=cast.owner, at=NOON)
    answer = boss.post(url, theirs)
    assert answer.status_code == 422 and str(won) in answer.content.decode()
    assert get_deal(deal_id=deal.pk, by=cast.owner).stage_id == won.pk


def test_a_part_set_by_somebody_else_is_not_set_back_from_an_old_page(cast, deal):
    person = save_contact(company_id=deal.company_id, by=cast.owner, at=NOON, values={"last_name": "Duval"})
    given = {"deal_id": deal.pk, "contact_id": person.pk, "at": NOON, "seen": fingerprints({"buying_role": ""})}
    set_buying_role(by=cast.owner, buying_role="decides", **given)
    with pytest.raises(Conflict):
        set_buying_role(by=cast.manager, buying_role="advises", **given)
    assert DealContact.objects.visible_to(cast.owner).get().buying_role == "decides"


def test_answers_of_a_need_are_merged_one_by_one(cast, deal, family, side_by_side):  # noqa: F811
    sheet = fill(cast.owner, deal, family, "800")
    url = reverse("deals:need_edit", args=[sheet.pk])
    claire, boss = side_by_side(cast.owner), side_by_side(cast.manager)
    hers, theirs = form_values(claire.get(url)), form_values(boss.get(url))
    first = next(n for n in hers if n.startswith("q_"))
    assert claire.post(url, hers | {first: "900"}).status_code == 302
    confirm_need(by=cast.owner, at=NOON, need_id=sheet.pk, name="Mme Roux")
    # An old form sent as it was opened changes nothing: the customer's agreement stays.
    assert boss.post(url, theirs).status_code == 302
    assert get_need(need_id=sheet.pk, by=cast.owner).confirmed_by == "Mme Roux"
    assert boss.post(url, theirs | {"supplier": "Martin"}).status_code == 302
    found = get_need(need_id=sheet.pk, by=cast.owner)
    assert found.supplier == "Martin" and found.confirmed_by == ""
    assert {a.value for a in found.answers.visible_to(cast.owner)} == {"900"}
    assert boss.post(url, theirs | {first: "700"}).status_code == 422


def test_a_need_that_changed_is_not_confirmed_unseen(cast, deal, family, side_by_side):  # noqa: F811
    sheet = fill(cast.owner, deal, family, "800")
    old = get_need(need_id=sheet.pk, by=cast.owner).revision
    fill(cast.owner, deal, family, "900", need_id=sheet.pk)
    boss, url = side_by_side(cast.manager), reverse("deals:need_confirm", args=[sheet.pk])
    assert boss.post(url, {"name": "Mme Roux", "revision": old}).status_code == 422
    assert boss.post(url, {"name": "Mme Roux", "revision": old + 1}).status_code == 302


def test_stages_are_merged_by_field(cast, side_by_side):
    first = list_stages()[1]
    url = reverse("deals:stage", args=[first.pk])
    one, other = side_by_side(cast.direction), side_by_side(cast.administrator)
    hers = form_values(one.get(url))
    if other.get(url).status_code == 200:
        theirs = form_values(other.get(url))
        assert other.post(url, theirs | {"stale_days": "33"}).status_code == 302
    else:
        assert one.post(url, hers | {"stale_days": "33"}).status_code == 302
    assert one.post(url, hers | {"probability": "22"}).status_code == 302
    first.refresh_from_db()
    assert (first.stale_days, first.probability) == (33, 22)


def test_an_answer_by_link_is_not_written_over_by_an_older_page(cast, deal, client):
    values = {
        "whom": "technical",
        "name": "Bureau",
        "question": "Quel débit ?",
        "due_on": NOON.date() + dt.timedelta(days=3),
    }
    information_request = create_request(deal_id=deal.pk, by=cast.owner, at=NOON, values=values)
    url = reverse("deals:answer", args=[link_token(information_request)])
    old = form_values(client.get(url))
    answer_request(token=link_token(information_request), at=NOON, answer="40 m³/h", name="Bureau")
    page = client.post(url, old | {"answer": "50 m³/h"})
    assert page.status_code == 422 and "40 m³/h" in page.content.decode()
    information_request.refresh_from_db()
    assert information_request.answer == "40 m³/h"
