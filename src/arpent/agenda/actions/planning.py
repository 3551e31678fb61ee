"""Weeks of visits: plan, lock, remove, move, accept."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone

from arpent.clients.public import get_main_sites
from arpent.geography.public import TravelMatrix, measure_travel
from arpent.kernel.ids import new_id
from arpent.kernel.periods import Week
from arpent.kernel.refusals import NotFound, Refused
from arpent.parameters.public import figure
from arpent.people.public import (
    Act,
    Job,
    User,
    check_may,
    create_job,
    end_job,
    get_person,
    is_stop_asked,
    move_job,
    operation,
    start_job,
)
from arpent.solver.public import (
    Budget,
    Cancelled,
    Impossible,
    Problem,
    Route,
    explain_absence,
    find_violations,
    route_value,
    solve_week,
)
from arpent.solver.public import Plan as SolvedPlan

from ..models import Appointment, Plan
from ..queries.calendar import week_bounds
from ..queries.planning import driving_costs, gather_week
from ..rules.valuing import cost_of_driving
from ..rules.week import MoveOption, WeekInput, move_options, pick_obstacle, read_routes, show_route, with_lock


def request_plan(
    *, by: User, at: dt.datetime, person_id: UUID, week: Week, campaign_ids: list[UUID] | None = None, seed: int = 1
) -> tuple[Plan, Job]:
    """Gather a week's input and create the job that plans it; the caller enqueues its task."""
    check_may(by, Act.PLAN_WEEK)
    person = get_person(person_id=person_id, by=by, act=Act.PLAN_WEEK)
    if person is None:
        raise NotFound("person")
    inputs = gather_week(by=by, person=person, week=week, now=at, campaign_ids=campaign_ids, seed=seed)
    if all(d.off for d in inputs.days):
        raise Refused("agenda.week_closed")
    if not inputs.tasks:
        raise Refused("agenda.nothing_to_plan")
    return _new_plan(person, by, at, inputs)


def replan(*, plan_id: UUID, by: User, at: dt.datetime) -> tuple[Plan, Job]:
    """Plan the rest of a week again around what was locked; what was removed stays out."""
    plan = _draft(plan_id, by)
    inputs = WeekInput.from_json(plan.inputs)
    known = [[s["task"] for s in d["stops"]] for d in plan.result["days"]]
    return _new_plan(plan.person, by, at, replace(inputs, seed=inputs.seed + 1, known=known))


def _new_plan(person: User, by: User, at: dt.datetime, inputs: WeekInput) -> tuple[Plan, Job]:
    with operation(by=by, at=at, kind="agenda.plan", label=inputs.week):
        plan = Plan.objects.create(id=new_id(), person=person, week=inputs.week, created_at=at, inputs=inputs.as_json())
        old = Plan.objects.visible_to(by).filter(person=person, week=inputs.week).exclude(pk=plan.pk)
        old.filter(state__in=("draft", "running", "failed")).update(state=Plan.State.DROPPED)
        job = create_job(kind="agenda.plan", by=by, at=at, subject_id=plan.pk, total=100)
    return plan, job


def run_plan(*, job_id: UUID, clock: Callable[[], dt.datetime]) -> Plan:
    """Plan the week of a job. A refusal (appointments that clash) is kept on the plan, to be shown."""
    job = start_job(job_id=job_id, at=clock())
    by = job.person
    plan = Plan.objects.visible_to(by).select_related("person").filter(pk=job.subject_id or job.pk).first()
    if plan is None:
        raise NotFound("plan")
    inputs = WeekInput.from_json(plan.inputs)
    matrix = measure_travel(*inputs.points(), at=clock())
    problem = inputs.to_problem(matrix.seconds)

    def tell(done: int, total: int) -> None:
        percent = done * 100 // max(1, total)
        if percent > job.done:
            move_job(job, done=percent, at=clock())

    try:
        solved = solve_week(
            problem,
            Budget.for_size(len(problem.visits), inputs.seed),
            tell,
            lambda: is_stop_asked(job),
            known=inputs.known,
        )

        plan.result = _result(inputs, problem, list(solved.routes), matrix)
        plan.state, plan.problem = Plan.State.DRAFT, ""
    except Impossible as error:
        names = ", ".join(inputs.tasks[v].name for v in error.visits)
        plan.state, plan.problem = Plan.State.FAILED, "agenda.clash"
        plan.problem_facts = {"names": names, "day": inputs.days[error.day].date}
    except Cancelled:
        plan.state, plan.problem = Plan.State.DROPPED, ""
    plan.save(update_fields=["result", "state", "problem", "problem_facts"])
    job.done = 100
    state = Job.State.STOPPED if plan.state == Plan.State.DROPPED else Job.State.DONE
    end_job(job, state=state, at=clock(), problem=plan.problem)
    return plan


