"""Supersede plans again after an undo, so that a week has one live plan."""

from uuid import UUID

from arpent.history.public import latest_job, list_records

from ..models import Plan
from ..rules.lifecycle import PlanState, superseded_plans


def drop_superseded_plans_after_undo(*, operation_id: UUID) -> None:
    """Drop the plans restored beside a newer one, or restored as running although their computation is over.
    Runs in the transaction of the undo; ``operation_id``: the operation that was undone.
    """
    everyones = Plan.objects.unscoped("an undo puts plans back whoever asked for them")
    touched = everyones.filter(pk__in=list_records(operation_id=operation_id, table="agenda_plan"))
    for person, week in set(touched.values_list("person", "week")):
        rows = everyones.select_for_update(of=("self",)).filter(person=person, week=week)
        plans = list(rows.select_related("person").order_by("created_at", "id"))
        states = [(PlanState(p.state), _is_computed(p)) for p in plans]
        for index in superseded_plans(states):
            plans[index].state = Plan.State.DROPPED
            plans[index].save(update_fields=["state"])


def _is_computed(plan: Plan) -> bool:
    """Return whether a job still computes the plan, or will."""
    job = latest_job(kind="agenda.plan", subject_id=plan.pk, by=plan.person)
    return job is not None and not job.is_over
