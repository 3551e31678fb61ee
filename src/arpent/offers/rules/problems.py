"""What stands wrong in an offer: on which line, and what to do. Some stop it from leaving, some only warn."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from arpent.kernel.errors import DomainError


@dataclass(frozen=True, slots=True)
class LineFacts:
    """What is known of a line when it is checked.

    ``number``: as the grid shows it; ``sold``: the catalogue sells it.
    """

    number: int
    key: str
    label: str
    unit_price: Decimal
    cost: Decimal | None
    counted: bool
    from_catalogue: bool
    sold: bool
    hand_price: bool
    below_cost: bool
    campaign_over: bool = False  # it has the discount of a campaign that is over
    under_catalogue: bool = False  # its cost by hand is below the catalogue's, which counts


@dataclass(frozen=True, slots=True)
class OfferFacts:
    """What is known of the whole."""

    lines: tuple[LineFacts, ...]
    list_name: str
    list_ended_on: dt.date | None  # the price list holds no price since that day
    valid_until: dt.date | None
    day: dt.date
    asks_numbers: bool = False  # the regime holds only with both VAT numbers (CGI 262 ter, 283-2)
    our_number: bool = True
    their_number: bool = True
    discount_over: bool = False  # the discount in money takes more than the lines are worth
    delay: DomainError | None = None  # why the delay of payment is not allowed
    loss_unanswered: bool = False  # lines are below cost and no case of the law was named for them


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong. ``key``: the line, "" for the whole; ``stops``: it cannot leave like that."""

    key: str
    refusal: DomainError
    stops: bool


def problems_of(facts: OfferFacts) -> list[Problem]:
    """Return what is wrong, the whole first, then line by line."""
    found = []
    lines = [x for x in facts.lines if x.counted]
    if not lines:
        found.append(Problem("", DomainError("offers.no_line"), stops=True))
    if facts.valid_until is None or facts.valid_until < facts.day:
        found.append(Problem("", DomainError("offers.not_valid"), stops=True))
    if facts.list_ended_on and any(x.from_catalogue and not x.hand_price for x in lines):
        told = DomainError("offers.list_expired", list=facts.list_name, day=facts.list_ended_on)
        found.append(Problem("", told, stops=True))
    if facts.asks_numbers and not facts.their_number:
        found.append(Problem("", DomainError("offers.their_vat_number"), stops=True))
    if facts.asks_numbers and not facts.our_number:
        found.append(Problem("", DomainError("offers.our_vat_number"), stops=True))
    if facts.discount_over:
        found.append(Problem("", DomainError("offers.discount_too_much"), stops=True))
    if facts.delay:
        found.append(Problem("", facts.delay, stops=True))
    if facts.loss_unanswered:
        found.append(Problem("", DomainError("offers.loss_unanswered"), stops=True))
    for line in facts.lines:
        found += _of_line(line)
    return found


def _of_line(line: LineFacts) -> Iterable[Problem]:
    told = {"line": line.number, "label": line.label}
    if line.from_catalogue and not line.sold:
        yield Problem(line.key, DomainError("offers.withdrawn", **told), stops=True)
    if line.cost is None:
        yield Problem(line.key, DomainError("offers.no_cost", **told), stops=True)
    elif not line.cost and line.unit_price:
        yield Problem(line.key, DomainError("offers.zero_cost", **told), stops=False)
    elif line.below_cost:
        yield Problem(line.key, DomainError("offers.below_cost", **told), stops=False)
    if line.under_catalogue:
        yield Problem(line.key, DomainError("offers.cost_under_catalogue", **told), stops=False)
    if line.campaign_over:
        yield Problem(line.key, DomainError("offers.campaign_over", **told), stops=False)
    if not line.unit_price:
        yield Problem(line.key, DomainError("offers.zero_price", **told), stops=False)
