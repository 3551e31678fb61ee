"""Appointments as iCalendar (RFC 5545)."""

import datetime as dt

from icalendar import Calendar, Event

from ..models import Appointment


def appointments_ics(appointments: list[Appointment], *, name: str, at: dt.datetime) -> bytes:
    """Return a calendar of appointments, one event each, its id the appointment's."""
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
        if a.note:
            event.add("description", a.note)
        event.add("status", "CONFIRMED" if a.fixed else "TENTATIVE")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
