"""Deals open, move, are won and lost; each is seen by whom it concerns and taken back whole."""

import datetime as dt

import pytest
from django.urls import reverse

from arpent.clients.models import TimelineEntry
from arpent.clients.public import save_contact
from arpent.clients.testing import make_company
from arpent.deals.actions.deals import change_deal, delete_deal, get_deal
from arpent.deals.actions.stage_moves import move_deal, set_buying_role
from arpent.deals.actions.stages import remove_stage, save_stage, shift_stage
from arpent.deals.models import Deal, InformationRequest, Stage, StageMove
from arpent.deals.queries.deal_page import get_deal_page
from arpent.deals.queries.forecasting import deal_forecast, deal_stage_figures
from arpent.deals.queries.listing import DealFilter, count_late_deals, deal_board, list_company_deals
from arpent.deals.testing import make_deal, stage
from arpent.deals.web.lists import DEALS
from arpent.history.actions.undo import undo_operation
from arpent.history.models import Operation
from arpent.kernel.errors import DomainError, NotFound
from arpent.lists.testing import list_rows
from arpent.people.testing import NOON

pytestmark = pytest.mark.postgresql

TODAY = NOON.date()
LATER = TODAY + dt.timedelta(days=3)


def last(kind, by):
    return Operation.objects.visible_to(by).filter(kind=kind).latest("id")


def test_a_deal_opens_in_the_first_stage_and_shows_on_the_timeline(cast):
    deal = make_deal(cast.owner)
    assert (str(deal.stage.code), deal.probability, deal.owner) == ("discovery", 10, cast.owner)
    entry = TimelineEntry.objects.visible_to(cast.owner).get(kind="deal")
    assert (entry.title, entry.amount) == (deal.title, 12_000)
    undo_operation(operation_id=last("deals.open", cast.owner).pk, by=cast.owner, at=NOON)
    assert (
        not Deal.objects.visible_to(cast.owner).exists() and not TimelineEntry.objects.visible_to(cast.owner).exists()
    )


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"next_step": "", "next_step_on": None}, {"next_step", "next_step_on"}),
        (
            {"amount": -1, "competitive_pressure": 9, "probability": 101},
            {"amount", "competitive_pressure", "probability"},
        ),
        ({"step_kind": "perhaps"}, {"step_kind"}),
    ],
)
def test_wrong_values_are_reported_together(cast, values, fields):
    with pytest.raises(DomainError) as refusal:
        make_deal(cast.owner, **values)
    assert set(refusal.value.by_field) == fields and not Deal.objects.visible_to(cast.owner).exists()


def test_a_deal_belongs_to_a_company_one_sees_and_a_person_one_leads(cast):
    company = make_company(cast.stranger)
    with pytest.raises(NotFound):
        make_deal(cast.owner, company_id=company.pk)
    deal = make_deal(cast.owner)
    with pytest.raises(NotFound):
        change_deal(deal_id=deal.pk, by=cast.owner, at=NOON, values={"owner_id": cast.stranger.pk})
    change_deal(deal_id=deal.pk, by=cast.manager, at=NOON, values={"owner_id": cast.mate.pk})
    assert get_deal(deal_id=deal.pk, by=cast.mate).owner == cast.mate


def test_who_sees_a_deal(cast):
    deal = make_deal(cast.owner)
    for person in (cast.owner, cast.manager, cast.assistant, cast.direction, cast.administrator):
        assert get_deal(deal_id=deal.pk, by=person).pk == deal.pk
    for person in (cast.mate, cast.stranger):
        with pytest.raises(NotFound):
            get_deal(deal_id=deal.pk, by=person)


def test_a_stage_lists_its_requirements_and_accepts_them_with_the_change(cast):
    deal = make_deal(cast.owner)
    with pytest.raises(DomainError) as refusal:
        move_deal(deal_id=deal.pk, stage_id=stage("offer").pk, by=cast.owner, at=NOON)
    assert refusal.value.facts["what"] == "une date de décision, le besoin en une phrase"
    moved = move_deal(
        deal_id=deal.pk,
        stage_id=stage("offer").pk,
        by=cast.owner,
        at=NOON,
        values={"need": "40 m3/h", "expected_on": LATER},
    )
    assert (moved.stage.code, moved.probability, moved.need) == ("offer", 60, "40 m3/h")
    assert [m.stage.code for m in StageMove.objects.visible_to(cast.owner).select_related("stage")] == [
        "discovery",
        "offer",
    ]


def test_a_refused_move_changes_nothing(cast):
    deal = make_deal(cast.owner)
    with pytest.raises(DomainError):
        move_deal(deal_id=deal.pk, stage_id=stage("negotiation").pk, by=cast.owner, at=NOON, values={"need": "x"})
    assert get_deal(deal_id=deal.pk, by=cast.owner).need == ""


