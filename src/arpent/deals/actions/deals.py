"""Deals: open, change, set the next step, delete; each in one undoable operation."""

import datetime as dt
from decimal import Decimal
from typing import Any
from uuid import UUID

from arpent.clients.public import get_company_name, record_on_timeline
from arpent.database.lengths import length_refusals
from arpent.history.public import operation
from arpent.kernel.errors import DomainError, NotFound, ValidationErrors
from arpent.kernel.events import publish
from arpent.kernel.ids import new_id
from arpent.kernel.merging import Seen, check_unchanged, merge_or_raise
from arpent.kernel.money import MAX_AMOUNT
from arpent.notifications.public import notify
from arpent.people.public import User, get_person, require_permission

from ..events import DealDeleting, DealReassigned
from ..models import Deal, StageMove
from ..permissions import DealPermission
from ..queries.stages import first_stage
from ..rules.lifecycle import StepKind, check_next_step

# Fields set by forms; the stage is changed by ``move_deal``.
FIELDS = (
    "title",
    "amount",
    "probability",
    "expected_on",
    "need",
    "competitor",
    "competitive_pressure",
    "step_kind",
    "next_step",
    "next_step_on",
)


def get_deal(*, deal_id: UUID, by: User, lock: bool = False) -> Deal:
    """Return a deal with its stage. Raise NotFound when it is not visible."""
    rows = Deal.objects.visible_to(by)
    rows = rows.select_for_update(of=("self",)) if lock else rows
    deal = rows.select_related("stage", "owner").filter(pk=deal_id).first()
    if deal is None:
        raise NotFound("deal")
    return deal


def open_deal(
    *,
    by: User,
    at: dt.datetime,
    company_id: UUID,
    values: dict[str, Any],
    owner_id: UUID | None = None,
    deal_id: UUID | None = None,
) -> Deal:
    """Open a deal of a company in the first stage, with a title and a dated next step.
    ``values``: of ``FIELDS``; ``deal_id``: given by a device. Raise NotFound for a company or owner out of reach,
    ValidationErrors with the message of each field, DomainError people.not_allowed.
    """
    require_permission(by, DealPermission.CHANGE_DEALS)
    company = get_company_name(company_id=company_id, by=by)
    if company is None:
        raise NotFound("company")
    owner = get_person(person_id=owner_id or by.pk, by=by, permission=DealPermission.CHANGE_DEALS)
    if owner is None:
        raise NotFound("person")
    clean = _clean(values)
    if not clean.get("title"):
        raise ValidationErrors({"title": DomainError("deals.title_needed")})
    check_next_step(clean.get("next_step", ""), clean.get("next_step_on"))
    stage = first_stage()
    with operation(by=by, at=at, kind="deals.open", label=clean["title"]):
        clean.setdefault("probability", stage.probability)
        deal = Deal(
            id=deal_id or new_id(),
            company_id=company_id,
            owner=owner,
            stage=stage,
            stage_since=at,
            created_at=at,
            **clean,
        )
        deal.save(force_insert=True)
        StageMove.objects.create(deal=deal, stage=stage, at=at, person=by)
        record_on_timeline(company_id=company_id, by=by, at=at, kind="deal", title=deal.title, amount=deal.amount)
    return deal


def change_deal(*, deal_id: UUID, by: User, at: dt.datetime, values: dict[str, Any], seen: Seen = None) -> Deal:
    """Change values of a deal; an open deal always has a dated next step.
    Raise NotFound for a deal or owner out of reach, ValidationErrors with the message of each field, Conflict when a
    value was changed concurrently (see ``seen``), DomainError people.not_allowed.
    """
    require_permission(by, DealPermission.CHANGE_DEALS)
    clean = _clean(values)
    if "title" in clean and not clean["title"]:
        raise ValidationErrors({"title": DomainError("deals.title_needed")})
    if values.get("owner_id"):
        clean["owner_id"] = values["owner_id"]
    with operation(by=by, at=at, kind="deals.change") as op:
        deal = get_deal(deal_id=deal_id, by=by, lock=True)
        clean = merge_or_raise(seen=seen, stored={n: getattr(deal, n) for n in clean}, written=clean)
        owner_id: Any = clean.pop("owner_id", None)
        is_reassigned = bool(owner_id and owner_id != deal.owner_id)
        if is_reassigned:
            if get_person(person_id=owner_id, by=by, permission=DealPermission.CHANGE_DEALS) is None:
                raise NotFound("person")
            deal.owner_id = owner_id
        for name, value in clean.items():
            setattr(deal, name, value)
        if deal.stage.is_open:
            check_next_step(deal.next_step, deal.next_step_on)
        deal.save()
        op.describe(deal.title)
        if is_reassigned:
            publish(DealReassigned(deal.pk, owner_id))
            notify(type_code="deals.given", recipients=[deal.owner_id], record_id=deal.pk, at=at, by=by)
    return deal


def delete_deal(*, deal_id: UUID, by: User, at: dt.datetime, seen: Seen = None) -> None:
    """Delete a deal with its requests and stage moves (undoable).
    Raise NotFound, DomainError changed_since when it was changed concurrently (see ``seen``) or people.not_allowed, and
    what a subscriber of ``DealDeleting`` raises.
    """
    require_permission(by, DealPermission.CHANGE_DEALS)
    with operation(by=by, at=at, kind="deals.delete") as op:
        deal = get_deal(deal_id=deal_id, by=by, lock=True)
        check_unchanged(seen=seen, stored=vars(deal))
        op.describe(deal.title)
        publish(DealDeleting(deal_id=deal.pk))
        deal.delete()


def _clean(values: dict[str, Any]) -> dict[str, Any]:
    clean = {k: v.strip() if isinstance(v, str) else v for k, v in values.items() if k in FIELDS}
    refusals = length_refusals(Deal, clean)
    amount = clean.get("amount")
    if amount is not None and not 0 <= Decimal(amount) <= MAX_AMOUNT:
        refusals["amount"] = DomainError("deals.wrong_amount", limit=int(MAX_AMOUNT))
    if clean.get("probability") is None:
        clean.pop("probability", None)
    elif not 0 <= int(clean["probability"]) <= 100:
        refusals["probability"] = DomainError("deals.wrong_probability")
    if clean.get("competitive_pressure") is not None and clean["competitive_pressure"] not in range(5):
        refusals["competitive_pressure"] = DomainError("deals.wrong_competitive_pressure")
    if "step_kind" in clean and clean["step_kind"] not in StepKind:
        refusals["step_kind"] = DomainError("deals.wrong_step")
    if refusals:
        raise ValidationErrors(refusals)
    return clean
