"""Saves the firm's pricing policies, dated, and its promotions."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate

from arpent.catalogue.public import get_family
from arpent.database.lengths import checked_text
from arpent.history.public import operation
from arpent.kernel.errors import NotFound, ValidationErrors
from arpent.kernel.merging import Seen, merge_record
from arpent.people.public import User, require_permission

from ...models import OfferPolicy, Promotion
from ...permissions import OfferPermission
from ..queries.policies import policy_on
from ..rules.policies import DEFAULT_POLICY, policy_refusals, promotion_refusals


def save_policy(
    *, by: User, at: dt.datetime, starts_on: dt.date, values: Mapping[str, Any], seen: Seen = None
) -> OfferPolicy:
    """Save the policy valid from a day on; earlier policies still apply to earlier days.

    ``values``: fields of ``DEFAULT_POLICY`` (percentages 0-100, days); a missing one takes its default. Raise Conflict
    when a value was changed concurrently (see ``seen``), ValidationErrors with one refusal per invalid field.
    """
    require_permission(by, OfferPermission.SET_OFFER_RULES)
    if seen is not None:
        with operation(by=by, at=at, kind="offers.policy", label=f"{starts_on:%d/%m/%Y}"):
            values = merge_record(policy_on(by=by, day=starts_on), dict(values), seen)
            return save_policy(by=by, at=at, starts_on=starts_on, values=values)
    clean = {**DEFAULT_POLICY, **{k: values[k] for k in DEFAULT_POLICY if k in values}}
    if refusals := policy_refusals(clean, starts_on=starts_on, today=localdate(at)):
        raise ValidationErrors(refusals)
    with operation(by=by, at=at, kind="offers.policy", label=f"{starts_on:%d/%m/%Y}"):
        policy, _new = OfferPolicy.objects.visible_to(by).update_or_create(starts_on=starts_on, defaults=clean)
    return policy


def save_promotion(
    *, by: User, at: dt.datetime, values: Mapping[str, Any], promotion_id: UUID | None = None, seen: Seen = None
) -> Promotion:
    """Create or change a promotion.

    ``values``: name, percent (0-100), starts_on and ends_on (both included), family_id (None: all families). Raise
    Conflict when a value was changed concurrently (see ``seen``), ValidationErrors with one refusal per invalid field,
    NotFound for an unknown family or promotion.
    """
    require_permission(by, OfferPermission.SET_OFFER_RULES)
    if promotion_id and seen is not None:
        with operation(by=by, at=at, kind="offers.promotion", label=str(values.get("name", ""))):
            values = merge_record(_promotion(promotion_id, by), dict(values), seen)
            return save_promotion(by=by, at=at, values=values, promotion_id=promotion_id)
    name = checked_text(Promotion, "name", str(values.get("name", "")))
    days = {n: values[n] for n in ("starts_on", "ends_on")}
    if refusals := promotion_refusals(name=name, percent=values["percent"], **days):
        raise ValidationErrors(refusals)
    family_id = values.get("family_id")
    if family_id and get_family(family_id=family_id, by=by) is None:
        raise NotFound("family")
    with operation(by=by, at=at, kind="offers.promotion", label=name):
        promotion = _promotion(promotion_id, by) if promotion_id else Promotion()
        promotion.name, promotion.percent, promotion.family_id = name, values["percent"], family_id
        promotion.starts_on, promotion.ends_on = values["starts_on"], values["ends_on"]
        promotion.save()
    return promotion


def remove_promotion(*, by: User, at: dt.datetime, promotion_id: UUID) -> None:
    """Delete a promotion; undoable. Raise NotFound when it does not exist."""
    require_permission(by, OfferPermission.SET_OFFER_RULES)
    with operation(by=by, at=at, kind="offers.promotion_removed") as op:
        promotion = _promotion(promotion_id, by)
        op.describe(promotion.name)
        promotion.delete()


def _promotion(promotion_id: UUID, by: User) -> Promotion:
    promotion: Promotion | None = (
        Promotion.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=promotion_id).first()
    )
    if promotion is None:
        raise NotFound("promotion")
    return promotion
