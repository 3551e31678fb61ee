"""What would make an offer pass without asking: one change at a time, each judged by the engine as the offer is."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import ROUND_DOWN, ROUND_UP, Decimal

from arpent.kernel.money import HUNDRED, ZERO, round_cents
from arpent.people.public import User

from ..models import OfferVersion
from ..rules.judging import Judged
from ..rules.lifecycle import Level
from ..rules.margin import Conditions, CountedLine, price_offer
from ..rules.ways import Way
from .judging import judged_of
from .versions import list_lines

TENTH = Decimal("0.1")
SHORTER = (45, 30, 15, 0)  # days one may ask for instead
DEPOSITS = (30, 50)
STEPS = 14  # halvings: a ten-thousandth of what is looked for


def ways_out(*, version: OfferVersion, by: User, day: dt.date) -> list[Way]:
    """Return the single changes that leave an offer free, the mildest of each kind; none when it is free or cannot be."""
    judged = judged_of(version=version, lines=list_lines(version=version, by=by), by=by, day=day)
    if judged.asked().level == Level.FREE:
        return []
    said, found = judged.conditions, []
    held = Decimal(version.payment_days)
    days = _shorter(judged, said, version.payment_days)
    if days is not None:
        found.append(Way("payment", Decimal(days), held))
    if said.carriage_cost and _passes(judged, replace(said, carriage_cost=ZERO)):
        found.append(Way("carriage", ZERO, said.carriage_cost))
    if not found and said.carriage_cost:
        days = _shorter(judged, replace(said, carriage_cost=ZERO), version.payment_days)
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
    return [*found, *_price(judged)]


def _passes(judged: Judged, conditions: Conditions) -> bool:
    return judged.asked(conditions=conditions).level == Level.FREE


def _shorter(judged: Judged, conditions: Conditions, was: int) -> int | None:
    """Return the longest delay of those one may ask for that passes."""
    shorter = (d for d in SHORTER if d < was)
    return next((d for d in shorter if _passes(judged, replace(conditions, payment_days=d))), None)


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
        return [replace(x, hand_price=x.unit_price * factor) for x in judged.lines]

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
