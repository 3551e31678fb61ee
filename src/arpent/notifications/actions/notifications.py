"""Writes of notifications: create, mark as read, choose channels, delete old ones.

Notifications have no audit trail: they repeat acts that have one, and a read one can be marked unread.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from uuid import UUID

from arpent.database.lengths import fitted
from arpent.history.public import operation
from arpent.kernel.errors import DomainError, NotFound
from arpent.people.public import User

from ..models import ChannelChoice, DigestSchedule, Notification
from ..queries import channels_of, own_notifications
from ..rules.channels import RETENTION, Channel, check_hour, recipients_to_notify
from ..rules.types import find_type


def notify(
    *,
    type_code: str,
    recipients: Iterable[UUID | None],
    record_id: UUID,
    at: dt.datetime,
    by: User | None = None,
    author_name: str = "",
    text: str = "",
) -> None:
    """Notify people of an act, within the action that does it.

    Nobody is notified of their own act (``by``), nor of types they turned off. ``author_name``: who acted when it was
    no user. A long text is cut. Raise LookupError for a type that no manifest declares.
    """
    kind = find_type(type_code)
    if kind is None:
        raise LookupError(type_code)
    people = recipients_to_notify(recipients, author=by.pk if by else None)
    if not people:
        return
    channels = channels_of(people, kind)
    Notification.objects.bulk_create(
        Notification(
            person_id=pk,
            author=by,
            author_name=fitted(Notification, "author_name", author_name),
            type_code=type_code,
            record_id=record_id,
            text=fitted(Notification, "text", " ".join(text.split())),
            at=at,
            channel=channels[pk],
        )
        for pk in people
        if channels[pk] != Channel.OFF
    )


def mark_read(*, notification_id: UUID, by: User, at: dt.datetime, read: bool = True) -> Notification:
    """Mark one's own notification as read, or as unread again; return it. Raise NotFound for another's."""
    found: Notification | None = own_notifications(by).filter(pk=notification_id).first()
    if found is None:
        raise NotFound("notification")
    found.read_at = (found.read_at or at) if read else None
    found.save(update_fields=["read_at"])
    return found


def mark_all_read(*, by: User, at: dt.datetime) -> int:
    """Mark all of a person's notifications as read; return how many were not."""
    return own_notifications(by).filter(read_at=None).update(read_at=at)


def set_channels(*, by: User, at: dt.datetime, channels: Mapping[str, str], hour: int) -> None:
    """Save where a person wants each type of notification, and the hour of the digests.

    Raise DomainError "notifications.wrong_channel" for an unknown type or channel, "notifications.wrong_hour".
    """
    check_hour(hour)
    for code, channel in channels.items():
        if find_type(code) is None or channel not in list(Channel):
            raise DomainError("notifications.wrong_channel")
    with operation(by=by, at=at, kind="notifications.settings"):
        for code, channel in channels.items():
            ChannelChoice.objects.update_or_create(person=by, type_code=code, defaults={"channel": channel})
        DigestSchedule.objects.update_or_create(person=by, defaults={"hour": hour})


def delete_old_notifications(at: dt.datetime) -> int:
    """Delete the notifications that were read longer ago than ``RETENTION``; return how many."""
    rows = Notification.objects.unscoped("retention concerns everybody's notifications")
    return rows.filter(read_at__lt=at - RETENTION).delete()[0]
