"""The calendar by hours, of one person and of a team, and its events."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from arpent.agenda.actions.calendar import save_appointment
from arpent.clients.testing import make_company
from arpent.people.testing import NOON, make_cast
from tests.shared_rows import shared_rows

MONDAY = dt.date(2026, 12, 7)


@shared_rows
def cast():
    return make_cast()


def book(person, company=None, *, day=0, hour=9, **values):
    """Note an appointment of a person by themselves."""
    at = dt.datetime.combine(MONDAY + dt.timedelta(days=day), dt.time(hour), tzinfo=timezone.get_default_timezone())
    return save_appointment(
        by=person,
        at=NOON,
        person_id=person.pk,
        starts_at=at,
        minutes=45,
        company_id=company.pk if company else None,
        title="" if company else "Bureau",
        **values,
    )


@shared_rows
def booked(cast):
    company = make_company(cast.owner, "Laiterie Albarine")
    return [book(cast.owner, company), book(cast.mate, hour=10, kind="office")]


def events(client, **query):
    """Return the events of the week of the test that are appointments."""
    answer = client.get(reverse("agenda:events"), {"start": MONDAY, "end": MONDAY + dt.timedelta(days=7)} | query)
    assert answer.status_code == 200
    return [e for e in answer.json() if e.get("display") != "background"]


def test_a_week_has_the_appointments_of_its_person_with_hours_town_and_kind(cast, booked, login):
    (found,) = events(login(cast.owner))
    assert (found["start"], found["end"]) == ("2026-12-07 09:00", "2026-12-07 09:45")
    assert found["title"] == "Laiterie Albarine · 69003 Lyon"
    assert found["classNames"] == ["kind-visit"]
    assert found["extendedProps"]["url"] == reverse("agenda:appointment", args=[booked[0].pk])


def test_a_manager_sees_the_team_side_by_side_and_a_negotiator_only_themselves(cast, booked, login):
    assert {e["resourceIds"][0] for e in events(login(cast.manager), team="1")} == {
        str(cast.owner.pk),
        str(cast.mate.pk),
    }
    assert {e["resourceIds"][0] for e in events(login(cast.owner), team="1")} == {str(cast.owner.pk)}
    assert events(login(cast.stranger), team="1") == []


def test_the_calendar_of_a_person_out_of_reach_is_not_found(cast, booked, login):
    client = login(cast.stranger)
    for name in ("agenda:calendar", "agenda:events"):
        assert client.get(reverse(name), {"person": str(cast.owner.pk)}).status_code == 404


def test_public_holidays_are_in_the_background(cast, login):
    answer = login(cast.owner).get(reverse("agenda:events"), {"start": "2026-12-21", "end": "2026-12-28"})
    assert [(e["start"], e["title"]) for e in answer.json()] == [("2026-12-25 00:00", "Noël")]


@pytest.mark.parametrize("query", ["start=x&end=y", "start=2026-12-07&end=2199-12-07", "view=none&date=x"])
def test_unreadable_days_and_views_fall_back(cast, login, query):
    client = login(cast.owner)
    for name in ("agenda:calendar", "agenda:events"):
        assert client.get(f"{reverse(name)}?{query}").status_code == 200


def test_a_team_of_three_reads_as_much_as_one_person(cast, booked, login, django_assert_max_num_queries):
    client = login(cast.manager)
    with django_assert_max_num_queries(12):
        events(client, team="1")
    for hour in range(11, 18):
        book(cast.owner, hour=hour)
    with django_assert_max_num_queries(12):
        assert len(events(client, team="1")) == 9


def test_an_hour_clicked_in_the_calendar_is_that_of_the_new_appointment(cast, login):
    query = {"at": "2026-12-08T14:30:00+01:00", "person": str(cast.owner.pk)}
    page = login(cast.owner).get(reverse("agenda:appointment_new"), query).content.decode()
    assert 'value="2026-12-08"' in page and 'value="14:30"' in page
