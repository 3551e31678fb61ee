"""What a team's deals need: late steps by person, requests without answer."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Min

from arpent.clients.public import get_main_sites
from arpent.database.lists import prevent_lazy_loading
from arpent.people.public import User, names_by_id

from ..models import Deal, InformationRequest


@dataclass(frozen=True)
class LateSteps:
    """The open deals of a person whose next step is overdue; ``oldest``: the day of the oldest one."""

    owner_id: object
    name: str
    count: int
    oldest: dt.date


def late_steps_by_person(*, by: User, today: dt.date) -> list[LateSteps]:
    """Return who has overdue steps among the visible deals, most first, with two queries."""
    rows = Deal.objects.visible_to(by).filter(closed_at__isnull=True, next_step_on__lt=today).order_by()
    found = list(rows.values_list("owner_id").annotate(n=Count("pk"), oldest=Min("next_step_on")))
    names = names_by_id(owner for owner, _n, _oldest in found)
    late = [LateSteps(owner, names.get(owner, ""), n, oldest) for owner, n, oldest in found]
    return sorted(late, key=lambda row: (-row.count, row.name))


@dataclass(frozen=True)
class NamedDeal:
    """A deal with the name of its customer, "" when that is not visible."""

    deal: Deal
    company: str


def list_late_deals(*, by: User, today: dt.date, limit: int) -> list[NamedDeal]:
    """Return a person's own open deals with an overdue next step, the oldest first."""
    rows = Deal.objects.visible_to(by).filter(owner=by, closed_at__isnull=True, next_step_on__lt=today)
    deals = list(rows.order_by("next_step_on", "pk")[:limit])
    names = get_main_sites(company_ids=[d.company_id for d in deals], by=by) if deals else {}
    return [NamedDeal(d, names[d.company_id][1] if d.company_id in names else "") for d in deals]


def list_waiting_requests(*, by: User, limit: int) -> list[InformationRequest]:
    """Return the visible requests without answer, the first due first, with their deals."""
    rows = InformationRequest.objects.visible_to(by).filter(answered_at__isnull=True, withdrawn_at__isnull=True)
    return list(prevent_lazy_loading(rows.select_related("deal")).order_by("due_on", "pk")[:limit])
