"""Weeks of visits: gather what may be planned, plan it, plan the rest again."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from arpent.kernel.ids import new_id
from arpent.kernel.periods import Week
from arpent.kernel.refusals import NotFound, Refused
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
    solve_week,
)

from ..models import Plan
from ..queries.calendar import week_bounds
from ..queries.planning import gather_week
from ..rules.week import WeekInput
from .changing import get_draft
from .plan_result import measure_week, plan_result


def request_plan(
    *, by: User, at: dt.datetime, person_id: UUID, week: Week, campaign_ids: list[UUID] | None = None, seed: int = 1
) -> tuple[Plan, Job]:
    """Gather a week's input and create the job that plans it; the caller enqueues its task."""
    check_may(by, Act.PLAN_WEEK)
    person = get_person(person_id=person_id, by=by, act=Act.PLAN_WEEK)
    if person is None:
        raise NotFound("person")
    inputs = gather_week(by=by, person=person, week=week, now=at, campaign_ids=campaign_ids, seed=seed)
    if week_bounds(week)[1] <= at:
        raise Refused("agenda.week_past")
    if all(d.off for d in inputs.days):
        raise Refused("agenda.week_closed")
    if not inputs.tasks:
        raise Refused("agenda.nothing_to_plan")
    return _new_plan(person, by, at, inputs)


def replan(*, plan_id: UUID, by: User, at: dt.datetime) -> tuple[Plan, Job]:
    """Plan the rest of a week again around what was locked; what was removed stays out."""
    plan = get_draft(plan_id, by)
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
    matrix = measure_week(inputs, clock())
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

        plan.result = plan_result(inputs, problem, list(solved.routes), matrix)
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


def fail_plan(*, job_id: UUID, at: dt.datetime) -> None:
    """Close a plan that broke on an error of ours, so that the screen says so."""
    job = start_job(job_id=job_id, at=at)
    plan = Plan.objects.visible_to(job.person).filter(pk=job.subject_id or job.pk).first()
    if plan is not None:
        plan.state, plan.problem = Plan.State.FAILED, "agenda.broken"
        plan.save(update_fields=["state", "problem"])
    end_job(job, state=Job.State.FAILED, at=at, problem="agenda.broken")
