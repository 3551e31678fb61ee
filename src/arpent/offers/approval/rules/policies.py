"""The firm's pricing policy and promotions: defaults, valid values, which promotion applies."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from arpent.kernel.errors import DomainError
from arpent.kernel.money import ZERO

from ...rules.conditions import Refusals, percent_refusals
from ...rules.payment import delay_refusal

# Until the firm sets its own: floors reported by the trade (28 and 22 % of margin on price), everything else zero.
DEFAULT_POLICY = {
    "offer_free": Decimal(28),
    "offer_manager": Decimal(22),
    "line_free": Decimal(15),
    "line_manager": Decimal(5),
    "financing_rate_percent": Decimal(5),
    "warranty_percent": Decimal(1),
    "commission_percent": ZERO,
    "validity_days": 30,
    "payment_days": 30,
    "deposit_percent": ZERO,
}
PERCENTS = [name for name in DEFAULT_POLICY if not name.endswith("_days")]

Promotions = Mapping[UUID | None, Decimal]


def policy_refusals(policy: Mapping[str, Any], *, starts_on: dt.date, today: dt.date) -> Refusals:
    """Return by field a refusal for each invalid value of a policy.

    It starts today at the earliest ("offers.policy_day"), percentages are 0-100 ("offers.wrong_percent"), a manager's
    floor is not above the one from which no approval is needed ("offers.floors_order"), and the payment delay is legal
    on its first day (``delay_refusal``).
    """
    refusals = {}
    if starts_on < today:
        refusals["starts_on"] = DomainError("offers.policy_day")
    refusals |= percent_refusals(policy, PERCENTS)
    if refusal := delay_refusal(policy["payment_days"], False, max(starts_on, today)):
        refusals["payment_days"] = refusal
    for what in ("offer", "line"):
        if policy[f"{what}_free"] < policy[f"{what}_manager"]:
            refusals[f"{what}_free"] = DomainError("offers.floors_order")
    return refusals


def promotion_refusals(*, name: str, percent: Decimal, starts_on: dt.date, ends_on: dt.date) -> Refusals:
    """Return by field a refusal for each invalid value: "offers.promotion_name", "offers.wrong_percent" (above 0, up
    to 100), "offers.promotion_days".
    """
    refusals = {}
    if not name:
        refusals["name"] = DomainError("offers.promotion_name")
    if not 0 < percent <= 100:
        refusals["percent"] = DomainError("offers.wrong_percent")
    if ends_on < starts_on:
        refusals["ends_on"] = DomainError("offers.promotion_days")
    return refusals


def best_promotion(promotions: Promotions, family_id: UUID | None) -> Decimal:
    """Return the higher of the discounts on a product's family and on all families, in percent; 0 without any."""
    return max(promotions.get(family_id, ZERO), promotions.get(None, ZERO))
