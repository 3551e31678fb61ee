"""Difference between a plan and the current calendar, and whether the calendar changed since the plan was made."""

import datetime as dt
import hashlib
import json
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils import timezone

from arpent.kernel.periods import Week
from arpent.people.public import User

from ..models import Appointment, Plan
from ..rules.week import Task, WeekInput
from ..rules.week_difference import Booking, Difference, compare_weeks
from .calendar import week_bounds
from .planning import is_movable, span_of


@dataclass(frozen=True)
class PlannedVisit:
    """A stop of a plan that is not an appointment agreed with a customer.
    ``locked``: locked manually, so that it counts as agreed once the plan is accepted.
    """

    task: Task
    start: dt.datetime
    end: dt.datetime
    locked: bool


@dataclass(frozen=True)
class WeekChange:
    """Changes of the calendar when a plan is accepted.
    ``changed``: an appointment that differs from the one the plan was made with, or None; ``rows``: appointments by id;
    ``visits``: planned visits by appointment id, or by company id for new ones.
    """

    difference: Difference
    changed: Appointment | None
    rows: dict[str, Appointment] = field(default_factory=dict)
    visits: dict[str, PlannedVisit] = field(default_factory=dict)  # by appointment, or company for a visit to be added


def get_week_change(*, plan: Plan, by: User, at: dt.datetime, lock: bool = False) -> WeekChange:
    """Return what accepting the plan at ``at`` changes; past visits and past stops are left out.
    ``lock``: lock the appointments until the transaction ends.
    """
    inputs = WeekInput.from_json(plan.inputs)
    start, end = week_bounds(Week.parse(plan.week))
    found = Appointment.objects.visible_to(by).filter(
        person_id=plan.person_id, starts_at__gte=max(start, at), starts_at__lt=end
    )
    found = found.select_for_update(of=("self",)) if lock else found
    rows = {str(a.pk): a for a in found.exclude(state="cancelled").order_by("starts_at", "pk")}
    booked_ids = {t.booked_id for t in inputs.tasks if t.booked_id}
    changed = [
        a for k, a in rows.items() if inputs.calendar.get(k) != span_of(a) or (k in booked_ids and not is_movable(a))
    ]
    visits = {v.task.booked_id or v.task.company_id: v for v in _visits(plan, inputs) if _is_open(v, rows, at)}
    stays = [_booking(a) for k, a in rows.items() if k not in booked_ids and a.kind == Appointment.Kind.VISIT]
    difference = compare_weeks(
        sorted([*stays, *(_booking(rows[k]) for k in booked_ids if k in rows)], key=lambda b: (str(b.start), b.id)),
        [*stays, *(Booking(v.task.booked_id, v.task.name, v.start, v.end) for v in visits.values())],
    )
    return WeekChange(difference, changed[0] if changed else None, rows, visits)


def _booking(a: Appointment) -> Booking:
    return Booking(str(a.pk), a.title, a.starts_at, a.ends_at)


def _is_open(visit: PlannedVisit, rows: dict[str, Appointment], at: dt.datetime) -> bool:
    """Return whether a planned visit can still take place: not past, and not cancelled or done since."""
    return visit.start >= at and (not visit.task.booked_id or visit.task.booked_id in rows)


def _visits(plan: Plan, inputs: WeekInput) -> list[PlannedVisit]:
    found = []
    for day in plan.result["days"]:
        date = dt.date.fromisoformat(inputs.days[day["day"]].date)
        for stop in day["stops"]:
            task, lock = inputs.tasks[stop["task"]], inputs.locked.get(str(stop["task"]))
            if not task.appointment_id:
                start, end = wall_time(date, stop["start"]), wall_time(date, stop["leave"])
                found.append(PlannedVisit(task, start, end, bool(lock) and lock != task.booked))
    return found


def wall_time(date: dt.date, seconds: int) -> dt.datetime:
    """Return a local time of day on a date; a time that the change to summer time skips becomes one hour later.
    ``seconds``: after midnight, negative or beyond 86,400 for the day before or after.
    """
    zone = timezone.get_default_timezone()
    local = dt.datetime.combine(date, dt.time(), tzinfo=zone) + dt.timedelta(seconds=seconds)
    return local.astimezone(dt.UTC).astimezone(zone)


def plan_token(plan: Plan, change: WeekChange | None = None) -> str:
    """Return a token of what a page of a plan showed: digests of the plan and of the calendar it would change."""
    calendar = [[k, *span_of(a), a.fixed] for k, a in change.rows.items()] if change else []
    return f"{_digest([plan.inputs, plan.result])}.{_digest(calendar)}"


def is_plan_of(token: str, plan: Plan) -> bool:
    """Return whether a token was made of the plan in its current state."""
    return token.partition(".")[0] == _digest([plan.inputs, plan.result])


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:16]


def companies_of(visits: dict[str, PlannedVisit]) -> list[UUID]:
    """Return the companies of the visits to add."""
    return [UUID(v.task.company_id) for v in visits.values() if not v.task.booked_id]
