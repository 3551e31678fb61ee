"""Notifications as templates show them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from ..queries import NotificationRow


@dataclass(frozen=True, slots=True)
class ShownNotification:
    """A notification on screen. ``url``: the page of its record, "" when it has none for the person."""

    row: NotificationRow
    sentence: str
    subject: str
    icon: str
    url: str


def to_items(rows: Iterable[NotificationRow]) -> list[ShownNotification]:
    """Return notifications with their sentences and addresses; one whose record is hidden says only that."""
    return [_item(row) for row in rows]


def _item(row: NotificationRow) -> ShownNotification:
    if row.type is None or not row.name:
        return ShownNotification(row, _("Vous n’avez plus accès à cette fiche"), "", "lock", "")
    sentence = str(row.type.sentence) % {"who": row.who}
    url = reverse(row.type.url_name, args=[row.notification.record_id])
    return ShownNotification(row, sentence, row.name, row.type.icon, url)
