"""Planning of weeks: gather the input, run the solver in a job, plan the rest again."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from arpent.history.public import (
    Job,
    audit_context,
    create_job,
    finish_job,
    is_cancel_requested,
    operation,
    record_job_progress,
    run_claimed_job,
)
from arpent.kernel.errors import DomainError, NotFound
from arpent.kernel.ids import new_id
from arpent.kernel.periods import Week
from arpent.notifications.public import notify
from arpent.people.public import User, get_person, require_permission
from arpent.solver.public import Budget, Cancelled, solve_week
from arpent.territory.public import list_campaigns

from ..models import Plan
from ..models.plan import PlanQuerySet
from ..permissions import AgendaPermission
from ..queries.calendar import week_bounds
from ..queries.planning import gather_week
from ..rules.lifecycle import PlanState, is_superseded, may_finish
from ..rules.week import WeekInput
from .plan_edits import get_draft
from .plan_result import measure_week, plan_result

Clock = Callable[[], dt.datetime]


def request_plan(
    *,
    by: User,
    at: dt.datetime,
    person_id: UUID,
    week: Week,
    campaign_ids: list[UUID] | None = None,
    seed: int = 1,
    queue: bool = True,
    replan_accepted: bool = False,
) -> tuple[Plan, Job]:
    """Gather a week's input and create the job that plans it. ``queue=False``: the caller runs it in its own process.
    Visits accepted earlier keep their time, unless ``replan_accepted``. Raise NotFound for a person or campaign out of
    reach, DomainError agenda.week_past, agenda.week_closed, agenda.nothing_to_plan, agenda.no_start,
    agenda.no_working_day or people.not_allowed.
    """
    require_permission(by, AgendaPermission.PLAN_WEEK)
    person = get_person(person_id=person_id, by=by, permission=AgendaPermission.PLAN_WEEK)
    if person is None:
        raise NotFound("person")
    if campaign_ids and not {c.pk for c in list_campaigns(by=by)}.issuperset(campaign_ids):
        raise NotFound("campaign")
    inputs = gather_week(
        by=by, person=person, week=week, now=at, campaign_ids=campaign_ids, seed=seed, replan_accepted=replan_accepted
    )
    if week_bounds(week)[1] <= at:
        raise DomainError("agenda.week_past")
    if all(d.off for d in inputs.days):
        raise DomainError("agenda.week_closed")
    if not inputs.tasks:
        raise DomainError("agenda.nothing_to_plan")
    return _new_plan(person, by, at, inputs, queue)


def replan(*, plan_id: UUID, by: User, at: dt.datetime, replan_accepted: bool = False) -> tuple[Plan, Job]:
    """Plan the rest of a draft's week again around its locked visits; removed visits stay out.
    ``replan_accepted``: visits accepted earlier may move too. Raise as ``get_draft``.
    """
    plan = get_draft(plan_id, by)
    inputs = WeekInput.from_json(plan.inputs)
    warm_start = [[s["task"] for s in d["stops"]] for d in plan.result["days"]]
    if replan_accepted:
        inputs = replace(inputs, locked={k: s for k, s in inputs.locked.items() if s != inputs.tasks[int(k)].booked})
    return _new_plan(plan.person, by, at, replace(inputs, seed=inputs.seed + 1, warm_start=warm_start))


def _new_plan(person: User, by: User, at: dt.datetime, inputs: WeekInput, queue: bool = True) -> tuple[Plan, Job]:
    with operation(by=by, at=at, kind="agenda.plan", label=inputs.week):
        plan = Plan.objects.create(id=new_id(), person=person, week=inputs.week, created_at=at, inputs=inputs.as_json())
        replaced = _supersede([p for p in _lock_week(plan.person_id, plan.week, by) if p.pk != plan.pk])
        if replaced:
            notify(type_code="agenda.plan_replaced", recipients=[person.pk], record_id=plan.pk, at=at, by=by)
        job = create_job(kind="agenda.plan", by=by, at=at, subject_id=plan.pk, total=100, queue=queue)
    return plan, job


def _lock_week(person_id: UUID, week: str, by: User) -> list[Plan]:
    """Lock all plans of a person's week until the transaction ends, in one order, so that no two wait for each
    other.
    """
    rows = Plan.objects.visible_to(by).select_for_update(of=("self",)).filter(person=person_id, week=week)
    return list(rows.order_by("created_at", "id"))


def _supersede(plans: list[Plan]) -> int:
    """Drop the plans that a new one replaces; return how many."""
    replaced = [plan for plan in plans if is_superseded(PlanState(plan.state))]
    for plan in replaced:
        plan.state = Plan.State.DROPPED
        plan.save(update_fields=["state"])
    return len(replaced)


@dataclass
class _Outcome:
    """What a plan becomes once it was computed."""

    state: PlanState
    result: dict[str, Any] = field(default_factory=dict)
    inputs: dict[str, Any] = field(default_factory=dict)
    problem: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


def run_plan(*, job_id: UUID, clock: Clock) -> Plan | None:
    """Plan the week of a job. Return None when the job is not this process's to run, or its plan no longer exists.
    A plan that was superseded or decided meanwhile keeps its state. A DomainError or a bug marks plan and job as failed
    and is raised again; see ``run_claimed_job``.
    """

    def work(job: Job) -> Plan | None:
        plan = _plans_of(job).select_related("person").first()
        if plan is None or not may_finish(PlanState(plan.state)):
            finish_job(job, state=Job.State.STOPPED, at=clock())
            return plan
        outcome = _compute(WeekInput.from_json(plan.inputs), job, clock)
        return _finish(job, plan, outcome, clock())

    return run_claimed_job(job_id=job_id, clock=clock, work=work, fail=_fail_plan, broken="agenda.broken")


def _plans_of(job: Job) -> PlanQuerySet:
    return Plan.objects.visible_to(job.person).filter(pk=job.subject_id or job.pk)


def _compute(inputs: WeekInput, job: Job, clock: Clock) -> _Outcome:
    """Solve the week of a plan. No transaction is open meanwhile."""
    matrix = measure_week(inputs, clock())
    inputs = inputs.drop_released(matrix.seconds)
    problem = inputs.to_problem(matrix.seconds)

    def publish(done: int, total: int) -> None:
        percent = done * 100 // max(1, total)
        if percent > job.done:
            record_job_progress(job, done=percent, at=clock())

    budget = Budget.for_size(len(problem.visits), inputs.seed)
    try:
        solved = solve_week(problem, budget, publish, lambda: is_cancel_requested(job), warm_start=inputs.warm_start)
    except Cancelled:
        return _Outcome(PlanState.DROPPED)
    return _Outcome(PlanState.DRAFT, plan_result(inputs, problem, list(solved.routes), matrix), inputs.as_json())


def _finish(job: Job, seen: Plan, outcome: _Outcome, at: dt.datetime) -> Plan | None:
    """Record what a plan became and end its job, unless a newer plan of the week superseded it or it was decided."""
    with _writing(job, at):
        week = _lock_week(seen.person_id, seen.week, job.person)
        plan = next((p for p in week if p.pk == seen.pk), None)
        usable = plan is not None and may_finish(PlanState(plan.state)) and outcome.state != PlanState.DROPPED
        if plan is not None and may_finish(PlanState(plan.state)):
            after = week[week.index(plan) + 1 :]
            if any(is_superseded(PlanState(p.state)) for p in after):
                outcome, usable = _Outcome(PlanState.DROPPED), False
            elif usable:
                _supersede(week[: week.index(plan)])
            values = {"state": outcome.state.value, "problem": outcome.problem, "problem_facts": outcome.facts}
            values |= {"result": outcome.result} if outcome.result else {}
            values |= {"inputs": outcome.inputs} if outcome.inputs else {}
            # ``inputs`` holds the whole week: it is saved again only when the run excluded something from it.
            changed = [name for name, value in values.items() if getattr(plan, name) != value]
            for name in changed:
                setattr(plan, name, values[name])
            plan.save(update_fields=changed)
        job.done = 100
        finish_job(
            job, state=Job.State.DONE if usable else Job.State.STOPPED, at=at, problem=outcome.problem if usable else ""
        )
    return plan


def _writing(job: Job, at: dt.datetime) -> Any:
    """Have the writes of a job carried by the operation that asked for it."""
    return audit_context(job.operation) if job.operation else operation(by=job.person, at=at, kind="agenda.plan")


def _fail_plan(job: Job, at: dt.datetime, problem: str) -> None:
    """Close a plan that could not be made, so that the screen says so."""
    with _writing(job, at):
        plan = _plans_of(job).select_for_update(of=("self",)).first()
        if plan is not None and may_finish(PlanState(plan.state)):
            plan.state, plan.problem = Plan.State.FAILED, problem
            plan.save(update_fields=["state", "problem"])
        finish_job(job, state=Job.State.FAILED, at=at, problem=problem)
