"""A version as an agreement looks at it: the catalogue's costs and the firm's own rates, whatever is written by hand."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from arpent.catalogue.public import list_price_lists
from arpent.kernel.money import ZERO, round_cents
from arpent.people.public import User

from ..models import OfferLine, OfferPolicy, OfferVersion
from ..rules.judging import Judged
from ..rules.margin import Conditions, CountedLine
from .policy import floors_of, policy_on
from .pricing import conditions_of, counted_lines


def judged_of(*, version: OfferVersion, lines: Sequence[OfferLine], by: User, day: dt.date) -> Judged:
    """Return a version as an agreement looks at it.

    A cost written below the catalogue's, a rate of the conditions below the firm's, a currency worth more than the firm's
    lists say: the agreement looks at the firm's figure. Carriage that is charged earns nothing beyond what ours costs.
    """
    policy = policy_on(by=by, day=day)
    conditions, unknown = _conditions(version, policy, by)
    priced = [x for x in lines if x.kind != "section"]
    own = frozenset(x.key for x in priced if x.kind == "carriage" and x.catalogue_cost is None)
    counted = _without_gain_on_carriage(counted_lines(version, lines), own, conditions)
    by_hand = frozenset(
        x.key for x, c in zip(priced, counted, strict=True)
        if x.catalogue_cost is None and x.cost is not None and x.key not in own and _earns(c, conditions)
    )  # fmt: skip
    choices = {x.key: (x.role, x.variant_of) for x in priced}
    return Judged(counted, conditions, floors_of(policy), choices, by_hand, own, unknown)


def _earns(line: CountedLine, conditions: Conditions) -> bool:
    """Return whether a line is sold above its cost: one that is not raises no margin, whoever vouches for its cost."""
    return line.cost is not None and line.running()[3] * conditions.rate > round_cents(line.quantity * line.cost)


def _without_gain_on_carriage(
    lines: Sequence[CountedLine], own: frozenset[str], conditions: Conditions
) -> list[CountedLine]:
    left = conditions.carriage_cost + conditions.incoterm_cost
    found = []
    for line in lines:
        if line.key in own and line.cost is not None:
            gain = line.running()[3] * conditions.rate - line.quantity * line.cost
            covered = min(max(gain, ZERO), left) if line.counted else ZERO
            left -= covered
            line = replace(line, cost=line.cost + max(gain - covered, ZERO) / line.quantity)
        found.append(line)
    return found


def _conditions(version: OfferVersion, policy: OfferPolicy, by: User) -> tuple[Conditions, bool]:
    """Return the conditions with the firm's figures, and whether the firm has no rate for the currency."""
    said = conditions_of(version)
    rates = _rates(version, by)
    told = replace(
        said,
        rate=min([said.rate, *rates]),
        money_percent=max(said.money_percent, policy.money_percent),
        warranty_percent=max(said.warranty_percent, policy.warranty_percent),
        commission_percent=max(said.commission_percent, policy.commission_percent),
    )
    return told, version.currency != "EUR" and not rates


def _rates(version: OfferVersion, by: User) -> list[Decimal]:
    """Return the firm's rates of a version's currency: its own list's, else those of every list that has the currency."""
    if version.currency == "EUR":
        return [Decimal(1)]
    if version.price_list and version.price_list.currency == version.currency:
        return [version.price_list.rate]
    return [x.rate for x in list_price_lists(by=by) if x.currency == version.currency]
