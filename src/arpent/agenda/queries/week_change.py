"""What accepting a plan changes in the calendar as it is now, and whether the plan still knows that calendar."""

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
    """A stop of a plan that is no appointment agreed with somebody.

    ``locked``: manually, so that it is agreed from now on.
    """

    task: Task
    start: dt.datetime
    end: dt.datetime
    locked: bool


@dataclass(frozen=True)
class WeekChange:
    """``changed``: an appointment that the plan does not know as it is, None when there is none."""

    difference: Difference
    changed: Appointment | None
    rows: dict[str, Appointment] = field(default_factory=dict)
    visits: dict[str, PlannedVisit] = field(default_factory=dict)  # by appointment, or company for a visit to be added


def get_week_change(*, plan: Plan, by: User, at: dt.datetime, lock: bool = False) -> WeekChange:
    """Return what accepting the plan now changes. Only what is to come counts: past visits and past stops stay out."""
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
    """Return a time of day on a date, in local time. An hour that the clocks skip in spring is the one after it."""
    zone = timezone.get_default_timezone()
    local = dt.datetime.combine(date, dt.time(), tzinfo=zone) + dt.timedelta(seconds=seconds)
    return local.astimezone(dt.UTC).astimezone(zone)


def plan_token(plan: Plan, change: WeekChange | None = None) -> str:
    """Return what a page of a plan has shown: the plan, and the calendar it would change, as two digests."""
    calendar = [[k, *span_of(a), a.fixed] for k, a in change.rows.items()] if change else []
    return f"{_digest([plan.inputs, plan.result])}.{_digest(calendar)}"


def is_plan_of(token: str, plan: Plan) -> bool:
    """Return whether a page with this token has shown the plan as it is now."""
    return token.partition(".")[0] == _digest([plan.inputs, plan.result])


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:16]


def companies_of(visits: dict[str, PlannedVisit]) -> list[UUID]:
    """Return the companies of the visits to be added."""
    return [UUID(v.task.company_id) for v in visits.values() if not v.task.booked_id]
