"""Discovery guides and the characteristics of their questions."""

from collections.abc import Iterable
from uuid import UUID

from arpent.configurator.public import (
    DENSITY,
    WATER,
    Kind,
    encode_family,
    is_head,
    read_number,
    read_unit,
    show_number,
    trailing_unit,
    with_unit,
)
from arpent.kernel.errors import DomainError
from arpent.people.public import User

from ..models import GuideQuestion
from ..models.guide import COMPARISONS, QUESTION_KINDS, TEXT
from .families import family_model

MOTIVES = list(GuideQuestion.Motive.choices)


def list_questions(*, family_id: UUID, by: User) -> list[GuideQuestion]:
    """Return the questions of a family's guide, in order."""
    return list(GuideQuestion.objects.visible_to(by).filter(family=family_id))


def list_demands(*, family_id: UUID, by: User) -> list[tuple[str, str, str, str, tuple[str, ...]]]:
    """Return (code, name, kind, unit, values) of the characteristics that a need may concern.

    Empty when the family cannot be encoded. Raise Family.DoesNotExist when it is not visible.
    """
    try:
        encoded = encode_family(family_model(family_id=family_id, by=by))
    except DomainError:
        return []
    return [
        (v.code, v.name, v.kind, v.unit, encoded.space.values[i])
        for i, v in enumerate(encoded.variables)
        if v.kind != "part"
    ]


def read_answer(question: GuideQuestion, text: str) -> str:
    """Return an answer as stored.

    Raise DomainError "catalogue.no_number" or "catalogue.not_in_list", or as `read_number` does.
    """
    text = text.strip()
    if not text or question.kind == TEXT:
        return text
    if question.kind == Kind.NUMBER:
        if read_number(text, question.unit, WATER if _asks_head(question) else None) is None:
            raise DomainError("catalogue.no_number", text=text)
        return text
    listed = ["oui", "non"] if question.kind == Kind.YES_NO else [str(v) for v in question.values]
    for value in listed:
        if value.lower() == text.lower():
            return value
    if listed:
        raise DomainError("catalogue.not_in_list", text=text, values=", ".join(listed[:12]))
    return text


def _asks_head(question: GuideQuestion) -> bool:
    return is_head(question.unit, question.code, question.text)


def read_density(answers: Iterable[tuple[GuideQuestion, str]]) -> float:
    """Return the first fluid density answered in a guide, in kg/m³, or that of water.

    Raise DomainError as `read_number` does.
    """
    for question, text in answers:
        if text and question.kind == Kind.NUMBER and read_unit(question.unit).dimension == DENSITY:
            density = read_number(with_unit(text, question.unit), "kg/m³")
            if density:
                return density
    return WATER


def demand_value(question: GuideQuestion, text: str, density: float = WATER) -> str:
    """Return an answer as the value of a need with its unit; a head in bar of another fluid is converted to metres.

    ``density``: of the fluid, in kg/m³. Raise DomainError as `read_number` does.
    """
    if question.kind != Kind.NUMBER:
        return text
    unit_written = trailing_unit(text)
    is_other_fluid = density != WATER and _asks_head(question) and bool(unit_written)
    if is_other_fluid and read_unit(unit_written or "").dimension != read_unit(question.unit).dimension:
        number = read_number(text, question.unit, density)
        return with_unit(show_number(round(number, 2)), question.unit) if number is not None else text
    return with_unit(text, question.unit)


__all__ = [
    "COMPARISONS",
    "MOTIVES",
    "QUESTION_KINDS",
    "demand_value",
    "list_demands",
    "list_questions",
    "read_answer",
    "read_density",
]
