"""Discovery guides and the characteristics their questions may bear on."""

from uuid import UUID

from arpent.kernel.refusals import Refused
from arpent.people.public import User

from ..models.guide import COMPARISONS, QUESTION_KINDS, TEXT, GuideQuestion
from ..rules.building import build
from ..rules.family import Kind
from ..rules.numbers import read_number
from .families import family_model

MOTIVES = list(GuideQuestion.Motive.choices)


def list_questions(*, family_id: UUID, by: User) -> list[GuideQuestion]:
    """Return a family's guide, in order."""
    return list(GuideQuestion.objects.visible_to(by).filter(family=family_id))


def list_demands(*, family_id: UUID, by: User) -> list[tuple[str, str, str, str, tuple[str, ...]]]:
    """Return (code, name, kind, unit, values) of what a need may bear on; nothing when the family cannot be built."""
    try:
        built = build(family_model(family_id=family_id, by=by))
    except Refused:
        return []
    return [
        (v.code, v.name, v.kind, v.unit, built.space.values[i])
        for i, v in enumerate(built.variables)
        if v.kind != "part"
    ]


def read_answer(question: GuideQuestion, text: str) -> str:
    """Return an answer as it is kept. Raise Refused when it is none the question takes."""
    text = text.strip()
    if not text or question.kind == TEXT:
        return text[:400]
    if question.kind == Kind.NUMBER:
        if read_number(text, question.unit) is None:
            raise Refused("catalogue.no_number", text=text)
        return text
    listed = ["oui", "non"] if question.kind == Kind.YES_NO else [str(v) for v in question.values]
    for one in listed:
        if one.lower() == text.lower():
            return one
    if listed:
        raise Refused("catalogue.not_in_list", text=text, values=", ".join(listed[:12]))
    return text


__all__ = ["COMPARISONS", "MOTIVES", "QUESTION_KINDS", "list_demands", "list_questions", "read_answer"]
