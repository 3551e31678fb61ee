"""Manifest of the composition root: tables of libraries, mails of accounts, chores of the framework."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from arpent.kernel.manifest import Chore, Domain, HistoryLabels, NavigationEntry, SettingsLink, UndoSpec
from arpent.people.permissions import PeoplePermission

from . import messages
from .accounts import ACCOUNT_MAIL, PASSWORD_MAIL
from .housekeeping import clear_expired_sessions, prune_task_results
from .personal_data import PERSONAL_DATA

DOMAIN = Domain(
    name="site",
    navigation=(NavigationEntry(10, _("Aujourd’hui"), "today", "home", "g j", (), phone_label=_("Aujourd’hui")),),
    settings=(
        SettingsLink(5, _("Premiers pas"), "first_steps", "flag"),
        SettingsLink(90, _("Chiffres de calcul et leurs sources"), "figures", "adjustments"),
    ),
    errors=messages.MESSAGES,
    history=HistoryLabels(messages.KINDS),
    undo=UndoSpec(
        permissions={
            "account_emailaddress": PeoplePermission.MANAGE_PEOPLE,
            "mfa_authenticator": PeoplePermission.MANAGE_PEOPLE,
        },
        irreversible={"demo.load": "history.not_undoable"},
    ),
    mails={"site.password": PASSWORD_MAIL, "site.account": ACCOUNT_MAIL},
    chores=(
        Chore("sessions", dt.timedelta(days=1), clear_expired_sessions),
        Chore("task_results", dt.timedelta(days=1), prune_task_results),
    ),
    personal_data=PERSONAL_DATA,
)