def test_a_lost_deal_says_why_and_can_be_taken_back(cast):
    deal = make_deal(cast.owner)
    with pytest.raises(DomainError, match="lost_reason"):
        move_deal(deal_id=deal.pk, stage_id=stage("lost").pk, by=cast.owner, at=NOON)
    values = {"lost_reason": "price", "lost_note": "8 % plus cher"}
    lost = move_deal(deal_id=deal.pk, stage_id=stage("lost").pk, by=cast.owner, at=NOON, values=values)
    assert (lost.probability, lost.lost_reason, lost.closed_at, lost.next_step) == (0, "price", NOON, "")
    undo_operation(operation_id=last("deals.move", cast.owner).pk, by=cast.owner, at=NOON)
    back = get_deal(deal_id=deal.pk, by=cast.owner)
    assert (back.stage.code, back.closed_at, back.next_step) == ("discovery", None, "Appeler")


def test_a_won_deal_opens_again_with_a_next_step(cast):
    deal = make_deal(cast.owner)
    move_deal(deal_id=deal.pk, stage_id=stage("won").pk, by=cast.owner, at=NOON)
    with pytest.raises(DomainError, match="next_step"):
        move_deal(deal_id=deal.pk, stage_id=stage("discovery").pk, by=cast.owner, at=NOON)
    values = {"next_step": "Rappeler", "next_step_on": LATER}
    again = move_deal(deal_id=deal.pk, stage_id=stage("discovery").pk, by=cast.owner, at=NOON, values=values)
    assert again.closed_at is None and again.lost_reason == ""


def test_a_contact_has_a_part_in_the_decision(cast):
    deal = make_deal(cast.owner)
    contact = save_contact(company_id=deal.company_id, by=cast.owner, at=NOON, values={"last_name": "Duval"})
    other = save_contact(company_id=make_company(cast.owner, "B").pk, by=cast.owner, at=NOON, values={"last_name": "X"})
    set_buying_role(deal_id=deal.pk, contact_id=contact.pk, buying_role="decides", by=cast.owner, at=NOON)
    set_buying_role(deal_id=deal.pk, contact_id=contact.pk, buying_role="pays", by=cast.owner, at=NOON)
    assert list(deal.people.unscoped("test").values_list("buying_role", flat=True)) == ["pays"]
    with pytest.raises(NotFound):
        set_buying_role(deal_id=deal.pk, contact_id=other.pk, buying_role="pays", by=cast.owner, at=NOON)
    with pytest.raises(DomainError, match="wrong_buying_role"):
        set_buying_role(deal_id=deal.pk, contact_id=contact.pk, buying_role="king", by=cast.owner, at=NOON)
    set_buying_role(deal_id=deal.pk, contact_id=contact.pk, buying_role="", by=cast.owner, at=NOON)
    assert not deal.people.unscoped("test").exists()


def test_a_deleted_deal_is_restored_with_its_dependent_records(cast):
    deal = make_deal(cast.owner)
    delete_deal(deal_id=deal.pk, by=cast.owner, at=NOON)
    assert not StageMove.objects.visible_to(cast.owner).exists()
    undo_operation(operation_id=last("deals.delete", cast.owner).pk, by=cast.owner, at=NOON)
    assert (
        get_deal(deal_id=deal.pk, by=cast.owner).title == deal.title
        and StageMove.objects.visible_to(cast.owner).count() == 1
    )


def test_the_board_sums_every_deal_and_shows_the_most_pressing_first(cast):
    for i in range(35):
        make_deal(cast.owner, f"Affaire {i:02d}", next_step_on=TODAY + dt.timedelta(days=i - 2), amount=1000)
    make_deal(cast.stranger, "Autre")
    column = deal_board(by=cast.owner, criteria=DealFilter(), today=TODAY)[0]
    assert (column.count, column.amount, column.weighted, len(column.cards), column.more) == (35, 35_000, 3_500, 12, 23)
    assert [c.deal.title for c in column.cards[:2]] == ["Affaire 00", "Affaire 01"]
    assert [c.late for c in column.cards[:3]] == [True, True, False]
    late = deal_board(by=cast.owner, criteria=DealFilter(when="late"), today=TODAY)[0]
    assert late.count == 2 and count_late_deals(by=cast.owner, today=TODAY) == 2


def test_a_board_of_many_deals_asks_no_more_than_one_of_few(cast, django_assert_max_num_queries):
    for i in range(40):
        make_deal(cast.owner, f"Affaire {i}")
    with django_assert_max_num_queries(6):
        deal_board(by=cast.owner, criteria=DealFilter(), today=TODAY)


