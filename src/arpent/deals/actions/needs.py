"""Need sheets: fill, change, have confirmed by the customer, remove."""

import datetime as dt
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate

from arpent.catalogue.public import get_family, list_questions, read_answer
from arpent.kernel.ids import new_id
from arpent.kernel.refusals import NotFound, Refused, RefusedValues
from arpent.people.public import Act, User, check_may, operation

from ..models import NeedAnswer, NeedSheet
from .deals import MOST, get_deal

FIELDS = ("quantity", "budget", "deadline_on", "constraints", "criteria", "supplier", "supplier_weakness")


def get_need(*, need_id: UUID, by: User, lock: bool = False) -> NeedSheet:
    """Return a need sheet of a deal the person sees. Raise NotFound else."""
    rows = NeedSheet.objects.visible_to(by)
    rows = rows.select_for_update(of=("self",)) if lock else rows
    found: NeedSheet | None = rows.select_related("deal", "family").filter(pk=need_id).first()
    if found is None:
        raise NotFound("need")
    return found


def save_need(
    *, by: User, at: dt.datetime, deal_id: UUID, family_id: UUID, values: dict[str, Any], answers: dict[UUID, tuple[str, bool]],
    need_id: UUID | None = None, born_as: UUID | None = None,
) -> NeedSheet:  # fmt: skip
    """Create or change a need sheet. ``answers``: (text, whether it is required) by question; an empty text is no answer.
    ``born_as``: a new one's id.

    A change takes the customer's confirmation away: it was given to something else.
    """
    check_may(by, Act.CHANGE_DEALS)
    if get_family(family_id=family_id, by=by) is None:
        raise NotFound("family")
    clean = {k: v.strip() if isinstance(v, str) else v for k, v in values.items() if k in FIELDS}
    refusals: dict[str, Refused] = {}
    if clean.get("budget") is not None and not 0 <= Decimal(clean["budget"]) <= MOST:
        refusals["budget"] = Refused("deals.wrong_amount")
    if not 1 <= int(clean.get("quantity") or 1) <= 100_000:
        refusals["quantity"] = Refused("deals.wrong_quantity")
    clean["quantity"] = int(clean.get("quantity") or 1)
    kept: dict[UUID, tuple[str, bool]] = {}
    for question in list_questions(family_id=family_id, by=by):
        text, must = answers.get(question.pk, ("", True))
        try:
            value = read_answer(question, text)
        except Refused as refusal:
            refusals[f"q_{question.pk}"] = refusal
        else:
            if value:
                kept[question.pk] = (value, must)
    if refusals:
        raise RefusedValues(refusals)
    with operation(by=by, at=at, kind="deals.need") as op:
        deal = get_deal(deal_id=deal_id, by=by, lock=True)
        op.label = deal.title
        op.save(update_fields=["label"])
        sheet = (
            get_need(need_id=need_id, by=by, lock=True)
            if need_id
            else NeedSheet(id=born_as or new_id(), deal=deal, family_id=family_id, created_at=at)
        )
        if sheet.deal_id != deal.pk or sheet.family_id != family_id:
            raise NotFound("need")
        for name, value in clean.items():
            setattr(sheet, name, value)
        sheet.confirmed_on, sheet.confirmed_by = None, ""
        sheet.edition += 1
        sheet.save()
        held = {a.question_id: a for a in NeedAnswer.objects.visible_to(by).filter(sheet=sheet)}
        for pk, (value, must) in kept.items():
            answer = held.pop(pk, None) or NeedAnswer(sheet=sheet, question_id=pk)
            answer.value, answer.must = value, must
            answer.save()
        for gone in held.values():
            gone.delete()
    return sheet


def confirm_need(*, by: User, at: dt.datetime, need_id: UUID, name: str) -> NeedSheet:
    """Note that the customer agrees with the reformulation: who, and today."""
    check_may(by, Act.CHANGE_DEALS)
    name = name.strip()[:120]
    get_need(need_id=need_id, by=by)
    if not name:
        raise Refused("deals.confirmer_needed")
    with operation(by=by, at=at, kind="deals.need_confirmed", label=name):
        sheet = get_need(need_id=need_id, by=by, lock=True)
        sheet.confirmed_on, sheet.confirmed_by = localdate(at), name
        sheet.save(update_fields=["confirmed_on", "confirmed_by"])
    return sheet


def remove_need(*, by: User, at: dt.datetime, need_id: UUID) -> UUID:
    """Remove a need sheet; the undo brings it back. Returns the deal's id."""
    check_may(by, Act.CHANGE_DEALS)
    with operation(by=by, at=at, kind="deals.need_removed") as op:
        sheet = get_need(need_id=need_id, by=by, lock=True)
        op.label, deal_id = sheet.deal.title, sheet.deal_id
        op.save(update_fields=["label"])
        sheet.delete()
    return deal_id  # type: ignore[no-any-return]
