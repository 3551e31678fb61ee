"""What people are notified of, as each domain declares it in its manifest."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class NotificationType:
    """A type of notification.

    ``code``: stored with each notification, never changes. ``label``: its name in the settings. ``sentence``: what is
    shown, with "%(who)s" for the author. ``url_name``: the page of the record, which takes its id. ``names``: function
    ``(by, ids)`` that names the records which a person may see, in one query. ``channel``: where it goes until the
    person chooses ("bell", "mail", "daily", "weekly" or "off"). ``readers``: for mentions, function ``(by, id)`` that
    returns the people who may see the record, None when ``by`` may not.
    """

    code: str
    label: Any
    sentence: Any
    icon: str
    url_name: str
    names: Callable[[Any, Collection[UUID]], Mapping[UUID, str]]
    channel: str = "bell"
    readers: Callable[[Any, UUID], Sequence[Any] | None] | None = None
