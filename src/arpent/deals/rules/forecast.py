"""Forecast by month: low, weighted, high.
Low sums the deals from 70 % probability, high those from 30 %, weighted each at its probability (worked table:
tests/test_forecast.py).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

SURE, HOPED = 70, 30  # percent: low counts deals from 70 %, high from 30 %


@dataclass(frozen=True)
class Expected:
    """An open deal for the forecast; amount in EUR excl. VAT, probability in percent."""

    amount: Decimal
    probability: int
    expected_on: dt.date | None


@dataclass
class MonthForecast:
    """Sums of a month in EUR excl. VAT; ``month``: its first day, None for deals without a date."""

    month: dt.date | None
    deals: int = 0
    low: Decimal = field(default_factory=Decimal)
    weighted: Decimal = field(default_factory=Decimal)
    high: Decimal = field(default_factory=Decimal)
    total: Decimal = field(default_factory=Decimal)


def forecast(deals: Iterable[Expected], today: dt.date) -> list[MonthForecast]:
    """Return the months with deals, in order, undated last; past dates count in the current month."""
    this_month = today.replace(day=1)
    months: dict[dt.date | None, MonthForecast] = defaultdict(lambda: MonthForecast(None))
    for deal in deals:
        key = max(deal.expected_on.replace(day=1), this_month) if deal.expected_on else None
        month = months[key]
        month.month = key
        month.deals += 1
        month.total += deal.amount
        month.weighted += deal.amount * deal.probability / 100
        month.low += deal.amount if deal.probability >= SURE else 0
        month.high += deal.amount if deal.probability >= HOPED else 0
    ordered = sorted(months.values(), key=lambda m: (m.month is None, m.month or this_month))
    for month in ordered:
        month.weighted = month.weighted.quantize(Decimal(1))
    return ordered


@dataclass(frozen=True)
class Passage:
    """A stay of a deal in a stage; ``left_on``: None while it goes on; ``advanced``: the deal went to a later stage."""

    stage: str
    entered_on: dt.date
    left_on: dt.date | None
    advanced: bool


@dataclass(frozen=True)
class StageFigures:
    """Figures of a stage: entered, advanced, dropped out, median stay in days."""

    stage: str
    entered: int
    advanced: int
    out: int
    median_days: int

    @property
    def rate(self) -> int | None:
        """Return the percentage that advanced among those that left; None while none left."""
        left = self.advanced + self.out
        return round(100 * self.advanced / left) if left else None


def stage_figures(passages: Iterable[Passage], stages: list[str], today: dt.date) -> list[StageFigures]:
    """Return the figures of each stage, in the given order."""
    by_stage: dict[str, list[Passage]] = defaultdict(list)
    for p in passages:
        by_stage[p.stage].append(p)
    figures = []
    for stage in stages:
        rows = by_stage[stage]
        days = sorted(((p.left_on or today) - p.entered_on).days for p in rows)
        advanced = sum(p.advanced for p in rows)
        out = sum(p.left_on is not None and not p.advanced for p in rows)
        figures.append(StageFigures(stage, len(rows), advanced, out, days[len(days) // 2] if days else 0))
    return figures
