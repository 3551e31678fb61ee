"""Gather the input of a week's plan: days, appointments, due customers, targets."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from arpent.clients.public import VisitCandidate, due_on, list_visit_candidates, urgency_of
from arpent.geography.public import departement_of, nearest_commune
from arpent.kernel.coordinates import Point
from arpent.kernel.errors import DomainError
from arpent.kernel.periods import Week
from arpent.kernel.public_holidays import holiday_names
from arpent.parameters.public import figure
from arpent.people.public import User
from arpent.territory.public import campaign_company_ids

from ..models import Appointment, WorkPattern
from ..rules.day_bounds import BusySpan, day_bounds
from ..rules.visit_value import Shares, value_visit, worth_in_seconds
from ..rules.week import GRID_S, Task, WeekDay, WeekInput
from .calendar import get_pattern, list_appointments, week_bounds

MAX_TASKS = 300
HALF_DAYS = {"morning": (0, 12 * 3600), "afternoon": (12 * 3600, 86_400)}


def gather_week(
    *,
    by: User,
    person: User,
    week: Week,
    now: dt.datetime,
    campaign_ids: list[UUID] | None = None,
    seed: int = 1,
    replan_accepted: bool = False,
) -> WeekInput:
    """Return the input of a week's plan, with at most ``MAX_TASKS`` visits, the most valuable first.
    Visits accepted earlier for this week are locked at their time, unless ``replan_accepted``. Raise DomainError
    agenda.no_start or agenda.no_working_day when the person's start place or hours are not set.
    """
    pattern = get_pattern(person=person, by=by)
    if pattern.start_lat is None or pattern.start_lon is None:
        raise DomainError("agenda.no_start", person=person.full_name)
    if not any(pattern.days):
        raise DomainError("agenda.no_working_day", person=person.full_name)
    start, end = week_bounds(week)
    appointments = list_appointments(by=by, person=person, start=start, end=end)
    accepted = _accepted(by, person, appointments, now)
    movable_by_company = {c.company_id: a for c, a in accepted}
    fixed = [a for a in appointments if a not in movable_by_company.values()]
    days = _days(pattern, week, now, fixed)
    fixed_companies = {a.company_id for a in fixed}
    blocks = [a for a in fixed if _is_block(a)]
    ahead = [a for a in fixed if a.starts_at >= now and a not in blocks]
    tasks = [t for a in ahead if (t := _appointment_task(a, pattern, days)) is not None]
    targets = campaign_company_ids(campaign_ids=campaign_ids or [], by=by)
    candidates = list_visit_candidates(by=by, for_person=person, due_by=week.day(6))
    candidates += list_visit_candidates(by=by, for_person=person, company_ids=targets) if targets else []
    booked = fixed_companies | _booked_elsewhere(by, person, week, now)
    unique = {c.company_id: c for c in candidates if c.company_id not in booked} | {
        c.company_id: c for c, _ in accepted
    }
    found = [_task(c, pattern, days, set(targets), week.day(0), blocks) for c in unique.values()]
    found = [
        _keep_booked_time(t, movable_by_company[UUID(t.company_id)], days)
        if UUID(t.company_id) in movable_by_company
        else t
        for t in found
    ]
    found.sort(key=lambda t: (-t.value, t.name, t.site_id))
    tasks += [t for rank, t in enumerate(found) if rank < MAX_TASKS or t.booked_id]
    end_point = [pattern.end_lat, pattern.end_lon] if pattern.end_lat is not None else None
    return WeekInput(
        week=str(week),
        start=[pattern.start_lat, pattern.start_lon],
        end=[float(x) for x in end_point or [pattern.start_lat, pattern.start_lon] if x is not None],
        start_label=pattern.start_label,
        end_label=pattern.end_label or pattern.start_label,
        days=days,
        tasks=tasks,
        lunch=(
            [m * 60 for m in (pattern.lunch_from, pattern.lunch_to, pattern.lunch_minutes)]
            if pattern.lunch_minutes
            else []
        ),
        vehicle=pattern.vehicle,
        locked={} if replan_accepted else {str(k): t.booked for k, t in enumerate(tasks) if t.booked_id},
        calendar={str(a.pk): span_of(a) for a in appointments},
        seed=seed,
    )


def span_of(a: Appointment) -> list[str]:
    """Return the start and end of an appointment as ISO texts in UTC, as they are stored with a plan."""
    return [a.starts_at.astimezone(dt.UTC).isoformat(), a.ends_at.astimezone(dt.UTC).isoformat()]


def _accepted(
    by: User, person: User, appointments: list[Appointment], now: dt.datetime
) -> list[tuple[VisitCandidate, Appointment]]:
    """Return the visits to come that a plan may move: not agreed with the customer, one a company, at a place that is
    known.

    Every other appointment is never moved.
    """
    rows = [a for a in appointments if is_movable(a) and a.starts_at >= now]
    movable = {a.company_id: a for a in reversed(rows)}
    taken = {a.company_id for a in appointments if a not in rows}
    ids = [c for c in movable if c and c not in taken]
    found = list_visit_candidates(by=by, for_person=person, company_ids=ids) if ids else []
    return [(c, movable[c.company_id]) for c in found]


def is_movable(a: Appointment) -> bool:
    """Return whether a plan may move an appointment: a planned visit within one day, not agreed with the customer."""
    return (
        not a.fixed and a.kind == Appointment.Kind.VISIT and a.state == Appointment.State.PLANNED and not _is_block(a)
    )


def _keep_booked_time(task: Task, a: Appointment, days: list[WeekDay]) -> Task:
    """Return the task of an accepted visit, with its time in the calendar."""
    date = a.starts_at.astimezone(timezone.get_default_timezone()).date()
    day = next(i for i, d in enumerate(days) if d.date == date.isoformat())
    first, last = _seconds(a.starts_at, date), _seconds(a.ends_at - dt.timedelta(seconds=1), date)
    span = [day, first, -(-(last + 1) // 60) * 60]
    return replace(task, service=span[2] - span[1], booked_id=str(a.pk), booked=span)


def _booked_elsewhere(by: User, person: User, week: Week, now: dt.datetime) -> set[UUID | None]:
    """Return the companies that a visit of another week, from now to two months after this one, already serves."""
    start, end = week_bounds(week)
    ahead = list_appointments(by=by, person=person, start=now, end=end + dt.timedelta(days=60))
    return {a.company_id for a in ahead if a.company_id and not start <= a.starts_at < end}


def _days(pattern: WorkPattern, week: Week, now: dt.datetime, fixed: list[Appointment]) -> list[WeekDay]:
    commune = nearest_commune(Point(pattern.start_lat or 0.0, pattern.start_lon or 0.0))
    off_days = holiday_names(week.day(0).year, commune.departement) | holiday_names(
        week.day(6).year, commune.departement
    )
    return [_day(pattern, week.day(d), now, fixed, off_days.get(week.day(d), "")) for d in range(7)]


def _day(pattern: WorkPattern, date: dt.date, now: dt.datetime, fixed: list[Appointment], holiday: str) -> WeekDay:
    """Return one day with its bounds; what appointments require beyond them is decided in ``rules/hours.py``."""
    span = pattern.days[date.weekday()] if date.weekday() < len(pattern.days) else []
    local_now = now.astimezone(timezone.get_default_timezone())
    bounds = day_bounds(
        hours=(span[0] * 60, span[1] * 60) if span else None,
        busy=[
            BusySpan(
                _seconds(a.starts_at, date),
                _seconds(a.ends_at, date),
                absence=_is_block(a),
                running=a.starts_at < now < a.ends_at,
            )
            for a in fixed
        ],
        holiday=holiday,
        days_ahead=(date - local_now.date()).days,
        now=local_now.hour * 3600 + local_now.minute * 60,
    )
    return WeekDay(date.isoformat(), bounds.opens, bounds.closes, pattern.max_driving_minutes * 60, bounds.off)


def _is_block(a: Appointment) -> bool:
    """Return whether time is taken without a place in a tour: an absence, or what lasts past midnight."""
    zone = timezone.get_default_timezone()
    last = (a.ends_at - dt.timedelta(seconds=1)).astimezone(zone).date()
    return a.kind == Appointment.Kind.AWAY or a.starts_at.astimezone(zone).date() != last


def _seconds(moment: dt.datetime, date: dt.date) -> int:
    """Return seconds after midnight of a date, local time, cut to that day."""
    here = moment.astimezone(timezone.get_default_timezone())
    if here.date() != date:
        return 0 if here.date() < date else 86_400
    return here.hour * 3600 + here.minute * 60


def _appointment_task(a: Appointment, pattern: WorkPattern, days: list[WeekDay]) -> Task | None:
    """Return a fixed appointment as a task at its exact time; those without a place stand at the start place."""
    if a.kind == Appointment.Kind.AWAY:
        return None
    site = a.site
    placed = site is not None and site.lat is not None
    windows: list[list[list[int]]] = []
    for d in days:
        date = dt.date.fromisoformat(d.date)
        first, last = _seconds(a.starts_at, date), _seconds(a.ends_at, date)
        whole = a.starts_at.astimezone(timezone.get_default_timezone()).date() == date
        windows.append([[first, last]] if whole and first < last else [])
    spans = [w[0] for w in windows if w]
    if not spans:
        return None
    return Task(
        site_id=str(site.pk) if site else "",
        company_id=str(a.company_id or ""),
        name=a.title,
        city=site.city if site else "",
        phone=a.company.phone if a.company else "",
        lat=float((site.lat if placed and site else pattern.start_lat) or 0),
        lon=float((site.lon if placed and site else pattern.start_lon) or 0),
        precision=site.precision if site else "point",
        relationship=a.company.relationship if a.company else "",
        service=spans[0][1] - spans[0][0],
        value=0,
        prize=0,
        windows=windows,
        appointment_id=str(a.pk),
    )


def _task(
    c: VisitCandidate,
    pattern: WorkPattern,
    days: list[WeekDay],
    targets: set[UUID],
    monday: dt.date,
    away: list[Appointment],
) -> Task:
    on = monday
    urgency = urgency_of(c.last_visit_on, c.call_interval, monday).value
    shares = Shares(*(figure(f"visit.value_{k}", on) for k in ("customer_share", "prospect_share", "least", "most")))
    value = value_visit(
        relationship=c.relationship,
        potential=c.potential,
        urgency=urgency,
        is_target=c.company_id in targets,
        shares=shares,
    )
    due = due_on(c.last_visit_on, c.call_interval, monday)
    why = "target" if c.company_id in targets else urgency if due else "replan"
    return Task(
        site_id=str(c.site_id),
        company_id=str(c.company_id),
        name=c.name,
        city=c.city,
        phone=c.phone,
        lat=c.lat,
        lon=c.lon,
        precision=c.precision,
        relationship=c.relationship,
        service=-(-(c.visit_minutes or pattern.visit_minutes) * 60 // GRID_S) * GRID_S,
        value=int(value),
        prize=worth_in_seconds(value, figure("travel.hour_cost", on), figure("travel.km_cost", on)),
        windows=[_windows(c, dt.date.fromisoformat(d.date), away) for d in days],
        hours_known=c.opening.known,
        why=why,
    )


def is_holiday_at(candidate: VisitCandidate, date: dt.date) -> bool:
    """Return whether a date is a public holiday in the customer's département."""
    return date in holiday_names(date.year, departement_of(candidate.commune_code))


def _windows(c: VisitCandidate, date: dt.date, away: list[Appointment]) -> list[list[int]]:
    """Return a day's spans for a visit: opening hours, the preferred half day when it is open, absences cut out."""
    if is_holiday_at(c, date):
        return []
    spans = [[w.start * 60, w.end * 60] for w in c.opening.on(date)]
    if c.preferred in HALF_DAYS:
        low, high = HALF_DAYS[c.preferred]
        clipped = [[max(a, low), min(b, high)] for a, b in spans if max(a, low) < min(b, high)]
        spans = clipped or spans
    for absence in away:
        first, last = _seconds(absence.starts_at, date), _seconds(absence.ends_at, date)
        if first < last:
            spans = [[a, b] for s, e in spans for a, b in ((s, min(e, first)), (max(s, last), e)) if a < b]
    return spans


def driving_costs(on: dt.date) -> tuple[Decimal, Decimal]:
    """Return the cost of an hour and of a km of driving on a day, in euros."""
    return figure("travel.hour_cost", on), figure("travel.km_cost", on)
