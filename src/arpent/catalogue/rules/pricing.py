"""Prices by period and volume; problems of a price list (gaps, overlaps)."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from arpent.kernel.errors import DomainError
from arpent.kernel.text import fold

DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """Validity of a list's prices, both days inclusive; no end: until further notice."""

    starts_on: dt.date
    ends_on: dt.date | None = None

    def holds_on(self, day: dt.date) -> bool:
        """Return whether the period contains a day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


def check_periods(name: str, periods: Iterable[Period]) -> list[DomainError]:
    """Return the problems of periods: "catalogue.period_ends_before_start", "catalogue.period_overlap", "..._gap"."""
    problems = []
    ordered = sorted(periods, key=lambda p: (p.starts_on, p.ends_on or dt.date.max))
    for period in ordered:
        if period.ends_on and period.ends_on < period.starts_on:
            problems.append(DomainError("catalogue.period_ends_before_start", list=name, start=_day(period.starts_on)))
    for earlier, later in zip(ordered, ordered[1:], strict=False):
        end = earlier.ends_on or dt.date.max
        if end >= later.starts_on:
            problems.append(
                DomainError(
                    "catalogue.period_overlap", list=name, start=_day(later.starts_on), before=_day(earlier.starts_on)
                )
            )
        elif end + DAY < later.starts_on:
            problems.append(
                DomainError("catalogue.period_gap", list=name, start=_day(end + DAY), end=_day(later.starts_on - DAY))
            )
    return problems


def _day(day: dt.date) -> str:
    return f"{day:%d/%m/%Y}"


def price_for(tiers: Sequence[tuple[int, Decimal]], quantity: int) -> Decimal | None:
    """Return the unit price of a quantity among (from quantity, price): the highest tier reached, or None."""
    reached = [(least, price) for least, price in tiers if least <= quantity]
    return max(reached)[1] if reached else None


# Folded names of indivisible units; without a unit: piece.
WHOLE_UNITS = frozenset(
    (
        "",
        "u",
        "un",
        "une",
        "unit",
        "units",
        "unite",
        "unites",
        "pce",
        "pces",
        "pc",
        "pcs",
        "piece",
        "pieces",
        "ea",
        "each",
    )
    + (
        "c62",
        "h87",
        "lot",
        "lots",
        "kit",
        "kits",
        "jeu",
        "jeux",
        "set",
        "sets",
        "paire",
        "paires",
        "pair",
        "boite",
        "boites",
    )
)


def is_sold_whole(unit: str) -> bool:
    """Return whether a product of this sale unit is sold in whole numbers only.

    >>> is_sold_whole("pièce"), is_sold_whole("m")
    (True, False)
    """
    return fold(unit) in WHOLE_UNITS
