"""Mentions of colleagues: typed "@Claire Perrichon", stored "@[Claire Perrichon](id)", drawn with today's name.

The stored form carries the person's id, so that a renamed person stays mentioned, and the name at the time of writing,
so that a place that draws no mentions still shows a readable text.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from uuid import UUID

MENTION = re.compile(r"@\[([^\]\n]*)\]\(([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\)")


def mention_labels(people: Iterable[tuple[UUID, str, str]]) -> dict[UUID, str]:
    """Return what is typed after "@" for each person (id, full name, e-mail address): the name, with the address when
    several have that name. Characters that would end a stored mention are left out.
    """
    rows = [(pk, re.sub(r"[\[\]()\n]", "", name), email) for pk, name, email in people]
    counts = Counter(name for _pk, name, _email in rows)
    return {pk: name if counts[name] == 1 else f"{name} <{email}>" for pk, name, email in rows}


def encode_mentions(text: str, labels: Mapping[UUID, str]) -> str:
    """Return a typed text with each "@label" as a stored mention; longer labels first, whole words only."""
    ids = {label: pk for pk, label in labels.items() if label}
    if "@" not in text or not ids:
        return text
    choices = "|".join(re.escape(label) for label in sorted(ids, key=len, reverse=True))
    typed = re.compile(rf"(?<![\w@])@({choices})(?!\w)")
    return typed.sub(lambda m: f"@[{m[1]}]({ids[m[1]]})", text)


def mentioned_ids(text: str) -> list[UUID]:
    """Return the ids of the people whom a stored text mentions, each once, in order."""
    return list(dict.fromkeys(UUID(m[2]) for m in MENTION.finditer(text)))


def plain_mentions(text: str, names: Mapping[UUID, str] | None = None) -> str:
    """Return a stored text as it is typed: with today's names (``names``), else with those of the time of writing."""
    known = names or {}
    return MENTION.sub(lambda m: f"@{known.get(UUID(m[2]), m[1])}", text)


def split_mentions(text: str) -> list[tuple[str, UUID | None]]:
    """Return the parts of a stored text: (text, None), and (name at the time of writing, id) for a mention."""
    parts: list[tuple[str, UUID | None]] = []
    end = 0
    for m in MENTION.finditer(text):
        parts += [(text[end : m.start()], None), (m[1], UUID(m[2]))]
        end = m.end()
    return [(part, pk) for part, pk in [*parts, (text[end:], None)] if part or pk]