def test_the_list_filters_and_sorts(cast):
    company = make_company(cast.owner, "Laiterie du Bugey")
    small = make_deal(cast.owner, "Vannes", company_id=company.pk, amount=500, step_kind="waiting")
    big = make_deal(cast.owner, "Pompes", amount=90_000)
    found = list_rows(DEALS, by=cast.owner, today=TODAY, query="sort=-amount")
    assert [c.deal.pk for c in found] == [big.pk, small.pk]
    for query in ("text=laiterie", "text=vann", f"company={company.pk}", "when=waiting"):
        assert [c.deal.pk for c in list_rows(DEALS, by=cast.owner, today=TODAY, query=query)] == [small.pk], query
    assert list_rows(DEALS, by=cast.owner, today=TODAY, query="owner=none") == []
    assert [d.pk for d in list_company_deals(by=cast.owner, company_id=company.pk)] == [small.pk]


def test_stages_stale_after_their_days(cast):
    make_deal(cast.owner)
    after = TODAY + dt.timedelta(days=31)
    assert deal_board(by=cast.owner, criteria=DealFilter(), today=after)[0].cards[0].stale


def test_the_forecast_and_figures_come_from_the_base(cast):
    deal = make_deal(cast.owner, expected_on=LATER)
    move_deal(
        deal_id=deal.pk, stage_id=stage("need").pk, by=cast.owner, at=NOON + dt.timedelta(days=9), values={"need": "x"}
    )
    make_deal(cast.owner, "B", amount=1000)
    [month, undated] = deal_forecast(by=cast.owner, criteria=DealFilter(), today=TODAY)
    assert (month.total, month.weighted, undated.weighted) == (12_000, 3_000, 100)
    figures = dict(deal_stage_figures(by=cast.owner, since=TODAY, today=TODAY + dt.timedelta(days=9)))
    discovery = figures["Découverte"]
    assert (discovery.entered, discovery.advanced, discovery.median_days) == (2, 1, 9)


def test_the_direction_sets_the_firms_own_stages(cast):
    with pytest.raises(DomainError, match="not_allowed"):
        save_stage(by=cast.owner, at=NOON, values={"name": "X"})
    made = save_stage(by=cast.direction, at=NOON, values={"name": "Essai", "probability": 50, "requires": ["need"]})
    order = [s.code or s.name for s in Stage.objects.all()]
    assert order == ["discovery", "need", "solution", "offer", "negotiation", "Essai", "won", "lost"]
    shift_stage(stage_id=made.pk, by=cast.direction, at=NOON, steps=-1)
    assert [str(s) for s in Stage.objects.all()][4:6] == ["Essai", "Négociation"]
    make_deal(cast.owner)
    with pytest.raises(DomainError, match="stage_in_use"):
        remove_stage(stage_id=stage("discovery").pk, by=cast.direction, at=NOON)
    with pytest.raises(DomainError, match="stage_required"):
        remove_stage(stage_id=stage("won").pk, by=cast.direction, at=NOON)
    remove_stage(stage_id=made.pk, by=cast.direction, at=NOON)
    undo_operation(operation_id=last("deals.stage_removed", cast.direction).pk, by=cast.direction, at=NOON)
    assert Stage.objects.filter(name="Essai").exists()


def test_the_pages_of_a_deal(cast, login):
    deal = make_deal(cast.owner)
    client = login(cast.owner)
    for name in ("deals:board", "deals:list"):
        assert deal.title in client.get(reverse(name)).content.decode()
    assert client.get(reverse("deals:forecast")).status_code == 200
    page = reverse("deals:deal", args=[deal.pk])
    assert "Appeler" in client.get(page).content.decode()
    assert deal.title in client.get(reverse("deals:company_panel", args=[deal.company_id])).content.decode()
    move = reverse("deals:move", args=[deal.pk, stage("need").pk])
    dragged = client.post(move, headers={"Accept": "application/json"})
    assert dragged.status_code == 200 and not dragged.json()["moved"]
    assert "le besoin en une phrase" in dragged.json()["sentence"]
    assert client.post(move, {"need": "40 m3/h", "next_step": "Chiffrer", "next_step_on": "2031-01-01"}).url == page
    assert get_deal(deal_id=deal.pk, by=cast.owner).stage.code == "need"
    assert client.post(reverse("deals:edit", args=[deal.pk]), {"title": ""}).status_code == 422
    assert not InformationRequest.objects.visible_to(cast.owner).exists()


def test_the_days_in_a_stage_count_from_the_local_day(cast):
    deal = make_deal(cast.owner)
    deal.stage_since = dt.datetime(2026, 11, 23, 23, 30, tzinfo=dt.UTC)  # half past midnight in Paris, on the 24th
    deal.save(update_fields=["stage_since"])
    assert get_deal_page(deal_id=deal.pk, by=cast.owner, today=dt.date(2026, 11, 24)).days == 0
