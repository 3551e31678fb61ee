"""Problems of an offer, by line: errors that block sending, and warnings."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from arpent.kernel.errors import DomainError


@dataclass(frozen=True, slots=True)
class LineFacts:
    """Facts of a line to check. ``number``: in the grid; ``unit_price`` in the offer's currency, ``cost`` in euros;
    ``sold``: active in the catalogue.
    """

    number: int
    key: str
    label: str
    unit_price: Decimal
    cost: Decimal | None
    is_selected: bool
    from_catalogue: bool
    sold: bool
    manual_price: bool
    below_cost: bool
    promotion_ended: bool = False  # it has the discount of a promotion that is over
    under_catalogue: bool = False  # its manual cost is below the catalogue's, which counts


@dataclass(frozen=True, slots=True)
class OfferFacts:
    """Facts of the offer to check."""

    lines: tuple[LineFacts, ...]
    list_name: str
    list_ended_on: dt.date | None  # the price list holds no price since that day
    valid_until: dt.date | None
    day: dt.date
    asks_numbers: bool = False  # the regime holds only with both VAT numbers (CGI 262 ter, 283-2)
    our_number: bool = True
    their_number: bool = True
    discount_above_total: bool = False  # the discount in money takes more than the lines are worth
    delay: DomainError | None = None  # why the delay of payment is not allowed
    legal_case_missing: bool = False  # lines are below cost and no case of the law was named for them


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem of an offer. ``key``: the line, "" for the whole; ``is_blocking``: it blocks sending."""

    key: str
    refusal: DomainError
    is_blocking: bool


def find_problems(facts: OfferFacts) -> list[Problem]:
    """Return the problems of an offer: those of the whole first, then by line."""
    problems = []
    lines = [x for x in facts.lines if x.is_selected]
    if not lines:
        problems.append(Problem("", DomainError("offers.no_line"), is_blocking=True))
    if facts.valid_until is None or facts.valid_until < facts.day:
        problems.append(Problem("", DomainError("offers.not_valid"), is_blocking=True))
    if facts.list_ended_on and any(x.from_catalogue and not x.manual_price for x in lines):
        refusal = DomainError("offers.list_expired", list=facts.list_name, day=facts.list_ended_on)
        problems.append(Problem("", refusal, is_blocking=True))
    if facts.asks_numbers and not facts.their_number:
        problems.append(Problem("", DomainError("offers.their_vat_number"), is_blocking=True))
    if facts.asks_numbers and not facts.our_number:
        problems.append(Problem("", DomainError("offers.our_vat_number"), is_blocking=True))
    if facts.discount_above_total:
        problems.append(Problem("", DomainError("offers.discount_too_much"), is_blocking=True))
    if facts.delay:
        problems.append(Problem("", facts.delay, is_blocking=True))
    if facts.legal_case_missing:
        problems.append(Problem("", DomainError("offers.legal_case_missing"), is_blocking=True))
    for line in facts.lines:
        problems += _of_line(line)
    return problems


def _of_line(line: LineFacts) -> Iterable[Problem]:
    facts = {"line": line.number, "label": line.label}
    if line.from_catalogue and not line.sold:
        yield Problem(line.key, DomainError("offers.withdrawn", **facts), is_blocking=True)
    if line.cost is None:
        yield Problem(line.key, DomainError("offers.no_cost", **facts), is_blocking=True)
    elif not line.cost and line.unit_price:
        yield Problem(line.key, DomainError("offers.zero_cost", **facts), is_blocking=False)
    elif line.below_cost:
        yield Problem(line.key, DomainError("offers.below_cost", **facts), is_blocking=False)
    if line.under_catalogue:
        yield Problem(line.key, DomainError("offers.cost_under_catalogue", **facts), is_blocking=False)
    if line.promotion_ended:
        yield Problem(line.key, DomainError("offers.promotion_ended", **facts), is_blocking=False)
    if not line.unit_price:
        yield Problem(line.key, DomainError("offers.zero_price", **facts), is_blocking=False)
