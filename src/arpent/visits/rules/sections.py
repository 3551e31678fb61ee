"""Sections of report forms, and the parsing of their answers."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from arpent.kernel.datetimes import parse_date, parse_datetime
from arpent.kernel.errors import DomainError
from arpent.kernel.text import excerpt


class SectionKind(StrEnum):
    """Kind of a section: the first are stored in columns or attachments of the report, the last (``QUESTIONS``) in
    answers.
    """

    AIM = "aim"
    MET = "met"
    SAID = "said"
    NEED = "need"
    COMPETITOR = "competitor"
    LEFT = "left"
    PHOTOS = "photos"
    SKETCH = "sketch"
    SOUND = "sound"
    NEXT_STEP = "next_step"
    SATISFACTION = "satisfaction"
    TEXT = "text"
    CHOICE = "choice"
    SEVERAL = "several"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes_no"


# What a question of the firm's own may be: the only kinds a survey has, and those a report may have twice.
QUESTIONS = frozenset(
    {
        SectionKind.TEXT,
        SectionKind.CHOICE,
        SectionKind.SEVERAL,
        SectionKind.NUMBER,
        SectionKind.DATE,
        SectionKind.YES_NO,
    }
)
LISTED = frozenset({SectionKind.CHOICE, SectionKind.SEVERAL})
MAX_TEXT_LENGTH = 4000


@dataclass(frozen=True)
class Question:
    """One question of a form. ``choices``: of a listed question."""

    id: str
    title: str
    kind: SectionKind
    choices: tuple[str, ...] = ()
    required: bool = False


def check_choices(kind: SectionKind, choices: Iterable[str]) -> list[str]:
    """Return the distinct choices of a section, at most 60; [] for one without a list.
    Raise DomainError visits.choices_needed for fewer than two.
    """
    unique = list(dict.fromkeys(c.strip()[:120] for c in choices if c.strip()))
    if kind not in LISTED:
        return []
    if len(unique) < 2:
        raise DomainError("visits.choices_needed")
    return unique[:60]


def checked_length(text: str, most: int) -> str:
    """Return a typed text. Raise DomainError "visits.too_long" when it has more than ``most`` characters."""
    if len(text) > most:
        raise DomainError("visits.too_long", most=most, length=len(text))
    return text


def read_answer(question: Question, value: Any) -> Any:
    """Return an answer as stored, None when empty; numbers are decimal texts, dates ISO texts.
    Raise DomainError visits.not_in_list, visits.no_number or visits.wrong_day.
    """
    if value is None or value == "" or value == []:
        return None
    match question.kind:
        case SectionKind.SEVERAL:
            return [_listed(question, v) for v in (value if isinstance(value, list) else [value])]
        case SectionKind.CHOICE:
            return _listed(question, value)
        case SectionKind.NUMBER:
            return _number(question, str(value))
        case SectionKind.DATE:
            return day_of(value).isoformat()
        case SectionKind.YES_NO:
            return _yes_no(question, value)
        case _:
            return checked_length(str(value), MAX_TEXT_LENGTH)


def _listed(question: Question, value: Any) -> str:
    if str(value) not in question.choices:
        raise DomainError("visits.not_in_list", text=excerpt(str(value)), title=question.title)
    return str(value)


def _number(question: Question, text: str) -> str:
    try:
        number = Decimal(text.replace(",", ".").replace("\u202f", "").replace("\u00a0", "").replace(" ", ""))
    except InvalidOperation as error:
        raise DomainError("visits.no_number", text=excerpt(text), title=question.title) from error
    if not number.is_finite() or abs(number) >= 10**15:
        raise DomainError("visits.no_number", text=excerpt(text), title=question.title)
    return str(number)


def _yes_no(question: Question, value: Any) -> str:
    if value in (True, "yes"):
        return "yes"
    if value in (False, "no"):
        return "no"
    raise DomainError("visits.not_in_list", text=excerpt(str(value)), title=question.title)


def read_answers(questions: Iterable[Question], answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers by question id. An answer to a deleted question is stored as written.
    Raise DomainError for the first invalid answer, see ``read_answer``.
    """
    known = {q.id: q for q in questions}
    read_values: dict[str, Any] = {}
    for key, value in answers.items():
        question = known.get(key)
        read = read_answer(question, value) if question else (value if isinstance(value, str | list) else str(value))
        if read is not None:
            read_values[str(key)[:40]] = read
    return read_values


def day_of(value: Any) -> dt.date:
    """Parse an ISO date. Raise DomainError visits.wrong_day."""
    day = parse_date(value)
    if day is None:
        raise DomainError("visits.wrong_day", text=excerpt(str(value)))
    return day


def moment_of(value: Any) -> dt.datetime:
    """Parse an ISO 8601 moment with offset. Raise DomainError visits.wrong_moment."""
    moment = parse_datetime(value)
    if moment is None:
        raise DomainError("visits.wrong_moment", text=excerpt(str(value)))
    return moment
