"""Reads of notifications: one's own only, named as far as their records are visible."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F
from django.db.models.lookups import IsNull

from arpent.kernel.notification_types import NotificationType
from arpent.kernel.text import fold
from arpent.people.public import User, list_all_people

from .models import ChannelChoice, DigestSchedule, Notification, NotificationQuerySet
from .rules.channels import DEFAULT_HOUR, Channel
from .rules.mentions import mention_labels
from .rules.types import find_type, list_types

MAX_COUNT = 100
PANEL_SIZE = 8


@dataclass(frozen=True, slots=True)
class NotificationRow:
    """A notification as shown. ``name``: the record, "" when the person may no longer see it; then no text either."""

    notification: Notification
    type: NotificationType | None
    name: str
    who: str

    @property
    def id(self) -> UUID:
        """Return the notification's id."""
        return self.notification.pk

    @property
    def at(self) -> dt.datetime:
        """Return when it happened."""
        return self.notification.at

    @property
    def is_read(self) -> bool:
        """Return whether it was read."""
        return self.notification.read_at is not None

    @property
    def text(self) -> str:
        """Return the message that came with it, "" when its record is hidden."""
        return self.notification.text if self.name else ""


def own_notifications(by: User) -> NotificationQuerySet:
    """Return the notifications of a person: the administrator's scope covers nobody else's."""
    rows: NotificationQuerySet = Notification.objects.visible_to(by).filter(person=by)  # type: ignore[assignment]
    return rows


def unread_first(by: User) -> NotificationQuerySet:
    """Return a person's notifications, unread ones first, the latest first, with their authors."""
    rows = own_notifications(by).select_related("author").annotate(is_unread=IsNull(F("read_at"), True))
    return rows.order_by("-is_unread", "-at", "-id")


def count_unread(*, by: User) -> int:
    """Return how many notifications are unread, at most ``MAX_COUNT``."""
    return len(own_notifications(by).filter(read_at=None).order_by().values_list("pk")[:MAX_COUNT])


def describe_notifications(notifications: Iterable[Notification], *, by: User) -> list[NotificationRow]:
    """Return notifications with the names of their records, one query per source of names."""
    rows = list(notifications)
    types = {n.type_code: find_type(n.type_code) for n in rows}
    ids: dict[object, set[UUID]] = defaultdict(set)
    for n in rows:
        if kind := types[n.type_code]:
            ids[kind.names].add(n.record_id)
    names = {source: source(by, wanted) for source, wanted in ids.items()}  # type: ignore[operator]
    return [
        NotificationRow(n, kind, names[kind.names].get(n.record_id, "") if kind else "", _author(n))
        for n in rows
        for kind in [types[n.type_code]]
    ]


def _author(notification: Notification) -> str:
    return notification.author_name or (notification.author.full_name if notification.author else "")


def list_panel(*, by: User) -> list[NotificationRow]:
    """Return the first notifications, for the panel of the bell."""
    return describe_notifications(unread_first(by)[:PANEL_SIZE], by=by)


def list_unread(*, by: User, limit: int) -> list[NotificationRow]:
    """Return the latest unread notifications whose records are visible, at most ``limit``."""
    rows = own_notifications(by).select_related("author").filter(read_at=None)[:limit]
    return [row for row in describe_notifications(rows, by=by) if row.name]


@dataclass(frozen=True, slots=True)
class ChannelSetting:
    """The channel of a type for a person: chosen, or the type's own."""

    type: NotificationType
    channel: Channel


def list_channels(*, by: User) -> list[ChannelSetting]:
    """Return the channel of each type for a person."""
    chosen = dict(ChannelChoice.objects.filter(person=by).values_list("type_code", "channel"))
    return [ChannelSetting(t, Channel(chosen.get(t.code, t.channel))) for t in list_types()]


def digest_hour(*, by: User) -> int:
    """Return the local hour of a person's digests."""
    schedule = DigestSchedule.objects.filter(person=by).first()
    return schedule.hour if schedule else DEFAULT_HOUR


def channels_of(people: Iterable[UUID], kind: NotificationType) -> dict[UUID, Channel]:
    """Return the channel of a type for each person."""
    ids = list(people)
    chosen = dict(
        ChannelChoice.objects.filter(person_id__in=ids, type_code=kind.code).values_list("person_id", "channel")
    )
    return {pk: Channel(chosen.get(pk, kind.channel)) for pk in ids}


MAX_SUGGESTIONS = 8


def mentionable_labels(people: Iterable[User] | None = None) -> dict[UUID, str]:
    """Return what is typed after "@" for each active person, or for some of them; among all, the label is the same."""
    active = [p for p in list_all_people() if p.is_active]
    labels = mention_labels((p.pk, p.full_name, p.email) for p in active)
    wanted = None if people is None else {p.pk for p in people}
    return {pk: label for pk, label in labels.items() if wanted is None or pk in wanted}


def suggest_mentions(*, by: User, type_code: str, record_id: UUID, text: str) -> list[str] | None:
    """Return the labels of the colleagues whose name has words that begin like ``text`` and who may see the record.

    None for an unknown type or a record out of the person's reach.
    """
    kind = find_type(type_code)
    readers = kind.readers(by, record_id) if kind and kind.readers else None
    if readers is None:
        return None
    wanted = fold(text)
    labels = mentionable_labels([p for p in readers if p.pk != by.pk]).values()
    found = [label for label in labels if fold(label).startswith(wanted) or f" {wanted}" in f" {fold(label)}"]
    return sorted(found, key=fold)[:MAX_SUGGESTIONS]
