"""The firm's rules that hold on a day, and its promotions."""

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
    """Return the rules of a day; the usual ones while the firm has not said its own."""
    policy = OfferPolicy.objects.visible_to(by).filter(starts_on__lte=day).order_by("-starts_on").first()
    return policy or OfferPolicy(starts_on=dt.date(2000, 1, 1), **DEFAULT_POLICY)


def floors_of(policy: OfferPolicy) -> Floors:
    return Floors(policy.offer_free, policy.offer_manager, policy.line_free, policy.line_manager)


def list_policies(*, by: User) -> list[OfferPolicy]:
    return list(OfferPolicy.objects.visible_to(by).order_by("-starts_on"))


def list_promotions(*, by: User) -> list[Promotion]:
    return list(Promotion.objects.visible_to(by).select_related("family"))


def promotion_percents(*, by: User, day: dt.date) -> Mapping[UUID | None, Decimal]:
    """Return the best discount of the promotions of a day by family; None: on all."""
    rows = Promotion.objects.visible_to(by).filter(Q(starts_on__lte=day) & Q(ends_on__gte=day))
    percents: dict[UUID | None, Decimal] = {}
    for family_id, percent in rows.values_list("family_id", "percent"):
        percents[family_id] = max(percents.get(family_id, ZERO), percent)
    return percents


def promotions_over(*, lines: Iterable[OfferLine], by: User, day: dt.date) -> set[str]:
    """Return the keys of the lines whose promotion's discount no promotion of a day gives any more."""
    discounted = [x for x in lines if x.promotion_percent and x.manual_price is None]
    if not discounted:
        return set()
    current = promotion_percents(by=by, day=day)
    return {
        x.key
        for x in discounted
        if x.promotion_percent > best_promotion(current, x.product.family_id if x.product else None)
    }
