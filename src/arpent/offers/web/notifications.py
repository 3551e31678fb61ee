"""Notifications of a person's offers for the page of today: actions of customers and approvers."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from arpent.kernel.notifications import NotificationItem
from arpent.kernel.today import TodayContext

from ..queries.notifications import list_notifications
from ..rules.notifications import NotificationKind

MAX_TEXT = 160
LABELS = {
    NotificationKind.QUESTION: (_("%(who)s demande"), "note"),
    NotificationKind.APPROVED: (_("%(who)s a donné son accord"), "shield-check"),
    NotificationKind.DECLINED: (_("%(who)s a refusé son accord"), "x"),
    NotificationKind.OPENED: (_("ouverte par %(who)s"), "eye"),
    NotificationKind.SIGNED: (_("signée par %(who)s"), "check"),
    NotificationKind.REFUSED: (_("refusée par %(who)s"), "x"),
}


def find_notifications(context: TodayContext) -> list[NotificationItem]:
    """Return the notifications of a person's own offers."""
    return [
        NotificationItem(
            label=LABELS[n.kind][0] % {"who": n.who},
            subject=str(n.offer),
            url=reverse("offers:answer" if n.needs_answer else "offers:offer", args=[n.offer.pk]),
            icon=LABELS[n.kind][1],
            at=n.at,
            text=n.text[:MAX_TEXT],
            needs_answer=n.needs_answer,
        )
        for n in list_notifications(by=context.by, now=context.now)
    ]
