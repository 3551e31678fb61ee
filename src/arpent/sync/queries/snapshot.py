"""The parts of the offline snapshot, each small enough for a slow network."""

import datetime as dt
from typing import Any
from uuid import UUID

from arpent.people.public import User

from ..rules.snapshot import snapshot_parts
from .policy import get_policy

SHARD = 200


def tour_part(*, by: User, now: dt.datetime) -> dict[str, Any]:
    """Return what the phone opens with: the days, the records of the companies on the way, forms and guides."""
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
    """Return the companies of the snapshot, at most as many as are allowed, those of the tour before others.

    In the order of their ids: one that is visited while the shards are fetched does not move from one to another.
    """
    parts, policy = snapshot_parts(), get_policy(by=by)
    ids = parts.upcoming_companies(by=by, now=now, days=policy.days_ahead)
    if policy.portfolio:
        ids = list(dict.fromkeys([*ids, *parts.portfolio(by=by, limit=policy.max_companies)]))
    return sorted(ids[: policy.max_companies])


def index_part(*, by: User, now: dt.datetime) -> dict[str, Any]:
    """Return what one searches in without a network, and how many shards of company records there are."""
    ids = list_snapshot_companies(by=by, now=now)
    return {"rows": snapshot_parts().index(by=by, company_ids=ids), "shard": SHARD, "shards": -(-len(ids) // SHARD)}


def shard_part(*, by: User, now: dt.datetime, number: int) -> dict[str, Any]:
    """Return the records of one shard, by company."""
    ids = list_snapshot_companies(by=by, now=now)[number * SHARD : (number + 1) * SHARD]
    return {"records": list_company_records(by=by, company_ids=ids)}


def prices_part(*, by: User, now: dt.datetime) -> dict[str, Any]:
    """Return the price lists, nothing unless the administrator allows them."""
    policy = get_policy(by=by)
    if not policy.prices:
        return {"lists": []}
    prices: dict[str, Any] = snapshot_parts().prices(by=by, margins=policy.margins, now=now)
    return prices


def list_company_records(*, by: User, company_ids: list[UUID]) -> dict[str, Any]:
    """Return the records of companies: each domain's part under its key, what has none of a domain without it."""
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
