"""What a visit is worth, in euros. A transparent estimate, never a black box: three factors, each shown."""

from dataclasses import dataclass
from decimal import Decimal

# How pressing the visit is (see clients: late beyond 130 % of the interval, due from 100 %, soon from 70 %).
URGENCY_FACTOR = {
    "late": Decimal("1.6"),
    "due": Decimal("1.2"),
    "soon": Decimal("0.8"),
    "fresh": Decimal("0.3"),
    "none": Decimal("0.6"),
}
TARGET_FACTOR = Decimal("1.2")
# Average speed assumed where a duration of driving is known and its distance is not.
AVERAGE_SPEED_KMH = 60


@dataclass(frozen=True)
class Shares:
    """The dated figures of the estimate (parameters: visit.*)."""

    customer: Decimal
    prospect: Decimal
    least: Decimal
    most: Decimal


def value_visit(
    *, relationship: str, potential: Decimal | None, urgency: str, is_target: bool, shares: Shares
) -> Decimal:
    """Return the worth of a visit in euros, between ``shares.least`` x factor and ``shares.most``."""
    share = shares.customer if relationship == "customer" else shares.prospect
    worth = max(shares.least, (potential or Decimal(0)) * share)
    factor = TARGET_FACTOR if is_target and relationship != "customer" else URGENCY_FACTOR[urgency]
    return min(shares.most, worth * factor).quantize(Decimal(1))


def worth_in_seconds(euros: Decimal, hour_cost: Decimal, km_cost: Decimal) -> int:
    """Return how many seconds of driving a visit's worth pays for, at ``AVERAGE_SPEED_KMH``."""
    return int(euros / (hour_cost + km_cost * AVERAGE_SPEED_KMH) * 3600)


def cost_of_driving(seconds: int, metres: int, hour_cost: Decimal, km_cost: Decimal) -> Decimal:
    """Return what driving costs, in euros."""
    return (Decimal(seconds) / 3600 * hour_cost + Decimal(metres) / 1000 * km_cost).quantize(Decimal(1))


def cost_of_detour(seconds: int, hour_cost: Decimal, km_cost: Decimal) -> Decimal:
    """Return the cost in euros of extra driving whose distance is not known, estimated at ``AVERAGE_SPEED_KMH``."""
    return cost_of_driving(seconds, int(seconds / 3600 * AVERAGE_SPEED_KMH * 1000), hour_cost, km_cost)
