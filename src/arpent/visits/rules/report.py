"""Parse a visit report as phones submit it into typed values."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from arpent.kernel.errors import DomainError
from arpent.kernel.ids import parse_id
from arpent.kernel.text import excerpt, parse_whole_number

from .sections import MAX_TEXT_LENGTH, Question, checked_length, day_of, moment_of, read_answers

REACHED = ("yes", "partly", "no")
MAX_ROWS = 500
UUID_LENGTH = 36
MAX_MET_NAME, MAX_LEFT_LABEL = 160, 200
MAX_QUANTITY = 100_000
LEFT_KINDS = ("sample", "stock", "taken_back")


@dataclass(frozen=True)
class Left:
    """An item left with a customer or taken back. ``kind``: of ``LEFT_KINDS``."""

    kind: str
    label: str
    quantity: int
    on: dt.date


@dataclass(frozen=True)
class Report:
    """Typed values of a report. ``met``: {"contact": id or "", "name": text} each; ``texts``: by name, as
    in ``TEXTS``.
    """

    company_id: UUID
    appointment_id: UUID | None
    form_id: UUID | None
    started_at: dt.datetime
    ended_at: dt.datetime | None
    texts: dict[str, str]
    aim_reached: str
    satisfaction: int | None
    next_step_on: dt.date | None
    met: list[dict[str, str]]
    left: list[Left]
    answers: dict[str, Any] = field(default_factory=dict)


TEXTS = {"aim": 300, "said": 8000, "need": MAX_TEXT_LENGTH, "competitor": MAX_TEXT_LENGTH, "next_step": 200}


def read_report(body: Mapping[str, Any], questions: Iterable[Question]) -> Report:
    """Return the typed report of a submitted body; moments are ISO 8601 with offset, days ISO dates.
    Raise DomainError for the first invalid value: visits.company_needed, visits.wrong_moment, visits.wrong_day,
    visits.ends_before_start, visits.wrong_reached, visits.too_long, visits.wrong_satisfaction,
    visits.left_label_needed, visits.wrong_quantity, visits.unreadable, or those of ``read_answer``.
    """
    company = parse_id(str(body.get("company", "")))
    if company is None:
        raise DomainError("visits.company_needed")
    started = moment_of(body.get("started_at"))
    ended = moment_of(body["ended_at"]) if body.get("ended_at") else None
    if ended is not None and ended < started:
        raise DomainError("visits.ends_before_start")
    reached = str(body.get("aim_reached") or "")
    if reached and reached not in REACHED:
        raise DomainError("visits.wrong_reached")
    texts = {}
    for name, most in TEXTS.items():
        texts[name] = checked_length(str(body.get(name) or "").strip(), most)
    return Report(
        company,
        parse_id(str(body.get("appointment") or "")),
        parse_id(str(body.get("form") or "")),
        started,
        ended,
        texts,
        reached,
        _satisfaction(body.get("satisfaction")),
        day_of(body["next_step_on"]) if body.get("next_step_on") else None,
        _met(_rows(body.get("met"))),
        [_left(x) for x in _rows(body.get("left"))],
        read_answers(questions, _answer_rows(body.get("answers"))),
    )


def _rows(value: Any) -> list[Mapping[str, Any]]:
    if (
        not isinstance(value or [], list)
        or not all(isinstance(x, Mapping) for x in value or [])
        or len(value or []) > MAX_ROWS
    ):
        raise DomainError("visits.unreadable")
    return list(value or [])


def _answer_rows(answers: Any) -> Mapping[str, Any]:
    if not isinstance(answers or {}, Mapping) or len(answers or {}) > MAX_ROWS:
        raise DomainError("visits.unreadable")
    return answers or {}


def _satisfaction(value: Any) -> int | None:
    if value in (None, ""):
        return None
    if str(value) not in ("1", "2", "3", "4", "5"):
        raise DomainError("visits.wrong_satisfaction")
    return int(value)


def _met(rows: list[Mapping[str, Any]]) -> list[dict[str, str]]:
    found = []
    for row in rows:
        contact = str(row.get("contact") or "")[:UUID_LENGTH]
        name = checked_length(str(row.get("name") or "").strip(), MAX_MET_NAME)
        if contact or name:
            found.append({"contact": contact, "name": name})
    return found


def _left(row: Mapping[str, Any]) -> Left:
    kind, label = str(row.get("kind") or "sample"), checked_length(str(row.get("label") or "").strip(), MAX_LEFT_LABEL)
    if kind not in LEFT_KINDS or not label:
        raise DomainError("visits.left_label_needed")
    text = str(row.get("quantity", "1")).strip()
    quantity = parse_whole_number(text, MAX_QUANTITY)
    if not quantity:
        raise DomainError("visits.wrong_quantity", text=excerpt(text), limit=MAX_QUANTITY)
    return Left(kind, label, quantity, day_of(row.get("on")))
