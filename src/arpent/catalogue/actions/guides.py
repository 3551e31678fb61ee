"""Questions of discovery guides. A text longer than its column raises ValidationErrors "database.text_too_long"."""

import datetime as dt
from typing import Any
from uuid import UUID

from arpent.configurator.public import show_unit
from arpent.database.lengths import length_refusals
from arpent.history.public import operation
from arpent.kernel.errors import NotFound, ValidationErrors
from arpent.kernel.merging import Seen, merge_record
from arpent.people.public import User, require_permission

from ..models import Family, GuideQuestion
from ..models.guide import COMPARISONS, QUESTION_KINDS
from ..permissions import CataloguePermission
from ..queries.guides import list_demands
from ..rules.questions import Demand, read_question
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

    Raise DomainError "people.not_allowed", ValidationErrors with the errors of `read_question`, NotFound for a row that
    is not visible (Family.DoesNotExist for the family of a characteristic), Conflict when a value was changed
    concurrently (see ``seen``).
    """
    require_permission(by, CataloguePermission.CHANGE_CATALOGUE)
    if question_id and seen is not None:
        with operation(by=by, at=at, kind="catalogue.question", label=str(values.get("text", ""))):
            values = merge_record(get_row(GuideQuestion, question_id, by), values, seen)
            return save_question(by=by, at=at, family_id=family_id, values=values, question_id=question_id)
    demands = [Demand(*d) for d in list_demands(family_id=family_id, by=by)] if values.get("code") else []
    draft = read_question(
        values,
        demands,
        kinds=dict(QUESTION_KINDS),
        comparisons=dict(COMPARISONS),
        motives=GuideQuestion.Motive.values,
    )
    clean = draft.texts
    if refusals := length_refusals(GuideQuestion, clean) | dict(draft.refusals):
        raise ValidationErrors(refusals)
    with operation(by=by, at=at, kind="catalogue.question", label=clean["text"]):
        family = get_row(Family, family_id, by)
        question = get_row(GuideQuestion, question_id, by) if question_id else GuideQuestion(family=family)
        if question.family_id != family.pk:
            raise NotFound("catalogue")
        question.text, question.kind, question.unit, question.values = (
            clean["text"],
            draft.kind,
            show_unit(draft.unit),
            list(draft.values),
        )
        question.why, question.motive, question.follow_up = (
            clean["why"],
            clean["motive"],
            clean["follow_up"],
        )
        question.code, question.comparison = clean["code"], draft.comparison
        question.position = int(values.get("position") or 0)
        question.save()
    return question
