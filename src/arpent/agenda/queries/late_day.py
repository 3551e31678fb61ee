"""Proposal for a late day: new times, visits to drop, and where a dropped visit fits in the coming days."""

import datetime as dt
from typing import Any
from uuid import UUID

import numpy as np
from django.utils import timezone

from arpent.clients.public import VisitCandidate, list_visit_candidates
from arpent.geography.public import measure_travel, nearest_commune
from arpent.kernel.coordinates import Point
from arpent.kernel.errors import DomainError
from arpent.kernel.public_holidays import holiday_names
from arpent.people.public import User

from ..models import Appointment, WorkPattern
from ..rules.replanning import Busy, LateStop, find_gap, replan_day
from .calendar import get_pattern, list_appointments
from .drives import point_of
from .planning import is_holiday_at

DAYS_AHEAD = 7
WHOLE_DAY = ((0, 86_400),)
Drives = list[list[int]]


def replan_late(*, by: User, now: dt.datetime, minutes: int) -> dict[str, list[dict[str, Any]]]:
    """Return {"moves": ..., "dropped": ...} for the person's own day, as a phone shows them; nothing is written.
    ``minutes``: the delay. A move: id, title, company, from, starts_at, fixed. A dropped visit: id, title, company,
    instead (its proposed start within 7 days, or ""). Moments are local, ISO 8601 with offset. Raise DomainError
    agenda.wrong_delay outside 5 minutes to 8 hours.
    """
    if not 5 <= minutes <= 8 * 60:
        raise DomainError("agenda.wrong_delay")
    zone, today = timezone.get_default_timezone(), timezone.localdate(now)
    midnight = dt.datetime.combine(today, dt.time(), tzinfo=zone)
    rows = list_appointments(by=by, person=by, start=now, end=midnight + dt.timedelta(days=1))
    rows = [
        a for a in rows if a.state == Appointment.State.PLANNED and a.kind != Appointment.Kind.AWAY and a.ends_at > now
    ]
    if not rows:
        return {"moves": [], "dropped": []}
    pattern = get_pattern(person=by, by=by)
    known = {
        c.company_id: c
        for c in list_visit_candidates(by=by, for_person=by, company_ids=[a.company_id for a in rows if a.company_id])
    }
    drives, home = _drives([point_of(a) for a in rows], pattern.start_point, now)
    stops = [_stop(a, known, today, midnight) for a in rows]
    ready = max(stops[0].start, _seconds(now, midnight)) + minutes * 60
    span = pattern.days[today.weekday()]
    times, out = replan_day(stops, drives, ready=ready, closes=span[1] * 60 if span else 86_400, home=home)
    moves = [
        {
            "id": str(rows[i].pk),
            "title": rows[i].title,
            "company": str(rows[i].company_id or ""),
            "fixed": rows[i].fixed,
            "from": rows[i].starts_at.isoformat(),
            "starts_at": (midnight + dt.timedelta(seconds=t)).isoformat(),
        }
        for i, t in times.items()
        if t > stops[i].start
    ]
    dropped = [
        {
            "id": str(rows[i].pk),
            "title": rows[i].title,
            "company": str(rows[i].company_id or ""),
            "instead": _instead(rows[i], known, pattern, by, now),
        }
        for i in out
    ]
    return {"moves": moves, "dropped": dropped}


def _seconds(moment: dt.datetime, midnight: dt.datetime) -> int:
    """Return seconds after midnight by the clock on the wall, on the two days a year when it is changed too."""
    return int(
        (moment.astimezone(midnight.tzinfo).replace(tzinfo=None) - midnight.replace(tzinfo=None)).total_seconds()
    )


def _stop(a: Appointment, known: dict[UUID, VisitCandidate], date: dt.date, midnight: dt.datetime) -> LateStop:
    candidate = known.get(a.company_id) if a.company_id else None
    windows = _windows(candidate, date) if candidate and a.kind == Appointment.Kind.VISIT else WHOLE_DAY
    start = _seconds(a.starts_at, midnight)
    return LateStop(start, int((a.ends_at - a.starts_at).total_seconds()), a.fixed, windows)


def _windows(candidate: VisitCandidate, date: dt.date) -> tuple[tuple[int, int], ...]:
    return tuple((w.start * 60, w.end * 60) for w in candidate.opening.on(date))


def _drives(
    points: list[tuple[float, float] | None], base: tuple[float, float] | None, at: dt.datetime
) -> tuple[Drives, list[int]]:
    """Return the drives between points, and the drive home from each; to and from a place that is not known none."""
    placed = [p for p in (*points, base) if p]
    if len(placed) < 2:
        return [[0] * len(points) for _ in points], [0] * len(points)
    travel = measure_travel(np.array([p[0] for p in placed]), np.array([p[1] for p in placed]), at=at)
    at_row = iter(range(len(placed)))
    index = [next(at_row) if p else None for p in (*points, base)]
    matrix = [[0 if i is None or j is None else int(travel.seconds[i, j]) for j in index] for i in index]
    return [row[:-1] for row in matrix[:-1]], [row[-1] for row in matrix[:-1]]


def _instead(
    a: Appointment, known: dict[UUID, VisitCandidate], pattern: WorkPattern, by: User, now: dt.datetime
) -> str:
    """Return the start of the cheapest hour in the coming days, "" when there is none."""
    candidate = known.get(a.company_id) if a.company_id else None
    if candidate is None or pattern.start_point is None:
        return ""
    zone, service = timezone.get_default_timezone(), int((a.ends_at - a.starts_at).total_seconds())
    own = nearest_commune(Point(*pattern.start_point)).departement
    best: tuple[int, dt.datetime] | None = None
    for ahead in range(1, DAYS_AHEAD + 1):
        date = timezone.localdate(now) + dt.timedelta(days=ahead)
        span = pattern.days[date.weekday()]
        if not span or date in holiday_names(date.year, own) or is_holiday_at(candidate, date):
            continue
        midnight = dt.datetime.combine(date, dt.time(), tzinfo=zone)
        rows = list_appointments(by=by, person=by, start=midnight, end=midnight + dt.timedelta(days=1))
        places = [point_of(r) or pattern.start_point for r in rows]
        drives, _home = _drives([*places, (candidate.lat, candidate.lon), pattern.start_point], None, now)
        busy = [Busy(_seconds(r.starts_at, midnight), _seconds(r.ends_at, midnight), k) for k, r in enumerate(rows)]
        found = find_gap(
            busy,
            drives,
            place=len(rows),
            home=len(rows) + 1,
            service=service,
            windows=_windows(candidate, date),
            opens=span[0] * 60,
            closes=span[1] * 60,
        )
        # A day sooner is worth ten minutes of road.
        if found and (best is None or found[0] + ahead * 600 < best[0]):
            best = (found[0] + ahead * 600, midnight + dt.timedelta(seconds=found[1]))
    return best[1].isoformat() if best else ""
