"""Notifications of a user: what others have done with the user's records, as each domain reports it."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from .today import TodayContext


@dataclass(frozen=True, slots=True)
class NotificationItem:
    """One notification.

    ``label``: what happened, ``subject``: the record, ``text``: the message that came with it. ``needs_answer``:
    someone waits for the user.
    """

    label: str
    subject: str
    url: str
    icon: str
    at: dt.datetime
    text: str = ""
    needs_answer: bool = False


@dataclass(frozen=True, slots=True)
class NotificationSource:
    """``find(context)`` returns the notifications of a domain in any order, shown under ``title``.

    ``permission``: the code a user needs, "" for none.
    """

    title: Any
    find: Callable[[TodayContext], Sequence[NotificationItem]]
    permission: str = ""


@dataclass(frozen=True, slots=True)
class NotificationSection:
    """The notifications of one source, as shown: never empty."""

    title: Any
    items: list[NotificationItem]


def read_notifications(
    sources: Iterable[NotificationSource], context: TodayContext, *, limit: int
) -> list[NotificationSection]:
    """Return a section per source that has any, each with at most ``limit`` items (see ``first_notifications``)."""
    sections = [
        NotificationSection(source.title, first_notifications(source.find(context), limit=limit)) for source in sources
    ]
    return [section for section in sections if section.items]


def first_notifications(items: Iterable[NotificationItem], *, limit: int) -> list[NotificationItem]:
    """Return what waits for an answer first, the latest first, at most ``limit``."""
    return sorted(items, key=lambda x: (x.needs_answer, x.at), reverse=True)[:limit]
