"""Totals of a candidate solution, by the margin engine: the quote it would give, without negotiated discounts."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from arpent.kernel.money import ZERO
from arpent.pricing.public import Conditions, Margin, PricingLine, Waterfall, price_offer


class Part(Protocol):
    """A product of a solution. Unit price in the list's currency excl. VAT, unit cost in euros; None when unknown."""

    @property
    def reference(self) -> str:
        """Return the product's reference."""

    @property
    def quantity(self) -> int:
        """Return the quantity for all sets."""

    @property
    def price(self) -> Decimal | None:
        """Return the unit price in the list's currency excl. VAT; None when the list has none."""

    @property
    def cost(self) -> Decimal | None:
        """Return the unit purchase cost in euros; None when unknown."""

    @property
    def delivery_days(self) -> int | None:
        """Return the delivery delay in days; None when unknown."""


@dataclass(frozen=True)
class Total:
    """Total of a solution in euros excl. VAT; ``no_price``, ``no_cost``, ``no_delay``: references without that value.

    ``delivery_days``: calendar days, assembly included; parts without a delay count as 0.
    """

    waterfall: Waterfall
    delivery_days: int
    no_price: tuple[str, ...] = ()
    no_cost: tuple[str, ...] = ()
    no_delay: tuple[str, ...] = ()

    @property
    def price(self) -> Decimal:
        """Return the net price in euros excl. VAT; parts without a price count as 0."""
        return self.waterfall.net

    @property
    def _margin(self) -> Margin | None:
        return None if self.no_price else self.waterfall.margin

    @property
    def margin(self) -> Decimal | None:
        """Return the margin in euros; None while a cost or a price is missing."""
        return self._margin.amount if self._margin else None

    @property
    def margin_percent(self) -> Decimal | None:
        """Return the margin rate on price (taux de marque) in percent, to a tenth; None while a cost or a price is
        missing.
        """
        return self._margin.on_price_shown if self._margin else None


def calculate_total(parts: Sequence[Part], rate: Decimal, assembly_days: int = 0) -> Total:
    """Return the total of the parts. ``rate``: euros per unit of the list's currency; delay: slowest part plus
    assembly days.
    """
    lines = [
        PricingLine(p.reference, Decimal(p.quantity), p.price if p.price is not None else ZERO, cost=p.cost)
        for p in parts
    ]
    days = max((p.delivery_days or 0 for p in parts), default=0) + assembly_days
    return Total(
        price_offer(lines, Conditions(rate)).waterfall,
        days,
        tuple(p.reference for p in parts if p.price is None),
        tuple(p.reference for p in parts if p.cost is None),
        tuple(p.reference for p in parts if p.delivery_days is None),
    )
