"""A version as an agreement looks at it: the catalogue's costs and the firm's own rates, whatever is written by
hand.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from arpent.catalogue.public import list_price_lists
from arpent.people.public import User
from arpent.pricing.public import Conditions

from ...models import OfferLine, OfferPolicy, OfferVersion
from ...queries.pricing import pricing_conditions, pricing_lines
from ..rules.assessment import MarginAssessment
from .policies import floors_of, policy_on


def assess_version(*, version: OfferVersion, lines: Sequence[OfferLine], by: User, day: dt.date) -> MarginAssessment:
    """Return a version as an agreement looks at it.

    A cost written below the catalogue's, a rate of the conditions below the firm's, a currency worth more than the
    firm's lists say: the agreement looks at the firm's figure. Carriage that is charged earns nothing beyond what ours
    costs.
    """
    policy = policy_on(by=by, day=day)
    conditions, unknown = _conditions(version, policy, by)
    priced = [x for x in lines if x.kind != "section"]
    own = frozenset(x.key for x in priced if x.kind == "carriage" and x.catalogue_cost is None)
    unconfirmed = frozenset(x.key for x in priced if not _confirmed(x)) - own
    choices = {x.key: (x.role, x.variant_of) for x in priced}
    return MarginAssessment(
        pricing_lines(version, lines), conditions, floors_of(policy), choices, unconfirmed, own, unknown
    )


def _confirmed(line: OfferLine) -> bool:
    """Return whether the catalogue vouches for a line's cost: another name than its product's is another thing sold."""
    if line.catalogue_cost is None:
        return False
    renamed = line.product is not None and line.reference.casefold() != line.product.reference.casefold()
    return line.kind == "product" or not renamed


def _conditions(version: OfferVersion, policy: OfferPolicy, by: User) -> tuple[Conditions, bool]:
    """Return the conditions with the firm's figures, and whether the firm has no rate for the currency."""
    said = pricing_conditions(version)
    rates = _rates(version, by)
    told = replace(
        said,
        rate=min([said.rate, *rates]),
        financing_rate_percent=max(said.financing_rate_percent, policy.financing_rate_percent),
        warranty_percent=max(said.warranty_percent, policy.warranty_percent),
        commission_percent=max(said.commission_percent, policy.commission_percent),
    )
    return told, version.currency != "EUR" and not rates


def _rates(version: OfferVersion, by: User) -> list[Decimal]:
    """Return the firm's rates of a version's currency: its own list's, else those of every list that has the
    currency.
    """
    if version.currency == "EUR":
        return [Decimal(1)]
    if version.price_list and version.price_list.currency == version.currency:
        return [version.price_list.rate]
    return [x.rate for x in list_price_lists(by=by) if x.currency == version.currency]
