"""Manifest of notifications: bell, mails, choices of each person."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from arpent.kernel.manifest import Chore, Domain, HistoryLabels, PageLink, PermissionSpec, SettingsLink, UndoSpec

from . import messages
from .actions.mails import DIGEST_MAIL, MAIL_KIND, send_pending_mails
from .actions.notifications import delete_old_notifications
from .permissions import NotificationsPermission
from .personal_data import PERSONAL_DATA

RECEIVE = NotificationsPermission.RECEIVE
ROLES = ("negotiator", "assistant", "manager", "direction")

DOMAIN = Domain(
    name="notifications",
    url_prefix="notifications/",
    pages=(PageLink(90, _("Notifications"), "notifications:list", "bell"),),
    settings=(SettingsLink(5, _("Notifications"), "notifications:settings", "bell"),),
    permissions=(PermissionSpec(RECEIVE, None, dict.fromkeys(ROLES, "own")),),
    errors=messages.MESSAGES,
    history=HistoryLabels(messages.KINDS),
    undo=UndoSpec(
        permissions={"notifications_channelchoice": RECEIVE},
        unaudited={
            "notifications_notification": "repeats acts that have a trail; reading is undone by marking as unread",
            "notifications_digestschedule": "the hour of the digests and the days of the last ones",
        },
    ),
    mails={MAIL_KIND: DIGEST_MAIL},
    chores=(
        Chore("notification_mails", dt.timedelta(minutes=1), send_pending_mails),
        Chore("old_notifications", dt.timedelta(days=1), delete_old_notifications),
    ),
    personal_data=PERSONAL_DATA,
)
