"""Single changes that would let an offer be sent without an approval, each assessed like the offer itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, ROUND_UP, Decimal

from arpent.kernel.money import HUNDRED, ZERO, round_cents
from arpent.pricing.public import Conditions, PricingLine, price_offer

from ...rules.lifecycle import Level, RequiredApproval
from .assessment import MarginAssessment

TENTH, PLACES = Decimal("0.1"), Decimal("0.0001")
MAX_LINES = 4  # lines whose discount is searched
SHORTER_DELAYS = (45, 30, 15, 0)  # days, longest first
DEPOSITS = (30, 50)  # percent
BISECTION_STEPS = 14  # precision: a ten-thousandth of the searched interval
MAX_RAISE_PERCENT = HUNDRED * 3


@dataclass(frozen=True, slots=True)
class ApprovalSuggestion:
    """One change that makes an approval unnecessary.

    ``kind``: "payment" (days from the invoice), "carriage" (cost in euros, to be paid by the customer), "both"
    (carriage paid by the customer and the delay in days), "deposit" and "discount" (percent), "price" (net excl. VAT,
    in the offer's currency), "line" (discount in percent on the line ``key``). ``value``: suggested value,
    ``previous``: present value.
    """

    kind: str
    value: Decimal
    previous: Decimal
    key: str = ""


def suggest_changes(
    assessment: MarginAssessment,
    *,
    payment_days: int,
    average_extra_days: int,
    line_discounts: Mapping[str, Decimal],
) -> list[ApprovalSuggestion]:
    """Return the smallest change of each kind that needs no approval; empty when none is needed or none suffices.

    ``payment_days``: as agreed, ``average_extra_days``: days added on average by an end-of-month term;
    ``line_discounts``: negotiated discount in percent by line key.
    """
    required = assessment.required_approval()
    if required.level == Level.FREE:
        return []
    return [
        *_line_discounts(assessment, required, line_discounts),
        *_payment_and_carriage(assessment, payment_days, average_extra_days),
        *_deposit(assessment),
        *_global_discount(assessment),
        *_price(assessment),
    ]


def _is_free(assessment: MarginAssessment, conditions: Conditions) -> bool:
    return assessment.required_approval(conditions=conditions).level == Level.FREE


def _payment_and_carriage(
    assessment: MarginAssessment, payment_days: int, average_extra_days: int
) -> list[ApprovalSuggestion]:
    """Return a shorter payment delay, carriage paid by the customer, or both when neither suffices alone."""
    conditions, present = assessment.conditions, Decimal(payment_days)
    suggestions = []
    days = _shorter_delay(assessment, conditions, payment_days, average_extra_days)
    if days is not None:
        suggestions.append(ApprovalSuggestion("payment", Decimal(days), present))
    without_carriage = replace(conditions, carriage_cost=ZERO)
    if conditions.carriage_cost and _is_free(assessment, without_carriage):
        suggestions.append(ApprovalSuggestion("carriage", ZERO, conditions.carriage_cost))
    if not suggestions and conditions.carriage_cost:
        days = _shorter_delay(assessment, without_carriage, payment_days, average_extra_days)
        if days is not None:
            suggestions.append(ApprovalSuggestion("both", Decimal(days), present))
    return suggestions


def _shorter_delay(
    assessment: MarginAssessment, conditions: Conditions, payment_days: int, average_extra_days: int
) -> int | None:
    """Return the longest delay in days below the present one that needs no approval."""
    shorter = (days for days in SHORTER_DELAYS if days < payment_days)
    return next(
        (days for days in shorter if _is_free(assessment, replace(conditions, payment_days=days + average_extra_days))),
        None,
    )


def _deposit(assessment: MarginAssessment) -> list[ApprovalSuggestion]:
    conditions = assessment.conditions
    for percent in DEPOSITS:
        if percent > conditions.deposit_percent and _is_free(
            assessment, replace(conditions, deposit_percent=Decimal(percent))
        ):
            return [ApprovalSuggestion("deposit", Decimal(percent), conditions.deposit_percent)]
    return []


def _global_discount(assessment: MarginAssessment) -> list[ApprovalSuggestion]:
    conditions = assessment.conditions
    if not conditions.global_percent:
        return []
    largest = _largest(
        lambda percent: _is_free(assessment, replace(conditions, global_percent=percent)), conditions.global_percent
    )
    if largest is None:
        return []
    return [ApprovalSuggestion("discount", largest.quantize(TENTH, ROUND_DOWN), conditions.global_percent)]


def _line_discounts(
    assessment: MarginAssessment, required: RequiredApproval, discounts: Mapping[str, Decimal]
) -> list[ApprovalSuggestion]:
    """Return a smaller discount on one line: of the lines named as reasons, else of the lines with a discount."""
    named = [key for key, *_rest in required.reasons if key in discounts] or [k for k, x in discounts.items() if x]
    suggestions = []
    for key in named[:MAX_LINES]:
        present = discounts[key]

        def is_free(percent: Decimal, key: str = key) -> bool:
            """Return whether the quote needs no approval with this discount."""
            lines = [replace(x, discount_percent=percent) if x.key == key else x for x in assessment.lines]
            return assessment.required_approval(lines=lines).level == Level.FREE

        largest = _largest(is_free, present) if present else None
        if largest is not None and is_free(rounded := largest.quantize(TENTH, ROUND_DOWN)):
            suggestions.append(ApprovalSuggestion("line", rounded, present, key))
    return suggestions


def _largest(is_free: Callable[[Decimal], bool], present: Decimal) -> Decimal | None:
    """Return the largest value from 0 to ``present`` that needs no approval (bisection); None when 0 needs one."""
    low, high = ZERO, present
    if not is_free(low):
        return None
    for _ in range(BISECTION_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if is_free(middle) else (low, middle)
    return low


def _price(assessment: MarginAssessment) -> list[ApprovalSuggestion]:
    """Return the net price with every line raised by the same percentage; empty when no price suffices."""

    def raised(percent: Decimal) -> list[PricingLine]:
        """Return the lines with unit prices raised by a percentage."""
        factor = (HUNDRED + percent) / HUNDRED
        return [
            (
                x
                if x.key in assessment.own_carriage
                else replace(x, manual_price=(x.unit_price * factor).quantize(PLACES, ROUND_UP))
            )
            for x in assessment.lines
        ]

    low, high = ZERO, MAX_RAISE_PERCENT
    if assessment.required_approval(lines=raised(high)).level != Level.FREE:
        return []
    for _ in range(BISECTION_STEPS + 4):
        middle = (low + high) / 2
        is_free = assessment.required_approval(lines=raised(middle)).level == Level.FREE
        low, high = (low, middle) if is_free else (middle, high)
    present = price_offer(assessment.lines, assessment.conditions).net
    percent = high.quantize(TENTH, ROUND_UP)
    suggested = price_offer(raised(percent), assessment.conditions).net
    return [ApprovalSuggestion("price", suggested, round_cents(present))]
