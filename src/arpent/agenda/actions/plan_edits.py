"""Manual edits of a draft plan: price a move, move, lock and remove visits, discard the draft."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from uuid import UUID

from arpent.geography.public import TravelMatrix
from arpent.history.public import operation
from arpent.kernel.errors import DomainError, NotFound
from arpent.people.public import User, require_permission
from arpent.solver.public import Problem, Route

from ..models import Plan
from ..permissions import AgendaPermission
from ..queries.week_change import is_plan_of
from ..rules.plan_moves import MoveOption, move_options
from ..rules.week import WeekInput, read_routes, with_lock
from .plan_result import measure_week, plan_result


def get_draft(plan_id: UUID, by: User, *, lock: bool = False) -> Plan:
    """Return a draft plan, with its row locked when ``lock``.
    Raise NotFound, or DomainError agenda.not_a_draft, people.not_allowed.
    """
    require_permission(by, AgendaPermission.PLAN_WEEK)
    rows = Plan.objects.visible_to(by)
    plan = (rows.select_for_update(of=("self",)) if lock else rows.select_related("person")).filter(pk=plan_id).first()
    if plan is None:
        raise NotFound("plan")
    if plan.state != Plan.State.DRAFT:
        raise DomainError("agenda.not_a_draft")
    return plan


def _load(plan: Plan, at: dt.datetime) -> tuple[WeekInput, Problem, list[Route], TravelMatrix]:
    inputs = WeekInput.from_json(plan.inputs)
    matrix = measure_week(inputs, at)
    problem = inputs.to_problem(matrix.seconds)
    try:
        routes = read_routes(problem, plan.result["days"])
    except ValueError as error:
        raise DomainError("agenda.plan_stale") from error
    return inputs, problem, routes, matrix


def _check_task(inputs: WeekInput, task: int, *, movable: bool = False) -> None:
    if not 0 <= task < len(inputs.tasks):
        raise NotFound("visit")
    if inputs.tasks[task].appointment_id:
        raise DomainError("agenda.fixed")
    if movable and str(task) in inputs.locked:
        raise DomainError("agenda.locked")


def price_move(*, plan_id: UUID, by: User, at: dt.datetime, task: int) -> tuple[WeekInput, list[MoveOption]]:
    """Return the plan's input and, per day, the cost of moving a visit there, without any change.
    ``task``: its index in the input. Raise NotFound, or DomainError agenda.fixed for an appointment, agenda.locked,
    agenda.plan_stale when the plan no longer fits the travel times, and those of ``get_draft``.
    """
    plan = get_draft(plan_id, by)
    inputs, problem, routes, matrix = _load(plan, at)
    _check_task(inputs, task, movable=True)
    return inputs, move_options(inputs, problem, routes, task, matrix.metres)


@dataclass
class LoadedPlan:
    """A draft loaded for a change; its row is locked until the transaction ends."""

    plan: Plan
    inputs: WeekInput
    problem: Problem
    routes: list[Route]
    matrix: TravelMatrix

    def save(self, inputs: WeekInput, problem: Problem, routes: list[Route]) -> Plan:
        """Store changed inputs and routes in the plan's row. Raise AssertionError for an invalid plan."""
        self.plan.inputs, self.plan.result = inputs.as_json(), plan_result(inputs, problem, routes, self.matrix)
        self.plan.save(update_fields=["inputs", "result"])
        return self.plan


@contextmanager
def _editing(plan_id: UUID, by: User, at: dt.datetime, kind: str, seen: str | None) -> Iterator[LoadedPlan]:
    """Open a draft for one change. Read, change and save are one transaction: two changes at once come one after the
    other, and neither is lost. ``seen``: the plan's token on the page; raise DomainError when the plan changed since.
    """
    with operation(by=by, at=at, kind=kind) as op:
        plan = get_draft(plan_id, by, lock=True)
        op.describe(plan.week)
        if seen is not None and not is_plan_of(seen, plan):
            raise DomainError("agenda.page_stale")
        yield LoadedPlan(plan, *_load(plan, at))


def move_visit(*, plan_id: UUID, by: User, at: dt.datetime, task: int, day: int, seen: str | None = None) -> Plan:
    """Move a visit to its cheapest place on a day; a visit that no longer fits leaves the plan and is listed.
    ``task``: index in the plan's input; ``day``: 0 for Monday; ``seen``: the ``plan_token`` of the page. Raise
    DomainError agenda.does_not_fit, agenda.page_stale when the plan changed since, and those of ``price_move``.
    """
    with _editing(plan_id, by, at, "agenda.move", seen) as o:
        _check_task(o.inputs, task, movable=True)
        found = move_options(o.inputs, o.problem, o.routes, task, o.matrix.metres)
        options = [option for option in found if option.day == day and option.possible]
        if not options:
            raise DomainError("agenda.does_not_fit", name=o.inputs.tasks[task].name)
        inputs = replace(o.inputs, excluded=[k for k in o.inputs.excluded if k != task])
        return o.save(inputs, inputs.to_problem(o.matrix.seconds), list(options[0].routes))


def lock_visit(*, plan_id: UUID, by: User, at: dt.datetime, task: int, locked: bool, seen: str | None = None) -> Plan:
    """Lock a planned visit at its time, or unlock it.
    Raise DomainError agenda.not_planned for a visit without a time, agenda.page_stale, and those of ``price_move``.
    """
    with _editing(plan_id, by, at, "agenda.lock", seen) as o:
        _check_task(o.inputs, task)
        here = [(r.day, s.start, s.leave) for r in o.routes for s in r.stops if s.visit == task]
        if locked and not here:
            raise DomainError("agenda.not_planned")
        inputs = with_lock(o.inputs, task, here[0] if locked else None)
        problem = inputs.to_problem(o.matrix.seconds)
        return o.save(inputs, problem, read_routes(problem, o.plan.result["days"]))


def remove_visit_from_plan(*, plan_id: UUID, by: User, at: dt.datetime, task: int, seen: str | None = None) -> Plan:
    """Remove a visit from the plan; planning again leaves it out.
    Raise DomainError agenda.page_stale, and those of ``price_move``.
    """
    with _editing(plan_id, by, at, "agenda.remove", seen) as o:
        _check_task(o.inputs, task)
        inputs = replace(with_lock(o.inputs, task, None), excluded=sorted({*o.inputs.excluded, task}))
        problem = inputs.to_problem(o.matrix.seconds)
        days = [{**d, "stops": [s for s in d["stops"] if s["task"] != task]} for d in o.plan.result["days"]]
        return o.save(inputs, problem, read_routes(problem, days))


def drop_plan(*, plan_id: UUID, by: User, at: dt.datetime) -> Plan:
    """Discard a draft; the calendar stays unchanged. Raise NotFound, or DomainError agenda.not_a_draft,
    people.not_allowed.
    """
    with operation(by=by, at=at, kind="agenda.drop") as op:
        plan = get_draft(plan_id, by, lock=True)
        op.describe(plan.week)
        plan.state = Plan.State.DROPPED
        plan.save(update_fields=["state"])
    return plan
