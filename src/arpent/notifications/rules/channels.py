"""Where a notification goes, whom it concerns, and when a digest is due."""

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
from uuid import UUID

from arpent.kernel.errors import DomainError

DEFAULT_HOUR = 8
HOURS = range(5, 22)
WORKING_DAYS = 5  # Monday to Friday
# Read notifications are deleted after this time; unread ones stay.
RETENTION = dt.timedelta(days=90)
# What waited longer than this for a mail server stays in the bell and is not mailed.
MAX_MAIL_AGE = dt.timedelta(days=14)


class Channel(StrEnum):
    """Where notifications of a type go. All but OFF are in the bell."""

    OFF = "off"
    BELL = "bell"
    MAIL = "mail"
    DAILY = "daily"
    WEEKLY = "weekly"


DIGESTS = (Channel.DAILY, Channel.WEEKLY)


def recipients_to_notify(recipients: Iterable[UUID | None], *, author: UUID | None) -> list[UUID]:
    """Return whom to notify, each once, in order: nobody is notified of what they did themselves."""
    return list(dict.fromkeys(r for r in recipients if r is not None and r != author))


def is_digest_due(channel: Channel, *, now: dt.datetime, hour: int, last_on: dt.date | None) -> bool:
    """Return whether the digest of a channel is due at a local time.

    DAILY: once a working day (Monday to Friday) from ``hour`` on. WEEKLY: once a week, from ``hour`` on Monday on; a
    worker that was stopped on Monday sends it later. ``last_on``: the local day of the last digest of the channel.
    """
    today = now.date()
    if channel == Channel.DAILY:
        return today.weekday() < WORKING_DAYS and now.hour >= hour and (last_on is None or last_on < today)
    if channel == Channel.WEEKLY:
        monday = today - dt.timedelta(days=today.weekday())
        is_started = today > monday or now.hour >= hour
        return is_started and (last_on is None or last_on < monday)
    return False


def check_hour(hour: int) -> int:
    """Return the hour of the digests. Raise DomainError "notifications.wrong_hour" outside ``HOURS``."""
    if hour not in HOURS:
        raise DomainError("notifications.wrong_hour", first=HOURS[0], last=HOURS[-1])
    return hour
