import datetime as dt
import io
import logging
from zoneinfo import ZoneInfo

import pytest
from dateutil import tz
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from arpent.agenda.actions.calendar import cancel_appointment, save_appointment
from arpent.agenda.actions.feeds import create_feed, revoke_feed
from arpent.agenda.documents.icalendar import feed_ics
from arpent.agenda.models import Appointment, CalendarFeed
from arpent.agenda.queries.feeds import FeedEvent, list_feed_events
from arpent.clients.actions.companies import change_company
from arpent.clients.testing import make_company
from arpent.people.testing import NOON

pytestmark = pytest.mark.postgresql

PARIS = ZoneInfo("Europe/Paris")
TODAY = timezone.now().replace(hour=9, minute=0, second=0, microsecond=0)


def make_visit(by, days=1, **values):
    company = {"company_id": make_company(by, "Pompes Testard", phone="0472000001").pk}
    values = company | {"note": "Apporter le plan"} | values
    return save_appointment(
        by=by, at=NOON, person_id=by.pk, starts_at=TODAY + dt.timedelta(days=days), minutes=45, **values
    )


def address(by):
    return reverse("agenda:feed_ics", args=[create_feed(by=by, at=NOON)])


def events_of(response):
    return [dict(e) | {"raw": e} for e in Calendar.from_ical(response.content).walk("VEVENT")]


def test_a_calendar_program_reads_the_visits_without_sign_in(cast, client):
    visit = make_visit(cast.owner)
    response = client.get(address(cast.owner))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    (event,) = events_of(response)
    assert event["UID"] == f"{visit.pk}@arpent"
    assert (str(event["TRANSP"]), str(event["STATUS"])) == ("OPAQUE", "CONFIRMED")
    assert "1 rue de la Part-Dieu" in event["LOCATION"]
    description = event["DESCRIPTION"].replace("\u00a0", " ")
    assert "Apporter le plan" in description and "04 72 00 00 01" in description
    assert event["raw"].decoded("dtstart") == visit.starts_at


@pytest.mark.parametrize(
    ("moment", "hours"),
    [
        (dt.datetime(2027, 3, 27, 10, tzinfo=PARIS), 1),  # the day before summer time
        (dt.datetime(2027, 3, 29, 10, tzinfo=PARIS), 2),
        (dt.datetime(2027, 10, 30, 10, tzinfo=PARIS), 2),  # the day before winter time
        (dt.datetime(2027, 11, 1, 10, tzinfo=PARIS), 1),
    ],
)
def test_ten_o_clock_is_ten_o_clock_on_both_sides_of_summer_time(moment, hours):
    visit = Appointment(title="Visite", starts_at=moment.astimezone(dt.UTC), ends_at=moment + dt.timedelta(hours=1))
    content = feed_ics([FeedEvent(visit, 1, moment)], name="Agenda", zone=PARIS).decode()
    assert f"DTSTART;TZID=Europe/Paris:{moment:%Y%m%dT%H%M%S}" in content
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert event.decoded("dtstart") == moment
    # A second reader, which knows nothing of Paris but what VTIMEZONE says.
    start, end = content.index("BEGIN:VTIMEZONE"), content.index("END:VTIMEZONE")
    zone = tz.tzical(io.StringIO(content[start:end].replace("\r\n", "\n") + "END:VTIMEZONE\n")).get("Europe/Paris")
    read = moment.replace(tzinfo=zone)
    assert read.utcoffset() == dt.timedelta(hours=hours)
    assert read.astimezone(dt.UTC) == moment.astimezone(dt.UTC)


def test_a_changed_visit_has_a_higher_sequence_and_a_cancelled_one_vanishes(cast, client):
    visit, url = make_visit(cast.owner), address(cast.owner)
    before = events_of(client.get(url))[0]
    save_appointment(
        by=cast.owner,
        at=NOON,
        person_id=cast.owner.pk,
        starts_at=visit.starts_at + dt.timedelta(hours=2),
        minutes=30,
        company_id=visit.company_id,
        appointment_id=visit.pk,
    )
    after = events_of(client.get(url))[0]
    assert after["UID"] == before["UID"] and after["SEQUENCE"] > before["SEQUENCE"]
    cancel_appointment(appointment_id=visit.pk, by=cast.owner, at=NOON)
    assert events_of(client.get(url)) == []


def test_a_program_that_has_the_calendar_gets_nothing_until_something_changes(cast, client):
    visit, url = make_visit(cast.owner), address(cast.owner)
    etag = client.get(url)["ETag"]
    assert client.get(url, headers={"If-None-Match": etag}).status_code == 304
    cancel_appointment(appointment_id=visit.pk, by=cast.owner, at=NOON)
    assert client.get(url, headers={"If-None-Match": etag}).status_code == 200
    assert client.head(url).status_code == 200 and client.post(url).status_code == 405


def test_the_feed_has_a_month_of_the_past_and_half_a_year_ahead(cast):
    company = make_company(cast.owner)
    for days in (-40, -20, 100, 200):
        make_visit(cast.owner, days, company_id=company.pk)
    make_visit(cast.stranger)
    found = list_feed_events(person=cast.owner, now=timezone.now())
    assert [(e.appointment.starts_at - TODAY).days for e in found] == [-20, 100]


def test_a_company_that_left_the_person_s_reach_is_not_in_the_feed(cast, client):
    visit, url = make_visit(cast.owner), address(cast.owner)
    change_company(company_id=visit.company_id, by=cast.direction, at=NOON, values={"owner_id": str(cast.stranger.pk)})
    (event,) = events_of(client.get(url))
    assert "LOCATION" not in event and "Pompes" not in str(event.get("DESCRIPTION"))


def test_replaced_revoked_and_unknown_addresses_and_closed_accounts_are_not_found(cast, client):
    make_visit(cast.owner)
    old, new = address(cast.owner), address(cast.owner)
    assert [client.get(url).status_code for url in (old, new)] == [404, 200]
    assert client.get(reverse("agenda:feed_ics", args=["x"])).status_code == 404
    cast.owner.is_active = False
    cast.owner.save()
    assert client.get(new).status_code == 404
    cast.owner.is_active = True
    cast.owner.save()
    revoke_feed(by=cast.owner, at=NOON)
    assert client.get(new).status_code == 404


def test_the_address_is_shown_once_and_only_its_digest_is_stored(cast, login, caplog):
    client, url = login(cast.owner), reverse("agenda:feed")
    with caplog.at_level(logging.INFO, "arpent.security"):
        page = client.post(url)
        secret = page.text.partition("/agenda/feed/")[2].partition(".ics")[0]
        assert len(secret) > 40 and client.get(page.context["address"]).status_code == 200
        assert secret not in client.get(url).text
        stored = CalendarFeed.objects.visible_to(cast.owner).get()
        assert secret not in stored.secret_hash and len(stored.secret_hash) == 64
        client.post(reverse("agenda:feed_revoke"))
    assert not CalendarFeed.objects.visible_to(cast.owner).exists()
    events = [r.message for r in caplog.records if "calendar_feed" in r.message]
    assert ["created" in events[0], "revoked" in events[1]] == [True, True] and secret not in "".join(events)


def test_a_network_that_asks_too_often_is_refused(cast, client, settings):
    settings.ARPENT_PUBLIC_RATES = settings.ARPENT_PUBLIC_RATES | {"calendar_feed": 3}
    url = address(cast.owner)
    statuses = [client.get(url).status_code for _ in range(5)]
    assert statuses[:3] == [200, 200, 200] and statuses[-1] == 429
