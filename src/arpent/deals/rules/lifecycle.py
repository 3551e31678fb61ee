"""Stage requirements and the dated next step of open deals."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from arpent.kernel.errors import DomainError, ValidationErrors


class StageKind(StrEnum):
    """Kind of a stage; won and lost stages close a deal."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"


class Requirement(StrEnum):
    """Requirements of a stage."""

    AMOUNT = "amount"
    EXPECTED = "expected_on"
    CONTACT = "contact"
    NEED = "need"
    COMPETITOR = "competitor"
    COMPETITIVE_PRESSURE = "competitive_pressure"


class LostReason(StrEnum):
    """Reason why a deal was lost."""

    PRICE = "price"
    COMPETITOR = "competitor"
    TECHNICAL = "technical"
    DELAY = "delay"
    NO_DECISION = "no_decision"
    NO_BUDGET = "no_budget"
    OTHER = "other"


class StepKind(StrEnum):
    """Kind of next step: to do on a day, or waiting for somebody until a day."""

    TO_DO = "to_do"
    WAITING = "waiting"


@dataclass(frozen=True)
class DealFacts:
    """Facts of a deal on which a stage move depends. ``contacts``: number of contacts with a buying role."""

    amount: Decimal | None
    expected_on: dt.date | None
    contacts: int
    need: str
    competitor: str
    competitive_pressure: int | None
    next_step: str
    next_step_on: dt.date | None
    lost_reason: str


def missing_for(requirements: Iterable[str], facts: DealFacts) -> list[Requirement]:
    """Return the unmet requirements of a stage, in the order of :class:`Requirement`."""
    met_requirements = {
        Requirement.AMOUNT: bool(facts.amount),
        Requirement.EXPECTED: facts.expected_on is not None,
        Requirement.CONTACT: facts.contacts > 0,
        Requirement.NEED: bool(facts.need.strip()),
        Requirement.COMPETITOR: bool(facts.competitor.strip()),
        Requirement.COMPETITIVE_PRESSURE: facts.competitive_pressure is not None,
    }
    required = set(requirements)
    return [r for r in Requirement if r.value in required and not met_requirements[r]]


def check_move(kind: str, requirements: Iterable[str], facts: DealFacts) -> list[Requirement]:
    """Return the unmet requirements of a move to a stage of this kind.
    Raise ValidationErrors deals.lost_reason_needed for a lost deal without a reason, or those of ``check_next_step``
    for an open one.
    """
    if kind == StageKind.LOST:
        if facts.lost_reason not in LostReason:
            raise ValidationErrors({"lost_reason": DomainError("deals.lost_reason_needed")})
        return []
    missing = missing_for(requirements, facts)
    if not missing and kind == StageKind.OPEN:
        check_next_step(facts.next_step, facts.next_step_on)
    return missing


def check_next_step(text: str, on: dt.date | None) -> None:
    """Raise ValidationErrors deals.next_step_needed, deals.next_step_on_needed unless the next step has a text and a
    date.
    """
    refusals: dict[str, DomainError] = {}
    if not text.strip():
        refusals["next_step"] = DomainError("deals.next_step_needed")
    if on is None:
        refusals["next_step_on"] = DomainError("deals.next_step_on_needed")
    if refusals:
        raise ValidationErrors(refusals)


def is_stale(days_in_stage: int, stale_days: int | None) -> bool:
    """Return whether a deal stayed in its stage longer than the stage's limit; False without a limit."""
    return bool(stale_days) and days_in_stage > (stale_days or 0)
