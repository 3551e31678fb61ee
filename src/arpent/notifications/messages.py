"""Texts of notifications: errors, labels of the history and of permissions."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "notifications.wrong_channel": _("Choisissez, pour chaque notification, l’un des envois proposés."),
    "notifications.wrong_hour": _("Choisissez une heure entre %(first)s h et %(last)s h."),
    "notifications.nothing_left": _("Ces notifications ont déjà été lues : le résumé n’est pas parti."),
}

KINDS = {
    "notifications.settings": _("Choix des notifications"),
}
