"""Import of visits that took place before Arpent was used."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from arpent.clients.public import get_main_sites, record_past_visits
from arpent.history.public import operation
from arpent.kernel.ids import new_id
from arpent.people.public import User, require_permission

from ..models import Appointment
from ..permissions import AgendaPermission


@dataclass(frozen=True)
class PastVisit:
    """One visit of an imported list. ``minutes``: its duration."""

    company_id: UUID
    starts_at: dt.datetime
    minutes: int
    note: str


def record_history(*, by: User, person: User, at: dt.datetime, visits: list[PastVisit]) -> int:
    """Record past visits as done appointments with the companies' timelines and last visits; return their number.
    Companies out of reach are left out. Raise DomainError people.not_allowed.
    """
    require_permission(by, AgendaPermission.PLAN_WEEK)
    with operation(by=by, at=at, kind="agenda.done", label=str(len(visits))):
        sites = get_main_sites(company_ids=[v.company_id for v in visits], by=by)
        importable = [v for v in visits if v.company_id in sites]
        Appointment.objects.bulk_create(
            [
                Appointment(
                    id=new_id(),
                    person=person,
                    company_id=v.company_id,
                    site_id=sites[v.company_id][0],
                    title=sites[v.company_id][1],
                    kind="visit",
                    state="done",
                    fixed=True,
                    starts_at=v.starts_at,
                    ends_at=v.starts_at + dt.timedelta(minutes=v.minutes),
                    note=v.note,
                )
                for v in importable
            ],
            batch_size=250,
        )
        by_company: dict[UUID, list[tuple[dt.datetime, str]]] = defaultdict(list)
        for v in importable:
            by_company[v.company_id].append((v.starts_at, v.note))
        record_past_visits(by=by, person=person, at=at, visits=by_company)
    return len(importable)
