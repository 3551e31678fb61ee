"""The page of today names things, and shows each role what it decides on."""

import datetime as dt

import pytest
from django.urls import reverse

from arpent.clients.testing import make_company
from arpent.deals.models import Deal
from arpent.deals.testing import make_deal
from arpent.offers.actions.offers import open_offer
from arpent.offers.models import Offer
from arpent.offers.queries.orders_of_month import orders_of_month
from arpent.offers.testing import add_line
from arpent.people.testing import NOON

pytestmark = pytest.mark.postgresql
TODAY = dt.date(2026, 12, 15)


def page_of(person, login):
    return " ".join(login(person).get(reverse("today")).content.decode().split())  # any white space is a space


def make_late_deal(person, title="Pompes du puits"):
    company = make_company(person, "Laiterie Ydrance")
    deal = make_deal(person, title, company_id=company.pk)
    Deal.objects.visible_to(person).filter(pk=deal.pk).update(next_step_on=dt.date(2026, 1, 5), amount=18500)
    return deal


def make_order(person, *, net, on, title="Offre"):
    deal = make_deal(person, title, company_id=make_company(person, title).pk)
    offer = open_offer(by=person, at=NOON, deal_id=deal.pk, title=title)
    add_line(person, offer, label="Ligne", price="100", cost="50")
    at = dt.datetime.combine(on, dt.time(12), dt.UTC)
    rows = Offer.objects.visible_to(person).filter(pk=offer.pk)
    rows.update(state="signed", closed_at=at, net=net, pocket=net, cost=net / 2)


def test_a_late_step_says_whose_it_is_how_much_since_when_and_how_to_act(cast, login):
    deal = make_late_deal(cast.owner)
    page = page_of(cast.owner, login)
    assert "Laiterie Ydrance" in page and "18 500 €" in page and "Pompes du puits" in page
    assert reverse("deals:edit", args=[deal.pk]) in page


def test_a_manager_sees_who_of_the_team_is_late_and_the_others_do_not(cast, login):
    for n in range(3):
        make_late_deal(cast.owner, f"Affaire {n}")
    page = page_of(cast.manager, login)
    assert "3 étapes en retard" in page and "à aider" in page and "L’équipe aujourd’hui" in page
    for person in (cast.owner, cast.direction, cast.assistant):
        assert "L’équipe aujourd’hui" not in page_of(person, login)


def test_the_assistant_sees_records_to_complete_and_no_planning(cast, login):
    make_company(cast.owner, "Fiche douteuse")
    page = page_of(cast.assistant, login)
    assert "Planifier la semaine" not in page and "Aucun rendez-vous" not in page


def test_orders_of_a_month_are_compared_with_the_month_and_the_year_before(cast):
    make_order(cast.owner, net=1000, on=TODAY)
    make_order(cast.mate, net=3000, on=TODAY)
    make_order(cast.owner, net=700, on=dt.date(2026, 11, 30))
    make_order(cast.owner, net=500, on=dt.date(2025, 12, 1))
    make_order(cast.owner, net=9000, on=dt.date(2025, 11, 30))
    whole, first, second = orders_of_month(by=cast.manager, today=TODAY)
    assert (whole.net, whole.count, whole.month_before, whole.year_before) == (4000, 2, 700, 500)
    assert (first.name, second.name) == (cast.mate.full_name, cast.owner.full_name)
    assert first.cost == 1500


def test_orders_are_those_that_the_person_may_see(cast):
    make_order(cast.owner, net=1000, on=TODAY)
    assert orders_of_month(by=cast.stranger, today=TODAY) == []
    whole, team = orders_of_month(by=cast.direction, today=TODAY, by_team=True)
    assert whole.net == 1000 and team.name == cast.owner.team.name


@pytest.mark.parametrize("role", ["owner", "manager", "direction", "assistant"])
def test_the_page_asks_no_more_for_much_than_for_little(cast, login, role, django_assert_max_num_queries):
    for n in range(8):
        make_late_deal(cast.owner, f"Affaire {n}")
        make_order(cast.owner, net=100, on=dt.date(2026, 12, 1), title=f"Offre {n}")
    client = login(getattr(cast, role))
    with django_assert_max_num_queries(30):
        client.get(reverse("today"))