def _result(inputs: WeekInput, problem: Problem, routes: list[Route], matrix: TravelMatrix) -> dict[str, Any]:
    """Return the plan as it is kept and shown. A broken plan is a bug and must look like one."""
    value = sum(route_value(problem, r) for r in routes)
    violations = find_violations(problem, SolvedPlan(tuple(routes), value))
    if violations:
        raise AssertionError(f"the plan is unsound: {violations[:3]}")
    days = [asdict(show_route(inputs, r, matrix.seconds, matrix.metres)) for r in routes]
    planned = {s["task"] for d in days for s in d["stops"]}
    on = dt.date.fromisoformat(inputs.days[0].date)
    hour, km = driving_costs(on)
    left = []
    for k, task in enumerate(inputs.tasks):
        if k in planned or task.appointment_id:
            continue
        obstacles = explain_absence(problem, routes, k)
        told = pick_obstacle(obstacles)
        extra = told.extra_drive
        cost = int(cost_of_driving(extra, int(extra / 3600 * 60_000), hour, km)) if extra is not None else None
        reason = "removed" if k in inputs.banned else told.reason
        left.append({"task": k, "reason": reason, "day": told.day, "extra_drive": extra, "cost": cost,
                     "days": [[o.day, o.reason, o.extra_drive] for o in obstacles]})  # fmt: skip
    left.sort(key=lambda item: -inputs.tasks[int(str(item["task"]))].value)
    metres = sum(d["metres"] for d in days)
    worked = [d for d in days if d["stops"]]
    totals = {
        "visits": sum(len(d["stops"]) for d in days),
        "value": sum(inputs.tasks[k].value for k in planned),
        "km": round(metres / 1000, 1),
        "driving": sum(d["drive"] for d in days),
        "waiting": sum(d["wait"] for d in days),
        "hours": sum(d["back"] - d["depart"] for d in worked),
        "co2_kg": float((Decimal(metres) / 1000 * figure(inputs.vehicle, on)).quantize(Decimal("0.1"))),
        "driving_cost": int(cost_of_driving(sum(d["drive"] for d in days), metres, hour, km)),
    }
    return {"days": days, "left_out": left, "totals": totals, "estimated": matrix.estimated, "provider": matrix.provider,
            "provider_down": matrix.problem, "value": value}  # fmt: skip


def fail_plan(*, job_id: UUID, at: dt.datetime) -> None:
    """Close a plan that broke on an error of ours, so that the screen says so."""
    job = start_job(job_id=job_id, at=at)
    plan = Plan.objects.visible_to(job.person).filter(pk=job.subject_id or job.pk).first()
    if plan is not None:
        plan.state, plan.problem = Plan.State.FAILED, "agenda.broken"
        plan.save(update_fields=["state", "problem"])
    end_job(job, state=Job.State.FAILED, at=at, problem="agenda.broken")


def _draft(plan_id: UUID, by: User, *, lock: bool = False) -> Plan:
    check_may(by, Act.PLAN_WEEK)
    rows = Plan.objects.visible_to(by)
    plan = (rows.select_for_update(of=("self",)) if lock else rows.select_related("person")).filter(pk=plan_id).first()
    if plan is None:
        raise NotFound("plan")
    if plan.state != Plan.State.DRAFT:
        raise Refused("agenda.not_a_draft")
    return plan


