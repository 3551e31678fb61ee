"""Pricing policies and promotions by day."""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from uuid import UUID

from django.db.models import Q

from arpent.kernel.money import ZERO
from arpent.people.public import User

from ...models import OfferLine, OfferPolicy, Promotion
from ...rules.lifecycle import Floors
from ..rules.policies import DEFAULT_POLICY, best_promotion


def policy_on(*, by: User, day: dt.date) -> OfferPolicy:
    """Return the policy of a day; the default policy when the firm has none."""
    policy = OfferPolicy.objects.visible_to(by).filter(starts_on__lte=day).order_by("-starts_on").first()
    return policy or OfferPolicy(starts_on=dt.date(2000, 1, 1), **DEFAULT_POLICY)


def floors_of(policy: OfferPolicy) -> Floors:
    """Return the margin floors of a policy, in percent."""
    return Floors(policy.offer_free, policy.offer_manager, policy.line_free, policy.line_manager)


def list_policies(*, by: User) -> list[OfferPolicy]:
    """Return the policies, latest first."""
    return list(OfferPolicy.objects.visible_to(by).order_by("-starts_on"))


def list_promotions(*, by: User) -> list[Promotion]:
    """Return the promotions, latest first."""
    return list(Promotion.objects.visible_to(by).select_related("family"))


def promotion_percents(*, by: User, day: dt.date) -> Mapping[UUID | None, Decimal]:
    """Return the highest promotion discount of a day (percent 0-100) by family id; None as the key: for all
    families.
    """
    rows = Promotion.objects.visible_to(by).filter(Q(starts_on__lte=day) & Q(ends_on__gte=day))
    percents: dict[UUID | None, Decimal] = {}
    for family_id, percent in rows.values_list("family_id", "percent"):
        percents[family_id] = max(percents.get(family_id, ZERO), percent)
    return percents


def ended_promotions(*, lines: Iterable[OfferLine], by: User, day: dt.date) -> set[str]:
    """Return the keys of lines with a promotion discount that no promotion of the day gives any more."""
    discounted = [x for x in lines if x.promotion_percent and x.manual_price is None]
    if not discounted:
        return set()
    current = promotion_percents(by=by, day=day)
    return {
        x.key
        for x in discounted
        if x.promotion_percent > best_promotion(current, x.product.family_id if x.product else None)
    }
