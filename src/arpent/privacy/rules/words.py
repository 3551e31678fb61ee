"""Find and replace the words that name a person, in any spelling.
Two patterns per word: a loose one that a database runs over raw text (JSON escapes included) and may match too much,
and an exact one that decides on plain text.
"""

import re
from collections.abc import Callable
from functools import cached_property
from typing import Any

from arpent.kernel.text import digits

from .spelling import exact_pattern, loose_pattern, plain_words
from .subject import Subject

MARK = "[effacé]"


class Words:
    """Patterns of one person's identifiers. ``narrow`` ones (the last name alone) apply in rows of their companies
    only.
    """

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self.first_last = [(plain_words(a), plain_words(b)) for a, b in subject.names if a.strip() and b.strip()]
        self.last = [w for _, b in subject.names if _is_long(w := plain_words(b))]
        self.lone = [plain_words(b or a) for a, b in subject.names if not (a.strip() and b.strip())]
        self.further = [w for word in subject.words if _is_long(w := plain_words(word))]
        self.emails = [e.lower() for e in subject.emails if e]
        self.phones = [n for n in (_national(p) for p in subject.phones) if len(n) >= 6]

    @cached_property
    def loose(self) -> str:
        """Return a pattern for a database's case-insensitive search; "" without identifiers."""
        parts = [loose_pattern(w) for w in (*self.last, *self.lone, *self.further) if w]
        parts += [re.escape(e).replace(r"\-", "-") for e in self.emails]
        parts += [r"(?:[^0-9]|u[0-9a-f]{4}){0,6}".join(n) for n in self.phones]
        return "|".join(dict.fromkeys(parts))

    @cached_property
    def wide(self) -> re.Pattern[str] | None:
        """Return the exact pattern of what names the person in any row."""
        names = [] if self.subject.namesake else self.first_last
        return _pattern(self._strong() + [_in_either_order(*n) for n in names])

    @cached_property
    def narrow(self) -> re.Pattern[str] | None:
        """Return the exact pattern for rows of the person's companies, where the last name alone identifies
        the person.
        """
        parts = self._strong() + [_in_either_order(*n) for n in self.first_last]
        return _pattern(parts + [exact_pattern(w) for w in (*self.last, *self.lone) if w])

    def _strong(self) -> list[str]:
        parts = [rf"(?<![\w.+\-]){re.escape(e)}(?![\w\-])" for e in self.emails]
        parts += [_phone(n) for n in self.phones]
        parts += [exact_pattern(w) for w in self.further if w]
        if not self.subject.companies and not self.subject.namesake:
            parts += [exact_pattern(w) for w in self.lone if w]
        return parts

    def names_in(self, value: Any, *, near: bool) -> bool:
        """Return whether a value (text, list, mapping) names the person. ``near``: it belongs to one of their
        companies.
        """
        pattern = self.narrow if near else self.wide
        return pattern is not None and any(pattern.search(text) for text in texts_of(value))

    def names_in_cells(self, cells: list[Any]) -> bool:
        """Return whether a table's row is about the person: a word in one cell, or first and last name in two."""
        if self.names_in(cells, near=False):
            return True
        folded = {" ".join(plain_words(str(c))) for c in cells}
        return any({" ".join(a), " ".join(b)} <= folded for a, b in self.first_last)

    def replace(self, value: Any, *, near: bool, whole: bool = False) -> Any:
        """Return the value with each word that names the person replaced by ``MARK``.
        ``whole``: replace the whole text that names the person.
        """
        pattern = self.narrow if near else self.wide
        if pattern is None:
            return value

        functions = {f for f in self.subject.functions if f}
        beside = bool(functions) and not isinstance(value, str) and self.names_in(value, near=near)

        def one(text: str) -> str:
            if beside and text in functions:
                return MARK
            if whole:
                return MARK if pattern.search(text) else text
            return pattern.sub(MARK, text)

        return map_texts(value, one)


def texts_of(value: Any) -> list[str]:
    """Return every text of a JSON value, keys included."""
    found: list[str] = []
    map_texts(value, lambda text: found.append(text) or text)  # type: ignore[func-returns-value]
    return found


def map_texts(value: Any, change: Callable[[str], str]) -> Any:
    """Return a JSON value with each of its texts, keys included, passed through ``change``."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list | tuple):
        return [map_texts(v, change) for v in value]
    if isinstance(value, dict):
        return {change(str(k)): map_texts(v, change) for k, v in value.items()}
    return value


def _is_long(words: list[str]) -> bool:
    return len("".join(words)) > 1


def _national(phone: str) -> str:
    """Return the part of a phone that every way of writing it shares: nine digits for France, without the code."""
    number = digits(phone)
    if number.startswith("33") and len(number) == 11:
        return number[2:]
    return number.removeprefix("00").lstrip("0")


def _phone(national: str) -> str:
    between = r"[\W_]{0,3}"
    return rf"(?<!\d)(?:(?:\+|00)?\d{{0,3}}[\s.\-]*(?:\(0\))?|0){between}" + between.join(national) + r"(?!\d)"


def _in_either_order(first: list[str], last: list[str]) -> str:
    return f"{exact_pattern([*first, *last])}|{exact_pattern([*last, *first])}"


def _pattern(parts: list[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(dict.fromkeys(parts)), re.IGNORECASE) if parts else None
