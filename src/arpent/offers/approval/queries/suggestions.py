"""What would make an offer pass without asking: one change at a time, each judged by the engine as the offer is."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import ROUND_DOWN, ROUND_UP, Decimal

from arpent.kernel.money import HUNDRED, ZERO, round_cents
from arpent.people.public import User
from arpent.pricing.public import Conditions, CountedLine, price_offer

from ...models import OfferLine, OfferVersion
from ...queries.pricing import conditions_of
from ...queries.versions import list_lines
from ...rules.lifecycle import Asked, Level
from ..rules.assessment import Judged
from ..rules.suggestions import Way
from .assessment import judged_of

TENTH, PLACES = Decimal("0.1"), Decimal("0.0001")
MOST_LINES = 4  # lines whose discount is looked at
SHORTER = (45, 30, 15, 0)  # days one may ask for instead
DEPOSITS = (30, 50)
STEPS = 14  # halvings: a ten-thousandth of what is looked for


def ways_out(*, version: OfferVersion, by: User, day: dt.date) -> list[Way]:
    """Return the single changes that leave an offer free, the mildest of each kind; none when it is free or cannot
    be.
    """
    lines = list_lines(version=version, by=by)
    judged = judged_of(version=version, lines=lines, by=by, day=day)
    asked = judged.asked()
    if asked.level == Level.FREE:
        return []
    said, found = judged.conditions, []
    held = Decimal(version.payment_days)
    extra = conditions_of(version).payment_days - version.payment_days  # what end of month adds
    days = _shorter(judged, said, version.payment_days, extra)
    if days is not None:
        found.append(Way("payment", Decimal(days), held))
    if said.carriage_cost and _passes(judged, replace(said, carriage_cost=ZERO)):
        found.append(Way("carriage", ZERO, said.carriage_cost))
    if not found and said.carriage_cost:
        days = _shorter(judged, replace(said, carriage_cost=ZERO), version.payment_days, extra)
        if days is not None:
            found.append(Way("both", Decimal(days), held))
    for percent in DEPOSITS:
        if percent > said.deposit_percent and _passes(judged, replace(said, deposit_percent=Decimal(percent))):
            found.append(Way("deposit", Decimal(percent), said.deposit_percent))
            break
    if said.global_percent:
        most = _most(lambda p: _passes(judged, replace(said, global_percent=p)), said.global_percent)
        if most is not None:
            found.append(Way("discount", most.quantize(TENTH, ROUND_DOWN), said.global_percent))
    return [*_on_one_line(judged, asked, {x.key: x for x in lines}), *found, *_price(judged)]


def _passes(judged: Judged, conditions: Conditions) -> bool:
    return judged.asked(conditions=conditions).level == Level.FREE


def _shorter(judged: Judged, conditions: Conditions, was: int, extra: int) -> int | None:
    """Return the longest delay of those one may ask for that passes, with the ``extra`` days that end of month adds."""
    shorter = (d for d in SHORTER if d < was)
    return next((d for d in shorter if _passes(judged, replace(conditions, payment_days=d + extra))), None)


def _on_one_line(judged: Judged, asked: Asked, lines: Mapping[str, OfferLine]) -> list[Way]:
    """Return the discount on one line that passes, for the lines an agreement is asked for, else for those that have
    one.
    """
    named = [k for k, *_rest in asked.reasons if k in lines] or [k for k, x in lines.items() if x.discount_percent]
    found = []
    for key in named[:MOST_LINES]:
        was = lines[key].discount_percent

        def with_discount(percent: Decimal, key: str = key) -> list[CountedLine]:
            return [replace(c, discount_percent=percent) if c.key == key else c for c in judged.lines]

        def passes(percent: Decimal) -> bool:
            return judged.asked(lines=with_discount(percent)).level == Level.FREE

        most = _most(passes, was) if was else None
        if most is not None and passes(rounded := most.quantize(TENTH, ROUND_DOWN)):
            found.append(Way("line", rounded, was, key))
    return found


def _most(passes: Callable[[Decimal], bool], was: Decimal) -> Decimal | None:
    """Return the largest value from 0 to ``was`` that passes, None when not even 0 does."""
    low, high = ZERO, was
    if not passes(low):
        return None
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if passes(middle) else (low, middle)
    return low


def _price(judged: Judged) -> list[Way]:
    """Return the net price from which the offer passes, every line raised alike; none when no price would do."""

    def raised(percent: Decimal) -> list[CountedLine]:
        factor = (HUNDRED + percent) / HUNDRED
        return [
            (
                x
                if x.key in judged.own_carriage
                else replace(x, hand_price=(x.unit_price * factor).quantize(PLACES, ROUND_UP))
            )
            for x in judged.lines
        ]

    high = HUNDRED * 3
    if judged.asked(lines=raised(high)).level != Level.FREE:
        return []
    low = ZERO
    for _ in range(STEPS + 4):
        middle = (low + high) / 2
        low, high = (low, middle) if judged.asked(lines=raised(middle)).level == Level.FREE else (middle, high)
    was = price_offer(judged.lines, judged.conditions).net
    percent = high.quantize(TENTH, ROUND_UP)
    return [Way("price", price_offer(raised(percent), judged.conditions).net, round_cents(was))]
