"""Need sheets: create, change, confirm, delete."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate

from arpent.catalogue.public import get_family, list_questions, read_answer
from arpent.database.lengths import checked_text, length_refusals
from arpent.history.public import operation
from arpent.kernel.errors import DomainError, NotFound, ValidationErrors
from arpent.kernel.ids import new_id
from arpent.kernel.merging import Seen
from arpent.people.public import User, require_permission

from ..models import NeedAnswer, NeedSheet
from ..permissions import DealPermission
from ..rules.needs import Answers, merge_need, need_refusals
from .deals import get_deal

FIELDS = ("quantity", "budget", "deadline_on", "constraints", "criteria", "supplier", "supplier_weakness")


def get_need(*, need_id: UUID, by: User, lock: bool = False) -> NeedSheet:
    """Return a need sheet. Raise NotFound when its deal is not visible."""
    rows = NeedSheet.objects.visible_to(by)
    rows = rows.select_for_update(of=("self",)) if lock else rows
    sheet: NeedSheet | None = rows.select_related("deal", "family").filter(pk=need_id).first()
    if sheet is None:
        raise NotFound("need")
    return sheet


def save_need(
    *,
    by: User,
    at: dt.datetime,
    deal_id: UUID,
    family_id: UUID,
    values: dict[str, Any],
    answers: dict[UUID, tuple[str, bool]],
    need_id: UUID | None = None,
    create_with_id: UUID | None = None,
    seen: Seen = None,
) -> NeedSheet:
    """Create or change a need sheet; a change resets the customer's confirmation.
    ``values``: of ``FIELDS``, the budget in EUR excl. VAT; ``answers``: (text, required) by question; "" deletes an
    answer. ``create_with_id``: id of a new sheet. ``seen``: values by name, answers prefixed "q_" and wishes "w_"
    before the question's id.
    Raise NotFound for a deal, family or sheet out of reach, ValidationErrors with the message of each field, Conflict
    when a value was changed concurrently, DomainError people.not_allowed.
    """
    require_permission(by, DealPermission.CHANGE_DEALS)
    if get_family(family_id=family_id, by=by) is None:
        raise NotFound("family")
    clean = {k: v.strip() if isinstance(v, str) else v for k, v in values.items() if k in FIELDS}
    clean["quantity"] = quantity = int(clean.get("quantity") or 1)
    refusals = length_refusals(NeedSheet, clean) | need_refusals(budget=clean.get("budget"), quantity=quantity)
    answers_written, wrong_answers = _read_answers(family_id, answers, by)
    refusals |= wrong_answers
    if refusals:
        raise ValidationErrors(refusals)
    with operation(by=by, at=at, kind="deals.need") as op:
        deal = get_deal(deal_id=deal_id, by=by, lock=True)
        op.describe(deal.title)
        sheet = (
            get_need(need_id=need_id, by=by, lock=True)
            if need_id
            else NeedSheet(id=create_with_id or new_id(), deal=deal, family_id=family_id, created_at=at)
        )
        if sheet.deal_id != deal.pk or sheet.family_id != family_id:
            raise NotFound("need")
        stored_answers = {a.question_id: a for a in NeedAnswer.objects.visible_to(by).filter(sheet=sheet)}
        if need_id:
            merged = merge_need(
                stored={n: getattr(sheet, n) for n in clean},
                stored_answers={k: (a.value, a.must) for k, a in stored_answers.items()},
                values=clean,
                answers=answers_written,
                seen=seen,
            )
            if merged is None:
                return sheet  # the customer's confirmation is preserved
            clean, answers_written = merged
        for name, value in clean.items():
            setattr(sheet, name, value)
        sheet.confirmed_on, sheet.confirmed_by = None, ""
        sheet.revision += 1
        sheet.save()
        for pk, (value, must) in answers_written.items():
            answer = stored_answers.pop(pk, None) or NeedAnswer(sheet=sheet, question_id=pk)
            answer.value, answer.must = value, must
            answer.save()
        for removed in stored_answers.values():
            removed.delete()
    return sheet


def _read_answers(
    family_id: UUID, answers: Mapping[UUID, tuple[str, bool]], by: User
) -> tuple[Answers, dict[str, DomainError]]:
    """Return the written answers that are not empty, with a refusal for each that its question does not accept."""
    written, refusals = {}, {}
    for question in list_questions(family_id=family_id, by=by):
        text, must = answers.get(question.pk, ("", True))
        try:
            if value := checked_text(NeedAnswer, "value", read_answer(question, text)):
                written[question.pk] = (value, must)
        except DomainError as refusal:
            refusals[f"q_{question.pk}"] = refusal
    return written, refusals


def confirm_need(*, by: User, at: dt.datetime, need_id: UUID, name: str, revision: int | None = None) -> NeedSheet:
    """Record that the customer confirmed the reformulation today. ``name``: of the person who confirmed.
    Raise NotFound, ValidationErrors for a name longer than its column, DomainError deals.confirmer_needed,
    deals.need_changed when the sheet is no longer at ``revision``, people.not_allowed.
    """
    require_permission(by, DealPermission.CHANGE_DEALS)
    name = checked_text(NeedSheet, "confirmed_by", name)
    get_need(need_id=need_id, by=by)
    if not name:
        raise DomainError("deals.confirmer_needed")
    with operation(by=by, at=at, kind="deals.need_confirmed", label=name):
        sheet = get_need(need_id=need_id, by=by, lock=True)
        if revision is not None and revision != sheet.revision:
            raise DomainError("deals.need_changed")
        sheet.confirmed_on, sheet.confirmed_by = localdate(at), name
        sheet.save(update_fields=["confirmed_on", "confirmed_by"])
    return sheet


def remove_need(*, by: User, at: dt.datetime, need_id: UUID) -> UUID:
    """Delete a need sheet (undoable); return the deal's id. Raise NotFound, DomainError people.not_allowed."""
    require_permission(by, DealPermission.CHANGE_DEALS)
    with operation(by=by, at=at, kind="deals.need_removed") as op:
        sheet = get_need(need_id=need_id, by=by, lock=True)
        op.describe(sheet.deal.title)
        deal_id = sheet.deal_id
        sheet.delete()
    return deal_id  # type: ignore[no-any-return]
