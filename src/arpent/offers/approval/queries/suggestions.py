"""What would make an offer pass without asking: one change at a time, each judged by the engine as the offer is."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import ROUND_DOWN, ROUND_UP, Decimal

from arpent.kernel.money import HUNDRED, ZERO, round_cents
from arpent.people.public import User
from arpent.pricing.public import Conditions, PricingLine, price_offer

from ...models import OfferLine, OfferVersion
from ...queries.pricing import pricing_conditions
from ...queries.versions import list_lines
from ...rules.lifecycle import Level, RequiredApproval
from ..rules.assessment import MarginAssessment
from ..rules.suggestions import ApprovalSuggestion
from .assessment import assess_version

TENTH, PLACES = Decimal("0.1"), Decimal("0.0001")
MAX_LINES = 4  # lines whose discount is looked at
SHORTER = (45, 30, 15, 0)  # days one may ask for instead
DEPOSITS = (30, 50)
STEPS = 14  # halvings: a ten-thousandth of what is looked for


def suggest_changes(*, version: OfferVersion, by: User, day: dt.date) -> list[ApprovalSuggestion]:
    """Return the single changes that leave an offer free, the mildest of each kind; none when it is free or cannot
    be.
    """
    lines = list_lines(version=version, by=by)
    assessment = assess_version(version=version, lines=lines, by=by, day=day)
    required_approval = assessment.required_approval()
    if required_approval.level == Level.FREE:
        return []
    said, found = assessment.conditions, []
    held = Decimal(version.payment_days)
    extra = pricing_conditions(version).payment_days - version.payment_days  # what end of month adds
    days = _shorter(assessment, said, version.payment_days, extra)
    if days is not None:
        found.append(ApprovalSuggestion("payment", Decimal(days), held))
    if said.carriage_cost and _passes(assessment, replace(said, carriage_cost=ZERO)):
        found.append(ApprovalSuggestion("carriage", ZERO, said.carriage_cost))
    if not found and said.carriage_cost:
        days = _shorter(assessment, replace(said, carriage_cost=ZERO), version.payment_days, extra)
        if days is not None:
            found.append(ApprovalSuggestion("both", Decimal(days), held))
    for percent in DEPOSITS:
        if percent > said.deposit_percent and _passes(assessment, replace(said, deposit_percent=Decimal(percent))):
            found.append(ApprovalSuggestion("deposit", Decimal(percent), said.deposit_percent))
            break
    if said.global_percent:
        most = _most(lambda p: _passes(assessment, replace(said, global_percent=p)), said.global_percent)
        if most is not None:
            found.append(ApprovalSuggestion("discount", most.quantize(TENTH, ROUND_DOWN), said.global_percent))
    return [*_on_one_line(assessment, required_approval, {x.key: x for x in lines}), *found, *_price(assessment)]


def _passes(assessment: MarginAssessment, conditions: Conditions) -> bool:
    return assessment.required_approval(conditions=conditions).level == Level.FREE


def _shorter(assessment: MarginAssessment, conditions: Conditions, was: int, extra: int) -> int | None:
    """Return the longest delay of those one may ask for that passes, with the ``extra`` days that end of month adds."""
    shorter = (d for d in SHORTER if d < was)
    return next((d for d in shorter if _passes(assessment, replace(conditions, payment_days=d + extra))), None)


def _on_one_line(
    assessment: MarginAssessment, required_approval: RequiredApproval, lines: Mapping[str, OfferLine]
) -> list[ApprovalSuggestion]:
    """Return the discount on one line that passes, for the lines an agreement is asked for, else for those that have
    one.
    """
    named = [k for k, *_rest in required_approval.reasons if k in lines] or [
        k for k, x in lines.items() if x.discount_percent
    ]
    found = []
    for key in named[:MAX_LINES]:
        was = lines[key].discount_percent

        def with_discount(percent: Decimal, key: str = key) -> list[PricingLine]:
            return [replace(c, discount_percent=percent) if c.key == key else c for c in assessment.lines]

        def passes(percent: Decimal) -> bool:
            return assessment.required_approval(lines=with_discount(percent)).level == Level.FREE

        most = _most(passes, was) if was else None
        if most is not None and passes(rounded := most.quantize(TENTH, ROUND_DOWN)):
            found.append(ApprovalSuggestion("line", rounded, was, key))
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


def _price(assessment: MarginAssessment) -> list[ApprovalSuggestion]:
    """Return the net price from which the offer passes, every line raised alike; none when no price would do."""

    def raised(percent: Decimal) -> list[PricingLine]:
        factor = (HUNDRED + percent) / HUNDRED
        return [
            (
                x
                if x.key in assessment.own_carriage
                else replace(x, manual_price=(x.unit_price * factor).quantize(PLACES, ROUND_UP))
            )
            for x in assessment.lines
        ]

    high = HUNDRED * 3
    if assessment.required_approval(lines=raised(high)).level != Level.FREE:
        return []
    low = ZERO
    for _ in range(STEPS + 4):
        middle = (low + high) / 2
        low, high = (
            (low, middle) if assessment.required_approval(lines=raised(middle)).level == Level.FREE else (middle, high)
        )
    was = price_offer(assessment.lines, assessment.conditions).net
    percent = high.quantize(TENTH, ROUND_UP)
    return [ApprovalSuggestion("price", price_offer(raised(percent), assessment.conditions).net, round_cents(was))]
