"""Acceptance of a plan: write its visits to the calendar."""

import datetime as dt
from uuid import UUID

from arpent.clients.public import get_main_sites
from arpent.history.public import operation
from arpent.kernel.errors import DomainError
from arpent.kernel.ids import new_id
from arpent.people.public import User

from ..models import Appointment, Plan
from ..queries.week_change import PlannedVisit, WeekChange, companies_of, get_week_change, plan_token
from .plan_edits import get_draft


def accept_plan(*, plan_id: UUID, by: User, at: dt.datetime, seen: str | None = None) -> int:
    """Write the plan's visits to the calendar and return how many of its visits are there, appointments excluded.
    A visit that keeps its time is not touched; one that moves keeps its note; appointments agreed with customers never
    change. ``seen``: the ``plan_token`` of the page that showed the changes.
    Raise NotFound, or DomainError agenda.not_a_draft, agenda.page_stale when plan or calendar differ from what the page
    showed, agenda.changed_since when the calendar differs from the one that was planned, people.not_allowed.
    """
    with operation(by=by, at=at, kind="agenda.accept") as op:
        plan = get_draft(plan_id, by, lock=True)
        op.describe(plan.week)
        change = get_week_change(plan=plan, by=by, at=at, lock=True)
        if change.changed is not None:
            raise DomainError("agenda.changed_since", name=change.changed.title)
        if seen is not None and seen != plan_token(plan, change):
            raise DomainError("agenda.page_stale")
        for booked, wanted in change.difference.moved:
            _move(change.rows[booked.id], change.visits[wanted.id], plan)
        removed = [b.id for b in change.difference.removed]
        Appointment.objects.visible_to(by).filter(pk__in=removed).delete()
        added = _add(plan, change, by)
        plan.state, plan.accepted_at = Plan.State.ACCEPTED, at
        plan.save(update_fields=["state", "accepted_at"])
    return added + sum(1 for v in change.visits.values() if v.task.booked_id)


def _move(appointment: Appointment, visit: PlannedVisit, plan: Plan) -> None:
    appointment.starts_at, appointment.ends_at, appointment.plan = visit.start, visit.end, plan
    appointment.fixed = visit.locked
    appointment.save(update_fields=["starts_at", "ends_at", "plan", "fixed"])


def _add(plan: Plan, change: WeekChange, by: User) -> int:
    sites = get_main_sites(company_ids=companies_of(change.visits), by=by)
    created = []
    for visit in (v for v in change.visits.values() if not v.task.booked_id):
        company = UUID(visit.task.company_id)
        if company not in sites:
            continue  # gone from the person's reach since
        site_id, name = sites[company]
        created.append(
            Appointment(
                id=new_id(),
                person_id=plan.person_id,
                company_id=company,
                site_id=site_id,
                title=name,
                fixed=visit.locked,
                starts_at=visit.start,
                ends_at=visit.end,
                plan=plan,
            )
        )
    Appointment.objects.bulk_create(created, batch_size=250)
    return len(created)