def _opened(plan: Plan, at: dt.datetime) -> tuple[WeekInput, Problem, list[Route], TravelMatrix]:
    inputs = WeekInput.from_json(plan.inputs)
    matrix = measure_travel(*inputs.points(), at=at)
    problem = inputs.to_problem(matrix.seconds)
    try:
        routes = read_routes(problem, plan.result["days"])
    except ValueError as error:
        raise Refused("agenda.plan_stale") from error
    return inputs, problem, routes, matrix


def _check_task(inputs: WeekInput, task: int, *, movable: bool = False) -> None:
    if not 0 <= task < len(inputs.tasks):
        raise NotFound("visit")
    if inputs.tasks[task].appointment_id:
        raise Refused("agenda.fixed")
    if movable and str(task) in inputs.locked:
        raise Refused("agenda.locked")


def price_move(*, plan_id: UUID, by: User, at: dt.datetime, task: int) -> tuple[WeekInput, list[MoveOption]]:
    """Return what moving a visit to each day would cost. Nothing is changed."""
    plan = _draft(plan_id, by)
    inputs, problem, routes, matrix = _opened(plan, at)
    _check_task(inputs, task, movable=True)
    return inputs, move_options(inputs, problem, routes, task, matrix.metres)


@dataclass
class _Opened:
    """A draft held for a change: its row is locked until the change is kept."""

    plan: Plan
    inputs: WeekInput
    problem: Problem
    routes: list[Route]
    matrix: TravelMatrix

    def keep(self, inputs: WeekInput, problem: Problem, routes: list[Route]) -> Plan:
        self.plan.inputs, self.plan.result = inputs.as_json(), _result(inputs, problem, routes, self.matrix)
        self.plan.save(update_fields=["inputs", "result"])
        return self.plan


@contextmanager
def _changing(plan_id: UUID, by: User, at: dt.datetime, kind: str) -> Iterator[_Opened]:
    """Open a draft for one change. Read, change and save are one transaction: two changes at once come one after the
    other, and neither is lost."""
    with operation(by=by, at=at, kind=kind) as op:
        plan = _draft(plan_id, by, lock=True)
        op.label = plan.week
        op.save(update_fields=["label"])
        yield _Opened(plan, *_opened(plan, at))


def move_visit(*, plan_id: UUID, by: User, at: dt.datetime, task: int, day: int) -> Plan:
    """Put a visit on a day at its cheapest place; who no longer fits leaves the plan and is listed."""
    with _changing(plan_id, by, at, "agenda.move") as o:
        _check_task(o.inputs, task, movable=True)
        found = move_options(o.inputs, o.problem, o.routes, task, o.matrix.metres)
        options = [option for option in found if option.day == day and option.possible]
        if not options:
            raise Refused("agenda.does_not_fit", name=o.inputs.tasks[task].name)
        inputs = replace(o.inputs, banned=[k for k in o.inputs.banned if k != task])
        return o.keep(inputs, inputs.to_problem(o.matrix.seconds), list(options[0].routes))


def lock_visit(*, plan_id: UUID, by: User, at: dt.datetime, task: int, locked: bool) -> Plan:
    """Lock a planned visit at its time, or free it."""
    with _changing(plan_id, by, at, "agenda.lock") as o:
        _check_task(o.inputs, task)
        here = [(r.day, s.start, s.leave) for r in o.routes for s in r.stops if s.visit == task]
        if locked and not here:
            raise Refused("agenda.not_planned")
        inputs = with_lock(o.inputs, task, here[0] if locked else None)
        problem = inputs.to_problem(o.matrix.seconds)
        return o.keep(inputs, problem, read_routes(problem, o.plan.result["days"]))


