"""Sentences of refusals by code, and the words of the history."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "mail.mail_later": _("Le serveur d’e-mail n’a pas pris le message pour %(email)s : Arpent réessaie tout seul."),
    "mail.mail_failed": _(
        "Le serveur d’e-mail n’a pas pris le message pour %(email)s, malgré plusieurs essais : vérifiez l’adresse, puis"
        " réessayez."
    ),
    "mail.mail_refused": _("Le serveur d’e-mail refuse l’adresse %(email)s : vérifiez-la auprès de votre client."),
    "mail.mail_no_server": _(
        "Cette installation n’a plus de serveur d’e-mail : le message pour %(email)s n’est pas parti, envoyez-le de"
        " votre messagerie."
    ),
}

KINDS = {
    "mail.mail_asked": _("E-mail demandé"),
    "mail.mail": _("Envoi d’un e-mail"),
}
