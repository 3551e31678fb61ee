"""Appointments as iCalendar (RFC 5545)."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from arpent.clients.public import show_phone

from ..models import Appointment
from ..queries.feeds import FeedEvent


def _who(a: Appointment) -> list[str]:
    """Return whom one visits and how to ring, as a phone's calendar shows it."""
    if a.company is None:
        return []
    phone = show_phone(a.company.phone) if a.company.phone else ""
    return [f"{a.company.name}{' · ' if phone else ''}{phone}"]


def _calendar(name: str) -> Any:
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Arpent//Agenda//FR")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    return calendar


def _event(a: Appointment) -> Any:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{a.pk}@arpent")
    event.add("summary", a.title)
    if a.site:
        event.add("location", ", ".join(a.site.address_lines))
        if a.site.lat is not None and a.site.lon is not None:
            event.add("geo", (a.site.lat, a.site.lon))
    lines = [a.note, *_who(a)]
    if any(lines):
        event.add("description", "\n".join(filter(None, lines)))
    event.add("status", "CONFIRMED")
    return event


def appointments_ics(appointments: list[Appointment], *, name: str, at: dt.datetime) -> bytes:
    """Return an iCalendar file (RFC 5545) with one event per appointment, times in UTC."""
    calendar = _calendar(name)
    for a in appointments:
        event = _event(a)
        event.add("dtstamp", at.astimezone(dt.UTC))
        event.add("dtstart", a.starts_at.astimezone(dt.UTC))
        event.add("dtend", a.ends_at.astimezone(dt.UTC))
        # An accepted visit is confirmed; TRANSPARENT shows its time as free, so that a meeting can be booked over it.
        event.add("transp", "OPAQUE" if a.fixed else "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def feed_ics(events: Iterable[FeedEvent], *, name: str, zone: ZoneInfo) -> bytes:
    """Return the iCalendar feed of a person: one busy event per appointment, in local time with its VTIMEZONE.

    The same appointments give the same bytes, so that a program that has them gets nothing. SEQUENCE counts the changes
    of an appointment, DTSTAMP is the time of the last one.
    """
    calendar = _calendar(name)
    calendar.add("method", "PUBLISH")
    calendar.add("refresh-interval", dt.timedelta(hours=1), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for found in events:
        a = found.appointment
        event = _event(a)
        event.add("dtstamp", found.changed_at.astimezone(dt.UTC))
        event.add("last-modified", found.changed_at.astimezone(dt.UTC))
        event.add("sequence", found.writes - 1)
        event.add("dtstart", a.starts_at.astimezone(zone))
        event.add("dtend", a.ends_at.astimezone(zone))
        event.add("transp", "OPAQUE")
        calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())
