"""Prices by period and volume, and what is wrong with a list: a hole, an overlap."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from arpent.kernel.refusals import Refused

DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """When a list's prices hold: both days included; no end: until further notice."""

    starts_on: dt.date
    ends_on: dt.date | None = None

    def holds_on(self, day: dt.date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


def check_periods(name: str, periods: Iterable[Period]) -> list[Refused]:
    """Return what is wrong with the periods of a list: an end before its start, an overlap, a hole."""
    found = []
    ordered = sorted(periods, key=lambda p: (p.starts_on, p.ends_on or dt.date.max))
    for period in ordered:
        if period.ends_on and period.ends_on < period.starts_on:
            found.append(Refused("catalogue.period_backwards", list=name, start=_day(period.starts_on)))
    for one, two in zip(ordered, ordered[1:], strict=False):
        end = one.ends_on or dt.date.max
        if end >= two.starts_on:
            found.append(
                Refused("catalogue.period_overlap", list=name, start=_day(two.starts_on), before=_day(one.starts_on))
            )
        elif end + DAY < two.starts_on:
            found.append(
                Refused("catalogue.period_hole", list=name, start=_day(end + DAY), end=_day(two.starts_on - DAY))
            )
    return found


def _day(day: dt.date) -> str:
    return f"{day:%d/%m/%Y}"


def price_for(tiers: Sequence[tuple[int, Decimal]], quantity: int) -> Decimal | None:
    """Return the unit price of a quantity among (from quantity, price): the highest step reached, or None."""
    reached = [(least, price) for least, price in tiers if least <= quantity]
    return max(reached)[1] if reached else None


@dataclass(frozen=True)
class Line:
    """A product in a solution. Price in the list's currency, cost in euros, each for one; None: not known."""

    reference: str
    name: str
    quantity: int
    price: Decimal | None
    cost: Decimal | None
    delivery_days: int | None


@dataclass(frozen=True)
class Total:
    """What a solution comes to. Price in euros by the list's rate; ``missing``: what has no price, no cost, no delay."""

    price: Decimal
    cost: Decimal
    delivery_days: int
    no_price: tuple[str, ...] = ()
    no_cost: tuple[str, ...] = ()
    no_delay: tuple[str, ...] = ()

    @property
    def margin(self) -> Decimal | None:
        """Return the margin in euros, or None while a cost or a price is missing."""
        return None if self.no_price or self.no_cost else self.price - self.cost

    @property
    def margin_percent(self) -> Decimal | None:
        if self.margin is None or not self.price:
            return None
        return (self.margin * 100 / self.price).quantize(Decimal("0.1"))


def total_of(lines: Iterable[Line], rate: Decimal, assembly_days: int = 0) -> Total:
    """Return the total: prices at ``rate`` euros for one of the list's currency; the slowest part, then the assembly."""
    lines = list(lines)
    cent = Decimal("0.01")
    price = sum(((x.price or Decimal(0)) * x.quantity * rate for x in lines), Decimal(0)).quantize(cent)
    cost = sum(((x.cost or Decimal(0)) * x.quantity for x in lines), Decimal(0)).quantize(cent)
    days = max((x.delivery_days or 0 for x in lines), default=0) + assembly_days
    return Total(
        price, cost, days, tuple(x.reference for x in lines if x.price is None),
        tuple(x.reference for x in lines if x.cost is None), tuple(x.reference for x in lines if x.delivery_days is None),
    )  # fmt: skip
