"""Gathers what a week's plan needs: days, appointments, due customers, targets."""

import datetime as dt
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from arpent.clients.public import Opening, VisitCandidate, due_on, list_visit_candidates, urgency_of
from arpent.geography.public import nearest_commune
from arpent.kernel.coordinates import Point
from arpent.kernel.periods import Week
from arpent.kernel.refusals import Refused
from arpent.parameters.public import figure
from arpent.people.public import User
from arpent.territory.public import campaign_company_ids

from ..models import Appointment, WorkPattern
from ..rules.valuing import Shares, value_visit, worth_in_seconds
from ..rules.week import GRID_S, Task, WeekDay, WeekInput
from .calendar import get_pattern, holiday_names, list_appointments, week_bounds

MOST_TASKS = 300
HALF_DAYS = {"morning": (0, 12 * 3600), "afternoon": (12 * 3600, 86_400)}


def gather_week(
    *, by: User, person: User, week: Week, now: dt.datetime, campaign_ids: list[UUID] | None = None, seed: int = 1
) -> WeekInput:
    """Return the input of a week's plan. Raise Refused when the person's start place or hours are not set."""
    pattern = get_pattern(person=person, by=by)
    if pattern.start_lat is None or pattern.start_lon is None:
        raise Refused("agenda.no_start", person=person.full_name)
    if not any(pattern.days):
        raise Refused("agenda.no_working_day", person=person.full_name)
    start, end = week_bounds(week)
    appointments = list_appointments(by=by, person=person, start=start, end=end)
    fixed = [a for a in appointments if a.fixed or a.state == Appointment.State.DONE or a.starts_at < now]
    days = _days(pattern, week, now, fixed)
    kept = {a.company_id for a in fixed}
    away = [a for a in fixed if a.kind == Appointment.Kind.AWAY or _is_evening(a)]
    ahead = [a for a in fixed if a.starts_at >= now and a not in away]
    tasks = [t for a in ahead if (t := _appointment_task(a, pattern, days)) is not None]
    targets = campaign_company_ids(campaign_ids=campaign_ids or [], by=by)
    candidates = list_visit_candidates(by=by, for_person=person, due_by=week.day(6))
    candidates += list_visit_candidates(by=by, for_person=person, company_ids=targets) if targets else []
    # Visits planned earlier for this week and not fixed are up for planning again.
    loose = [a.company_id for a in appointments if not a.fixed and a.company_id and a.company_id not in kept]
    candidates += list_visit_candidates(by=by, for_person=person, company_ids=loose) if loose else []
    booked = _booked_elsewhere(by, person, week, now)
    unique = {c.company_id: c for c in candidates if c.company_id not in kept | booked}
    found = [_task(c, pattern, days, set(targets), week.day(0), away) for c in unique.values()]
    found.sort(key=lambda t: (-t.value, t.name, t.site_id))
    end_point = [pattern.end_lat, pattern.end_lon] if pattern.end_lat is not None else None
    return WeekInput(
        week=str(week),
        start=[pattern.start_lat, pattern.start_lon],
        end=[float(x) for x in (end_point or [pattern.start_lat, pattern.start_lon]) if x is not None],
        start_label=pattern.start_label,
        end_label=pattern.end_label or pattern.start_label,
        days=days,
        tasks=tasks + found[:MOST_TASKS],
        lunch=[m * 60 for m in (pattern.lunch_from, pattern.lunch_to, pattern.lunch_minutes)]
        if pattern.lunch_minutes
        else [],
        vehicle=pattern.vehicle,
        seed=seed,
    )


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
    """Return one day: its hours, made longer by appointments outside them, shorter by absences and by what is past."""
    span = pattern.days[date.weekday()] if date.weekday() < len(pattern.days) else []
    opens, closes = (span[0] * 60, span[1] * 60) if span else (8 * 3600, 18 * 3600)
    reason = f"holiday:{holiday}" if holiday else "" if span else "off"
    zone = timezone.get_default_timezone()
    for a in fixed:
        first, last = _seconds(a.starts_at, date), _seconds(a.ends_at, date)
        if a.kind == Appointment.Kind.AWAY or _is_evening(a):
            if first <= opens and last >= closes:
                reason = "away"
            elif first <= opens < last:
                opens = last
            elif first < closes <= last:
                closes = first
        elif a.starts_at >= now and a.starts_at.astimezone(zone).date() == date:
            # Outside the usual hours an appointment makes the day longer rather than the week impossible.
            opens = max(0, first - 7200) if first < opens + 1800 else opens
            closes = min(86_400, last + 7200) if last > closes - 1800 else closes
        elif a.starts_at < now < a.ends_at:
            opens = max(opens, last)  # it is running: the day goes on after it
    here = now.astimezone(zone)
    if date == here.date():
        opens = max(opens, -(-(here.hour * 3600 + here.minute * 60) // 900) * 900)
    if date < here.date() or (date == here.date() and closes - opens < 3600):
        reason = "past"
    if closes - opens < 3600 and not reason:
        reason = "away"  # what absences leave of the day is too short for a visit
    return WeekDay(date.isoformat(), opens, max(closes, opens + 900), pattern.max_driving_minutes * 60, reason)


def _is_evening(a: Appointment) -> bool:
    """Return whether an appointment ends so late that no tour is built around it: the day's tour ends before it."""
    zone = timezone.get_default_timezone()
    starts, ends = a.starts_at.astimezone(zone), a.ends_at.astimezone(zone)
    return a.kind != Appointment.Kind.AWAY and (ends.date() != starts.date() or ends.hour >= 21)


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
        site_id=str(site.pk) if site else "", company_id=str(a.company_id or ""), name=a.title,
        city=site.city if site else "", phone=a.company.phone if a.company else "",
        lat=float((site.lat if placed and site else pattern.start_lat) or 0), lon=float((site.lon if placed and site else pattern.start_lon) or 0),
        precision=site.precision if site else "point", relationship=a.company.relationship if a.company else "",
        service=spans[0][1] - spans[0][0], value=0, prize=0, windows=windows, appointment_id=str(a.pk),
    )  # fmt: skip


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
        site_id=str(c.site_id), company_id=str(c.company_id), name=c.name, city=c.city, phone=c.phone, lat=c.lat, lon=c.lon,
        precision=c.precision, relationship=c.relationship, service=-(-(c.visit_minutes or pattern.visit_minutes) * 60 // GRID_S) * GRID_S,
        value=int(value), prize=worth_in_seconds(value, figure("travel.hour_cost", on), figure("travel.km_cost", on)),
        windows=[_windows(c.opening, dt.date.fromisoformat(d.date), c.preferred, away) for d in days],
        hours_known=c.opening.known, why=why,
    )  # fmt: skip


def _windows(opening: Opening, date: dt.date, preferred: str, away: list[Appointment]) -> list[list[int]]:
    """Return a day's spans for a visit: opening hours, the preferred half day when it is open, absences cut out."""
    spans = [[w.start * 60, w.end * 60] for w in opening.on(date)]
    if preferred in HALF_DAYS:
        low, high = HALF_DAYS[preferred]
        kept = [[max(a, low), min(b, high)] for a, b in spans if max(a, low) < min(b, high)]
        spans = kept or spans
    for absence in away:
        first, last = _seconds(absence.starts_at, date), _seconds(absence.ends_at, date)
        if first < last:
            spans = [[a, b] for s, e in spans for a, b in ((s, min(e, first)), (max(s, last), e)) if a < b]
    return spans


def driving_costs(on: dt.date) -> tuple[Decimal, Decimal]:
    """Return what an hour and a km of driving cost on a day, in euros."""
    return figure("travel.hour_cost", on), figure("travel.km_cost", on)
