"""Manifest of accounts: members, sign-in, settings of a user."""

from django.utils.translation import gettext_lazy as _

from arpent.kernel.manifest import Domain, HistoryLabels, PageLink

from . import messages

DOMAIN = Domain(
    name="accounts",
    url_prefix="",
    pages=(PageLink(100, _("Réglages"), "accounts:settings", "settings"),),
    errors=messages.MESSAGES,
    history=HistoryLabels(messages.KINDS),
)
