"""Orders of a month against the same month of the year before, by person or by team."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, Sum
from django.utils import timezone

from arpent.people.public import User, list_all_people

from ..models import Offer
from ..rules.lifecycle import State

ZERO = Decimal(0)


@dataclass(frozen=True)
class MonthOrders:
    """Signed offers of a person, a team or all of them ("" as name); amounts in euros excl. VAT.

    ``pocket``: after conditions; ``cost``: None while a cost is unknown; ``month_before`` and ``year_before``:
    the whole month before, and the same one a year before.
    """

    name: str
    count: int
    net: Decimal
    pocket: Decimal
    cost: Decimal | None
    month_before: Decimal
    year_before: Decimal


def orders_of_month(*, by: User, today: dt.date, by_team: bool = False) -> list[MonthOrders]:
    """Return the sum of all visible orders of a day's month, then those by person or team, the largest first.

    Two queries; an empty list without any order in this month, the one before and that of last year.
    """
    first = today.replace(day=1)
    this_month, year_before = _during(first), _during(first.replace(year=first.year - 1))
    month_before = _during((first - dt.timedelta(days=1)).replace(day=1))
    known = this_month & Q(cost__isnull=False)
    rows = Offer.objects.visible_to(by).filter(state=State.SIGNED.value).order_by()
    rows = rows.filter(this_month | month_before | year_before)
    sums = rows.values("owner_id").annotate(
        n=Count("pk", filter=this_month),
        total=Sum("net", filter=this_month),
        left=Sum("pocket", filter=this_month),
        costs=Sum("cost", filter=known),
        unknown=Count("pk", filter=this_month & Q(cost__isnull=True)),
        previous=Sum("net", filter=month_before),
        former=Sum("net", filter=year_before),
    )
    groups: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    names = _group_names(by_team)
    for row in sums:
        groups[names.get(row["owner_id"], "")].append(row)
    if not groups:
        return []
    everything = [row for found in groups.values() for row in found]
    parts = [_sum(name, found) for name, found in groups.items()]
    return [_sum("", everything), *sorted(parts, key=lambda part: (-part.net, part.name))]


def _during(first: dt.date) -> Q:
    """Return the condition of being signed in the month that begins on a day, in local time."""
    zone = timezone.get_default_timezone()
    after = (first + dt.timedelta(days=31)).replace(day=1)
    start, end = (dt.datetime.combine(day, dt.time(), tzinfo=zone) for day in (first, after))
    return Q(closed_at__gte=start, closed_at__lt=end)


def _group_names(by_team: bool) -> dict[UUID, str]:
    people = list_all_people()
    return {p.pk: (p.team.name if p.team else p.full_name) if by_team else p.full_name for p in people}


def _sum(name: str, rows: list[Mapping[str, Any]]) -> MonthOrders:
    is_known = not any(row["unknown"] for row in rows)
    return MonthOrders(
        name,
        sum(row["n"] for row in rows),
        sum((row["total"] or ZERO for row in rows), ZERO),
        sum((row["left"] or ZERO for row in rows), ZERO),
        sum((row["costs"] or ZERO for row in rows), ZERO) if is_known else None,
        sum((row["previous"] or ZERO for row in rows), ZERO),
        sum((row["former"] or ZERO for row in rows), ZERO),
    )
