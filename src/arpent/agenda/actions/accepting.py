"""A plan accepted: its visits stand in the calendar."""

import datetime as dt
from uuid import UUID

from django.utils import timezone

from arpent.clients.public import get_main_sites
from arpent.kernel.ids import new_id
from arpent.kernel.periods import Week
from arpent.kernel.refusals import Refused
from arpent.people.public import User, operation

from ..models import Appointment, Plan
from ..queries.calendar import week_bounds
from ..rules.week import WeekInput
from .changing import get_draft


def accept_plan(*, plan_id: UUID, by: User, at: dt.datetime) -> int:
    """Put the plan's visits in the calendar, in place of those planned earlier for that week. Returns how many.

    Fixed appointments are never touched.
    """
    zone = timezone.get_default_timezone()
    with operation(by=by, at=at, kind="agenda.accept") as op:
        plan = get_draft(plan_id, by, lock=True)
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
