"""Prices and delays of the parts of a configuration."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class PartLine:
    """A product in a solution. Price in the list's currency, cost in euros, each for one; None: not known.

    ``list_price``: what the list asks for the smallest quantity it sells, before any step for volume.
    """

    reference: str
    name: str
    quantity: int
    price: Decimal | None
    cost: Decimal | None
    delivery_days: int | None
    list_price: Decimal | None = None


def lowest_tier_price(tiers: Sequence[tuple[int, Decimal]]) -> Decimal | None:
    """Return the unit price of the smallest quantity among (from quantity, price), or None."""
    return min(tiers)[1] if tiers else None
