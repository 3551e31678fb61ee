"""What a calendar program reads at a secret address."""

import datetime as dt
from dataclasses import dataclass

from arpent.history.public import count_writes
from arpent.people.public import User

from ..models import Appointment, CalendarFeed
from ..permissions import AgendaPermission
from ..rules.feed_secrets import AHEAD, PAST, digest_of
from .calendar import list_appointments


@dataclass(frozen=True)
class FeedEvent:
    """An appointment of a feed. ``writes``: how often it was written; ``changed_at``: when it was written last."""

    appointment: Appointment
    writes: int
    changed_at: dt.datetime


def get_feed(*, by: User) -> CalendarFeed | None:
    """Return the address of a person's own calendar, None without one."""
    return CalendarFeed.objects.visible_to(by).filter(person=by).first()


def get_feed_person(*, secret: str) -> User | None:
    """Return whose calendar a secret opens; None for an unknown secret and for a person whose account is closed or who
    no longer has a calendar.
    """
    rows = CalendarFeed.objects.unscoped("the secret in the address says whose calendar it is")
    feed = rows.select_related("person").filter(secret_hash=digest_of(secret)).first()
    return feed.person if feed and feed.person.has_permission(AgendaPermission.PLAN_WEEK) else None


def list_feed_events(*, person: User, now: dt.datetime) -> list[FeedEvent]:
    """Return a person's appointments of the last 30 and next 180 days, as they may see them, none cancelled."""
    rows = list_appointments(by=person, person=person, start=now - PAST, end=now + AHEAD)
    writes = count_writes(table="agenda_appointment", ids=[a.pk for a in rows])
    return [FeedEvent(a, *writes.get(a.pk, (1, a.starts_at))) for a in rows]
