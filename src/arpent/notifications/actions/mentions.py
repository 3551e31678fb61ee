"""Stores mentions in notes and notifies the people mentioned."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from arpent.people.public import User, names_by_id

from ..queries import mentionable_labels
from ..rules.mentions import encode_mentions, mentioned_ids, plain_mentions
from ..rules.types import find_type
from .notifications import notify


def store_mentions(text: str) -> str:
    """Return a typed text with the mentions of active people as stable references."""
    return encode_mentions(text, mentionable_labels()) if "@" in text else text


def notify_mentions(
    *, type_code: str, texts: Iterable[str], record_id: UUID, by: User, at: dt.datetime, before: str = ""
) -> list[str]:
    """Notify the people whom stored texts mention and who may see the record; return the names of those who may not.

    ``before``: the text that is replaced: who was mentioned there is not notified again. Raise LookupError for a type
    that declares no readers.
    """
    written = list(texts)
    ids = [pk for text in written for pk in mentioned_ids(text) if pk not in mentioned_ids(before)]
    if not ids:
        return []
    kind = find_type(type_code)
    if kind is None or kind.readers is None:
        raise LookupError(type_code)
    readers = {p.pk for p in kind.readers(by, record_id) or ()}
    reached = [pk for pk in ids if pk in readers]
    text = " · ".join(plain_mentions(one) for one in written if one)
    notify(type_code=type_code, recipients=reached, record_id=record_id, at=at, by=by, text=text)
    return list(names_by_id(set(ids) - readers - {by.pk}).values())
