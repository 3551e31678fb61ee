"""Estimate of the value of a visit in euros: the company's potential, times a share, times a factor of urgency or
target.
"""

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
    """Dated figures of the estimate (parameters visit.*): shares of the potential, and bounds in euros."""

    customer: Decimal
    prospect: Decimal
    least: Decimal
    most: Decimal


def value_visit(
    *, relationship: str, potential: Decimal | None, urgency: str, is_target: bool, shares: Shares
) -> Decimal:
    """Return the value of a visit in whole euros, at most ``shares.most``.
    ``potential``: euros a year, None when unknown; the value before the factor is at least ``shares.least``.
    ``urgency``: late, due, soon, fresh or none.
    """
    share = shares.customer if relationship == "customer" else shares.prospect
    worth = max(shares.least, (potential or Decimal(0)) * share)
    factor = TARGET_FACTOR if is_target and relationship != "customer" else URGENCY_FACTOR[urgency]
    return min(shares.most, worth * factor).quantize(Decimal(1))


def worth_in_seconds(euros: Decimal, hour_cost: Decimal, km_cost: Decimal) -> int:
    """Return how many seconds of driving at ``AVERAGE_SPEED_KMH`` cost as much as an amount in euros.
    ``hour_cost``, ``km_cost``: euros per hour and per km.
    """
    return int(euros / (hour_cost + km_cost * AVERAGE_SPEED_KMH) * 3600)


def cost_of_driving(seconds: int, metres: int, hour_cost: Decimal, km_cost: Decimal) -> Decimal:
    """Return the cost of driving in whole euros. ``hour_cost``, ``km_cost``: euros per hour and per km."""
    return (Decimal(seconds) / 3600 * hour_cost + Decimal(metres) / 1000 * km_cost).quantize(Decimal(1))


def cost_of_detour(seconds: int, hour_cost: Decimal, km_cost: Decimal) -> Decimal:
    """Return the cost in whole euros of extra driving of unknown distance, estimated at ``AVERAGE_SPEED_KMH``."""
    return cost_of_driving(seconds, int(seconds / 3600 * AVERAGE_SPEED_KMH * 1000), hour_cost, km_cost)
