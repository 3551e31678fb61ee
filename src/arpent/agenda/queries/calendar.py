"""Queries of the calendar and of working patterns."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone

from arpent.clients.public import get_main_sites
from arpent.database.lists import prevent_lazy_loading
from arpent.kernel.periods import Week
from arpent.people.public import Role, User, list_negotiators

from ..models import Appointment, Plan, WorkPattern
from ..permissions import AgendaPermission


def get_pattern(*, person: User, by: User) -> WorkPattern:
    """Return a person's working pattern; an unsaved one with the usual values when none is set."""
    return WorkPattern.objects.visible_to(by).filter(person=person).first() or WorkPattern(person=person)


def week_bounds(week: Week) -> tuple[dt.datetime, dt.datetime]:
    """Return the start of a week and of the following one, in local time."""
    zone = timezone.get_default_timezone()
    start = dt.datetime.combine(week.day(0), dt.time(), tzinfo=zone)
    return start, dt.datetime.combine(week.shift(1).day(0), dt.time(), tzinfo=zone)


def list_calendars(*, by: User, people: list[User], start: dt.datetime, end: dt.datetime) -> list[Appointment]:
    """Return the appointments of several people that overlap a span, as ``list_appointments``, with two queries."""
    rows = Appointment.objects.visible_to(by).filter(person__in=people, starts_at__lt=end, ends_at__gt=start)
    found = list(
        prevent_lazy_loading(rows.exclude(state="cancelled").select_related("company", "site")).order_by(
            "starts_at", "pk"
        )
    )
    seen = _seen(found, by)
    return [_masked(a, seen) for a in found]


def list_appointments(*, by: User, person: User, start: dt.datetime, end: dt.datetime) -> list[Appointment]:
    """Return a person's appointments that overlap a span, in order, without cancelled ones.
    The company and site of an appointment are None when the company is out of ``by``'s reach.
    """
    return list_calendars(by=by, people=[person], start=start, end=end)


def _seen(appointments: list[Appointment], by: User) -> set[UUID]:
    """Return the companies of appointments that the person sees today."""
    ids = [a.company_id for a in appointments if a.company_id]
    return set(get_main_sites(company_ids=ids, by=by)) if ids else set()


def _masked(a: Appointment, seen: set[UUID]) -> Appointment:
    """Return the appointment; the company's details are gone from it when the company left the person's reach."""
    if a.company_id and a.company_id not in seen:
        a.company, a.site = None, None
    return a


def get_appointment(*, appointment_id: UUID, by: User) -> Appointment | None:
    """Return an appointment, or None when the person cannot see it; its company is None when that is out of reach."""
    rows = Appointment.objects.visible_to(by).select_related("company", "site", "person")
    found = rows.filter(pk=appointment_id).first()
    return _masked(found, _seen([found], by)) if found else None


def list_company_appointments(*, by: User, company_id: UUID, limit: int = 10) -> list[Appointment]:
    """Return the latest appointments at a company that the person can see, latest first, without cancelled ones."""
    rows = Appointment.objects.visible_to(by).filter(company_id=company_id).exclude(state="cancelled")
    return list(rows.select_related("person").order_by("-starts_at")[:limit])


def list_booked_companies(*, by: User, now: dt.datetime) -> list[UUID]:
    """Return the companies that have a future planned visit in the calendars the person can see."""
    rows = Appointment.objects.visible_to(by).filter(kind="visit", state="planned", starts_at__gte=now)
    return [c for c in rows.order_by().values_list("company_id", flat=True).distinct() if c]


def list_unreported(*, by: User, person: User, now: dt.datetime) -> list[Appointment]:
    """Return the latest ten visits that are over and still marked as planned, latest first."""
    rows = Appointment.objects.visible_to(by).filter(person=person, kind="visit", state="planned", ends_at__lt=now)
    found = list(rows.select_related("company", "site").order_by("-ends_at")[:10])
    seen = _seen(found, by)
    return [_masked(a, seen) for a in found]


def get_plan(*, plan_id: UUID, by: User) -> Plan | None:
    """Return a plan, or None when the person cannot see it."""
    return Plan.objects.visible_to(by).select_related("person").filter(pk=plan_id).first()


def latest_plan(*, by: User, person: User, week: Week) -> Plan | None:
    """Return the latest plan of a person's week that was not dropped, or None."""
    rows = Plan.objects.visible_to(by).filter(person=person, week=str(week)).exclude(state="dropped")
    return rows.order_by("-created_at", "-pk").first()


def places_ahead(*, by: User, person: User, today: dt.date) -> list[tuple[float, float]]:
    """Return (latitude, longitude) of a person's appointments of the next two weeks, and of where the days start."""
    pattern = get_pattern(person=person, by=by)
    zone = timezone.get_default_timezone()
    start = dt.datetime.combine(today, dt.time(), tzinfo=zone)
    rows = list_appointments(by=by, person=person, start=start, end=start + dt.timedelta(days=14))
    places = [(a.site.lat, a.site.lon) for a in rows if a.site and a.site.lat is not None and a.site.lon is not None]
    if pattern.start_lat is not None and pattern.start_lon is not None:
        places.append((pattern.start_lat, pattern.start_lon))
    return places


@dataclass(frozen=True)
class PersonDay:
    """The visits of a person on a day, and how many of them are done."""

    person: User
    visits: int
    done: int


def list_team_day(*, by: User, today: dt.date) -> list[PersonDay]:
    """Return the visits of a day of each negotiator that a person sees, without their own, with two queries."""
    zone = timezone.get_default_timezone()
    start = dt.datetime.combine(today, dt.time(), tzinfo=zone)
    rows = Appointment.objects.visible_to(by).filter(
        kind="visit", starts_at__gte=start, starts_at__lt=start + dt.timedelta(days=1)
    )
    counts = rows.exclude(state="cancelled").order_by().values_list("person_id")
    found = {pk: (n, done) for pk, n, done in counts.annotate(n=Count("pk"), done=Count("pk", filter=Q(state="done")))}
    people = [p for p in list_negotiators(by=by, permission=AgendaPermission.PLAN_WEEK) if p.role == Role.NEGOTIATOR]
    return [PersonDay(p, *found.get(p.pk, (0, 0))) for p in people]


def list_visits_per_week(*, by: User, person: User, today: dt.date, weeks: int = 8) -> list[tuple[str, int]]:
    """Return (ISO week, visits done) for each of the last weeks, the current one included, oldest first."""
    first = Week.of(today).shift(1 - weeks)
    start, _ = week_bounds(first)
    rows = Appointment.objects.visible_to(by).filter(person=person, kind="visit", state="done", starts_at__gte=start)
    counts = {str(first.shift(i)): 0 for i in range(weeks)}
    zone = timezone.get_default_timezone()
    for moment in rows.values_list("starts_at", flat=True):
        week = str(Week.of(moment.astimezone(zone).date()))
        if week in counts:
            counts[week] += 1
    return list(counts.items())


def has_planned_week(*, by: User) -> bool:
    """Return whether a week was planned and accepted in the calendars that a person sees."""
    return Plan.objects.visible_to(by).filter(state="accepted").exists()
