"""Loads the input of the margin assessment: lines, conditions, the firm's costs and rates of a day."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from arpent.catalogue.public import list_price_lists
from arpent.people.public import User

from ...models import OfferLine, OfferVersion
from ...queries.pricing import pricing_conditions, pricing_lines
from ..rules.assessment import FirmRates, MarginAssessment, firm_conditions, is_cost_confirmed
from .policies import floors_of, policy_on


def assess_version(*, version: OfferVersion, lines: Sequence[OfferLine], by: User, day: dt.date) -> MarginAssessment:
    """Return the margin assessment of a version with the policy, costs and rates of a day (docs/adr/0028)."""
    policy, currency_rates = policy_on(by=by, day=day), _currency_rates(version, by)
    firm = FirmRates(policy.financing_rate_percent, policy.warranty_percent, policy.commission_percent, currency_rates)
    priced = [x for x in lines if x.kind != "section"]
    own_carriage = frozenset(x.key for x in priced if x.kind == "carriage" and x.catalogue_cost is None)
    return MarginAssessment(
        pricing_lines(version, lines),
        firm_conditions(pricing_conditions(version), firm),
        floors_of(policy),
        {x.key: (x.role, x.alternative_to) for x in priced},
        frozenset(x.key for x in priced if not _is_confirmed(x)) - own_carriage,
        own_carriage,
        unknown_rate=not currency_rates,
    )


def _is_confirmed(line: OfferLine) -> bool:
    product_reference = line.product.reference if line.product else None
    return is_cost_confirmed(line.kind, line.catalogue_cost, line.reference, product_reference)


def _currency_rates(version: OfferVersion, by: User) -> list[Decimal]:
    """Return the firm's rates for a version's currency: of its own price list, else of all lists in that currency."""
    if version.currency == "EUR":
        return [Decimal(1)]
    if version.price_list and version.price_list.currency == version.currency:
        return [version.price_list.rate]
    return [x.rate for x in list_price_lists(by=by) if x.currency == version.currency]
