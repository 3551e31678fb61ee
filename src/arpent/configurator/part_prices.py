"""Prices and delays of the parts of a configuration."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class PartLine:
    """A product of a solution. Unit price excluding VAT in the list's currency, unit cost in euros; None when unknown.

    ``list_price``: unit price of the smallest tier, before volume discounts. ``delivery_days``: delivery time in days.
    """

    reference: str
    name: str
    quantity: int
    price: Decimal | None
    cost: Decimal | None
    delivery_days: int | None
    list_price: Decimal | None = None


def lowest_tier_price(tiers: Sequence[tuple[int, Decimal]]) -> Decimal | None:
    """Return the unit price of the smallest tier among (from quantity, unit price), or None."""
    return min(tiers)[1] if tiers else None
