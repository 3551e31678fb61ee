"""Whose agreement a version needs: judged on the catalogue's costs and the firm's own rates, whatever choice is made at signing."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from arpent.people.public import User

from ..models import OfferLine, OfferPolicy, OfferVersion
from ..rules.choices import Choice, worst_choice
from ..rules.lifecycle import Asked, Floors, needed_level
from ..rules.margin import Conditions, CountedLine, PricedOffer, Waterfall, price_offer
from .policy import floors_of, policy_on
from .pricing import conditions_of, counted_lines

NOTHING_LEFT = Decimal(-100)


@dataclass(frozen=True)
class Judged:
    """An offer as an agreement looks at it: our own costs and rates, and what the customer may still choose."""

    lines: list[CountedLine]
    conditions: Conditions
    floors: Floors
    choices: dict[str, tuple[str, str]]  # by key, the role and the line whose place is taken

    def asked(self, *, lines: Sequence[CountedLine] = (), conditions: Conditions | None = None) -> Asked:
        """Return whose agreement is needed and why, with other lines or conditions if given."""
        counted, told = list(lines or self.lines), conditions or self.conditions
        offer = price_offer(counted, told)
        rates = {p.line.key: p.waterfall for p in offer.lines if p.line.counted}
        worst: Decimal | None = None
        if any(role != "included" for role, _base in self.choices.values()):
            # Every line as if it were taken, so that each bears its part of what the conditions cost.
            whole = price_offer([replace(c, counted=True) for c in counted], told)
            rates = {p.line.key: p.waterfall for p in whole.lines} | rates
            worst = _worst(counted, self.choices, whole, told, self.floors)
        shown = [(c.key, rate_of(rates[c.key])) for c in counted if not c.carriage and c.cost]
        return needed_level(_of_offer(offer), shown, self.floors, worst)


def judged_of(*, version: OfferVersion, lines: Sequence[OfferLine], by: User, day: dt.date) -> Judged:
    """Return a version as an agreement looks at it.

    A cost written below the catalogue's, a rate of the conditions below the firm's, a currency worth more than its list
    says: the agreement looks at the firm's figure. Every line counts, an option too, and so does the worst choice.
    """
    policy = policy_on(by=by, day=day)
    priced = [x for x in lines if x.kind != "section"]
    counted = [replace(c, cost=_cost(x)) for x, c in zip(priced, counted_lines(version, lines), strict=True)]
    choices = {x.key: (x.role, x.variant_of) for x in priced}
    return Judged(counted, _conditions(version, policy), floors_of(policy), choices)


def judge(*, version: OfferVersion, lines: Sequence[OfferLine], by: User, day: dt.date) -> Asked:
    """Return whose agreement a version needs and why."""
    return judged_of(version=version, lines=lines, by=by, day=day).asked()


def _worst(
    counted: Sequence[CountedLine], choices: dict[str, tuple[str, str]], whole: PricedOffer, conditions: Conditions, floors: Floors
) -> Decimal | None:  # fmt: skip
    falls = {p.line.key: p.waterfall for p in whole.lines}
    told = [
        Choice(k, role, base, falls[k].pocket, falls[k].pocket_margin.amount or Decimal(0))
        for k, (role, base) in choices.items()
    ]
    found = []
    for floor in (floors.offer_free, floors.offer_manager):
        taken = set(worst_choice(told, floor))
        replaced = {base for k, (role, base) in choices.items() if k in taken and role == "variant"}
        chosen = [
            replace(c, counted=c.key not in replaced if choices[c.key][0] == "included" else c.key in taken) for c in counted
        ]  # fmt: skip
        found.append(_of_offer(price_offer(chosen, conditions)))
    return min((f for f in found if f is not None), default=None)


def _cost(line: OfferLine) -> Decimal | None:
    if line.cost is None or line.catalogue_cost is None:
        return line.cost
    return max(line.cost, line.catalogue_cost)


def _conditions(version: OfferVersion, policy: OfferPolicy) -> Conditions:
    told = conditions_of(version)
    listed = version.price_list
    return replace(
        told,
        rate=min(told.rate, listed.rate) if listed and listed.currency == version.currency else told.rate,
        money_percent=max(told.money_percent, policy.money_percent),
        warranty_percent=max(told.warranty_percent, policy.warranty_percent),
        commission_percent=max(told.commission_percent, policy.commission_percent),
    )


def _of_offer(offer: PricedOffer) -> Decimal | None:
    """Return an offer's pocket margin on price in percent; None when nothing is left of the price."""
    return offer.waterfall.pocket_margin.on_price if offer.waterfall.pocket > 0 else None


def rate_of(fall: Waterfall) -> Decimal:
    """Return a line's pocket margin on price in percent; -100 when nothing is left: sold at a loss, it is below every floor."""
    percent = fall.pocket_margin.on_price if fall.pocket > 0 else None
    return NOTHING_LEFT if percent is None else percent
