"""Questions of discovery guides."""

import datetime as dt
from typing import Any
from uuid import UUID

from arpent.configurator.public import WATER, Kind, convert, is_head, read_unit, show_unit
from arpent.history.public import operation
from arpent.kernel.errors import DomainError, NotFound, ValidationErrors
from arpent.kernel.merging import Seen, merge_record
from arpent.people.public import User, require_permission

from ..models import Family, GuideQuestion
from ..models.guide import COMPARISONS, QUESTION_KINDS
from ..permissions import CataloguePermission
from ..queries.guides import list_demands
from .families import get_row


def save_question(
    *,
    by: User,
    at: dt.datetime,
    family_id: UUID,
    values: dict[str, Any],
    question_id: UUID | None = None,
    seen: Seen = None,
) -> GuideQuestion:
    """Create or change a question. One with a characteristic takes its kind and values; its unit must be compatible.

    Raise Conflict when a value was changed concurrently (see ``seen``).
    """
    require_permission(by, CataloguePermission.CHANGE_CATALOGUE)
    if question_id and seen is not None:
        with operation(by=by, at=at, kind="catalogue.question", label=str(values.get("text", ""))):
            values = merge_record(get_row(GuideQuestion, question_id, by), values, seen)
            return save_question(by=by, at=at, family_id=family_id, values=values, question_id=question_id)
    clean = {
        k: str(values.get(k) or "").strip()
        for k in ("text", "kind", "unit", "why", "motive", "follow_up", "code", "comparison")
    }
    refusals: dict[str, DomainError] = {}
    if not clean["text"]:
        refusals["text"] = DomainError("catalogue.question_needed")
    kind, unit = clean["kind"] or "text", clean["unit"]
    listed = [str(v).strip() for v in values.get("values", []) if str(v).strip()]
    if clean["code"]:
        demand = next((d for d in list_demands(family_id=family_id, by=by) if d[0] == clean["code"]), None)
        if demand is None:
            refusals["code"] = DomainError("catalogue.no_such_demand", name=clean["code"])
        else:
            kind = demand[2]
            unit = (unit or demand[3]) if kind == Kind.NUMBER else ""
            listed = [] if kind == Kind.NUMBER else list(demand[4])
            try:
                if kind == Kind.NUMBER:
                    convert(1.0, unit, demand[3], WATER if is_head(demand[3], demand[0], demand[1]) else None)
            except DomainError as refusal:
                refusals["unit"] = refusal
    elif unit:
        try:
            read_unit(unit)
        except DomainError as refusal:
            refusals["unit"] = refusal
    if kind not in dict(QUESTION_KINDS) or (clean["comparison"] or "=") not in dict(COMPARISONS):
        refusals["kind"] = DomainError("catalogue.no_such_demand", name=kind)
    if clean["motive"] not in ("", *GuideQuestion.Motive.values):
        refusals["motive"] = DomainError("catalogue.no_such_demand", name=clean["motive"])
    if refusals:
        raise ValidationErrors(refusals)
    with operation(by=by, at=at, kind="catalogue.question", label=clean["text"]):
        family = get_row(Family, family_id, by)
        question = get_row(GuideQuestion, question_id, by) if question_id else GuideQuestion(family=family)
        if question.family_id != family.pk:
            raise NotFound("catalogue")
        question.text, question.kind, question.unit, question.values = (
            clean["text"][:200],
            kind,
            show_unit(unit),
            listed,
        )
        question.why, question.motive, question.follow_up = (
            clean["why"][:200],
            clean["motive"],
            clean["follow_up"][:200],
        )
        question.code, question.comparison = clean["code"], (clean["comparison"] or "=") if kind == Kind.NUMBER else "="
        question.position = int(values.get("position") or 0)
        question.save()
    return question
