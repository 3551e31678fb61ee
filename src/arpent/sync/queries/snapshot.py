"""The parts of the offline snapshot, each small enough for a slow network."""

import datetime as dt
from typing import Any
from uuid import UUID

from arpent.people.public import User

from ..rules.snapshot import snapshot_parts
from .policy import get_policy

SHARD = 200


def tour_part(*, by: User, now: dt.datetime) -> dict[str, Any]:
    """Return the first part of the snapshot: the days, the records of companies on the tour, and the
    domains' extras.
    """
    parts, policy = snapshot_parts(), get_policy(by=by)
    ids = parts.upcoming_companies(by=by, now=now, days=policy.days_ahead)
    return {
        "made_at": now.isoformat(),
        "person": {"id": str(by.pk), "name": by.full_name, "role": by.role},
        "policy": {"prices": policy.prices, "margins": policy.margins, "expiry_days": policy.expiry_days},
        **parts.tour(by=by, now=now, days=policy.days_ahead),
        "records": list_company_records(by=by, company_ids=ids),
        **{key: part(by=by) for key, part in parts.extras},
    }


def list_snapshot_companies(*, by: User, now: dt.datetime) -> list[UUID]:
    """Return the companies of the snapshot, at most as many as the policy allows, those of the tour first, sorted by
    id.
    The order by id keeps a company in its shard when it is visited while shards are fetched.
    """
    parts, policy = snapshot_parts(), get_policy(by=by)
    ids = parts.upcoming_companies(by=by, now=now, days=policy.days_ahead)
    if policy.portfolio:
        ids = list(dict.fromkeys([*ids, *parts.portfolio(by=by, limit=policy.max_companies)]))
    return sorted(ids[: policy.max_companies])


def index_part(*, by: User, now: dt.datetime) -> dict[str, Any]:
    """Return the rows of the offline search, and the number of shards of company records."""
    ids = list_snapshot_companies(by=by, now=now)
    return {"rows": snapshot_parts().index(by=by, company_ids=ids), "shard": SHARD, "shards": -(-len(ids) // SHARD)}


def shard_part(*, by: User, now: dt.datetime, number: int) -> dict[str, Any]:
    """Return the records of one shard, by company."""
    ids = list_snapshot_companies(by=by, now=now)[number * SHARD : (number + 1) * SHARD]
    return {"records": list_company_records(by=by, company_ids=ids)}


def prices_part(*, by: User, now: dt.datetime) -> dict[str, Any]:
    """Return the price lists; {"lists": []} unless the policy allows prices."""
    policy = get_policy(by=by)
    if not policy.prices:
        return {"lists": []}
    prices: dict[str, Any] = snapshot_parts().prices(by=by, margins=policy.margins, now=now)
    return prices


def list_company_records(*, by: User, company_ids: list[UUID]) -> dict[str, Any]:
    """Return the records of companies by id: each domain's part under its key; companies without any part
    are left out.
    """
    policy = get_policy(by=by)
    records: dict[str, dict[str, Any]] = {str(i): {} for i in company_ids}
    for key, part in snapshot_parts().records:
        found = part(by=by, company_ids=company_ids, prices=policy.prices, margins=policy.margins)
        for pk, value in found.items():
            if key:
                records[str(pk)][key] = value
            else:
                records[str(pk)] |= value
    return {k: v for k, v in records.items() if v}
