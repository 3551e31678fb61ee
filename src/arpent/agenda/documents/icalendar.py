"""Appointments as iCalendar (RFC 5545)."""

import datetime as dt

from arpent.clients.public import show_phone

from ..models import Appointment


def _who(a: Appointment) -> list[str]:
    """Return whom one visits and how to ring, as a phone's calendar shows it."""
    if a.company is None:
        return []
    phone = show_phone(a.company.phone) if a.company.phone else ""
    return [f"{a.company.name}{' · ' if phone else ''}{phone}"]


def appointments_ics(appointments: list[Appointment], *, name: str, at: dt.datetime) -> bytes:
    """Return an iCalendar file (RFC 5545) with one event per appointment, times in UTC."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//Arpent//Agenda//FR")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for a in appointments:
        event = Event()
        event.add("uid", f"{a.pk}@arpent")
        event.add("dtstamp", at.astimezone(dt.UTC))
        event.add("dtstart", a.starts_at.astimezone(dt.UTC))
        event.add("dtend", a.ends_at.astimezone(dt.UTC))
        event.add("summary", a.title)
        if a.site:
            event.add("location", ", ".join(a.site.address_lines))
            if a.site.lat is not None and a.site.lon is not None:
                event.add("geo", (a.site.lat, a.site.lon))
        lines = [a.note, *_who(a)]
        if any(lines):
            event.add("description", "\n".join(filter(None, lines)))
        # An accepted visit is confirmed; TRANSPARENT shows its time as free, so that a meeting can be booked over it.
        event.add("status", "CONFIRMED")
        event.add("transp", "OPAQUE" if a.fixed else "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