def remove_visit_from_plan(*, plan_id: UUID, by: User, at: dt.datetime, task: int) -> Plan:
    """Take a visit out of the plan; planning again leaves it out."""
    with _changing(plan_id, by, at, "agenda.remove") as o:
        _check_task(o.inputs, task)
        inputs = replace(with_lock(o.inputs, task, None), banned=sorted({*o.inputs.banned, task}))
        problem = inputs.to_problem(o.matrix.seconds)
        days = [{**d, "stops": [s for s in d["stops"] if s["task"] != task]} for d in o.plan.result["days"]]
        return o.keep(inputs, problem, read_routes(problem, days))


def accept_plan(*, plan_id: UUID, by: User, at: dt.datetime) -> int:
    """Put the plan's visits in the calendar, in place of those planned earlier for that week. Returns how many.

    Fixed appointments are never touched.
    """
    zone = timezone.get_default_timezone()
    with operation(by=by, at=at, kind="agenda.accept") as op:
        plan = _draft(plan_id, by, lock=True)
        op.label = plan.week
        op.save(update_fields=["label"])
        inputs = WeekInput.from_json(plan.inputs)
        start, end = week_bounds(Week.parse(plan.week))
        _check_still_fixed(plan, inputs, by, max(start, at), end)
        loose = Appointment.objects.visible_to(by).filter(
            person_id=plan.person_id, fixed=False, state="planned", starts_at__gte=max(start, at), starts_at__lt=end
        )
        loose.delete()
        wanted = [
            UUID(inputs.tasks[s["task"]].company_id)
            for d in plan.result["days"]
            for s in d["stops"]
            if inputs.tasks[s["task"]].company_id
        ]
        seen = get_main_sites(company_ids=wanted, by=by)
        created = []
        for day in plan.result["days"]:
            midnight = dt.datetime.combine(dt.date.fromisoformat(inputs.days[day["day"]].date), dt.time())
            for stop in day["stops"]:
                task = inputs.tasks[stop["task"]]
                if task.appointment_id or UUID(task.company_id) not in seen:
                    continue  # fixed already, or gone from the person's reach since
                first, last = (
                    (midnight + dt.timedelta(seconds=stop[k])).replace(tzinfo=zone) for k in ("start", "leave")
                )
                site_id, name = seen[UUID(task.company_id)]
                created.append(
                    Appointment(
                        id=new_id(), person_id=plan.person_id, company_id=UUID(task.company_id), site_id=site_id, title=name,
                        fixed=str(stop["task"]) in inputs.locked, starts_at=first, ends_at=last, plan=plan,
                    )
                )  # fmt: skip
        Appointment.objects.bulk_create(created, batch_size=250)
        plan.state, plan.accepted_at = Plan.State.ACCEPTED, at
        plan.save(update_fields=["state", "accepted_at"])
    return len(created)


def _check_still_fixed(plan: Plan, inputs: WeekInput, by: User, start: dt.datetime, end: dt.datetime) -> None:
    """Raise Refused when appointments were fixed or moved since the plan was made: it could lie over them."""
    known = {t.appointment_id for t in inputs.tasks if t.appointment_id}
    rows = Appointment.objects.visible_to(by).filter(
        person_id=plan.person_id, fixed=True, starts_at__lt=end, ends_at__gt=start
    )
    fixed = rows.exclude(state="cancelled").exclude(kind="away").filter(starts_at__gte=start)
    zone = timezone.get_default_timezone()
    for a in fixed:
        here = a.starts_at.astimezone(zone)
        stands = [s for d in plan.result["days"] for s in d["stops"]
                  if inputs.tasks[s["task"]].appointment_id == str(a.pk) and inputs.days[d["day"]].date == here.date().isoformat()
                  and s["start"] == here.hour * 3600 + here.minute * 60]  # fmt: skip
        if str(a.pk) not in known or not stands:
            raise Refused("agenda.changed_since", name=a.title)


def drop_plan(*, plan_id: UUID, by: User, at: dt.datetime) -> Plan:
    """Throw a draft away; the calendar stays as it was."""
    with operation(by=by, at=at, kind="agenda.drop") as op:
        plan = _draft(plan_id, by, lock=True)
        op.label = plan.week
        op.save(update_fields=["label"])
        plan.state = Plan.State.DROPPED
        plan.save(update_fields=["state"])
    return plan
