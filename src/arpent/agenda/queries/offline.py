"""The tour in the snapshot of phones: each day's appointments with the drive to each."""

import datetime as dt
from collections import defaultdict
from typing import Any
from uuid import UUID

from django.utils import timezone

from arpent.people.public import User

from ..models import Appointment
from .calendar import get_pattern, list_appointments
from .drives import legs_of, point_of


def list_upcoming_companies(*, by: User, now: dt.datetime, days: int) -> list[UUID]:
    """Return the companies of the appointments from yesterday to ``days`` days ahead, in order."""
    return list(dict.fromkeys(a.company_id for a in _appointments(by, now, days) if a.company_id))


def snapshot_tour(*, by: User, now: dt.datetime, days: int) -> dict[str, Any]:
    """Return {"days": ..., "start": ...} from yesterday on, since yesterday's report may not be written yet.
    Drives are [seconds, metres], None where unknown; moments local, ISO 8601 with offset.
    """
    by_day: dict[dt.date, list[Appointment]] = defaultdict(list)
    for a in _appointments(by, now, days):
        by_day[timezone.localdate(a.starts_at)].append(a)
    pattern = get_pattern(person=by, by=by)
    found = [_day(date, rows, pattern.start_point, now) for date, rows in sorted(by_day.items())]
    return {
        "days": found,
        "start": {"label": pattern.start_label, "point": list(pattern.start_point) if pattern.start_point else None},
    }


def _appointments(by: User, now: dt.datetime, days: int) -> list[Appointment]:
    first = timezone.localdate(now) - dt.timedelta(days=1)
    start = dt.datetime.combine(first, dt.time(), tzinfo=timezone.get_default_timezone())
    return list_appointments(by=by, person=by, start=start, end=start + dt.timedelta(days=days + 2))


def _day(date: dt.date, rows: list[Appointment], base: tuple[float, float] | None, now: dt.datetime) -> dict[str, Any]:
    cancelled = Appointment.State.CANCELLED
    on_the_road = [a for a in rows if a.kind == Appointment.Kind.VISIT and a.state != cancelled]
    legs = legs_of([point_of(a) for a in on_the_road], base, now)
    drives = dict(zip([a.pk for a in on_the_road], legs.to_stop, strict=True))
    return {
        "date": date.isoformat(),
        "home": list(legs.home),
        "estimated": legs.estimated,
        "stops": [_stop(a, drives.get(a.pk)) for a in rows],
    }


def _stop(a: Appointment, leg: tuple[int, int] | None) -> dict[str, Any]:
    point = point_of(a)
    return {
        "id": str(a.pk),
        "company": str(a.company_id or "") if a.company else "",
        "title": a.title,
        "kind": a.kind,
        "state": a.state,
        "fixed": a.fixed,
        "starts_at": a.starts_at.isoformat(),
        "ends_at": a.ends_at.isoformat(),
        "note": a.note,
        "lat": point[0] if point else None,
        "lon": point[1] if point else None,
        "address": ", ".join(a.site.address_lines) if a.site else "",
        "drive": list(leg) if leg else None,
    }
