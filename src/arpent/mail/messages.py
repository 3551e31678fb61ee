"""Messages of DomainError codes, and labels for the history pages."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "mail.postponed": _("Le serveur d’e-mail n’a pas pris le message pour %(email)s : Arpent réessaie tout seul."),
    "mail.failed": _(
        "Le serveur d’e-mail n’a pas pris le message pour %(email)s, malgré plusieurs essais : vérifiez l’adresse, puis"
        " réessayez."
    ),
    "mail.recipient_refused": _("Le serveur d’e-mail refuse l’adresse %(email)s : vérifiez-la auprès de votre client."),
    "mail.no_server": _(
        "Cette installation n’a plus de serveur d’e-mail : le message pour %(email)s n’est pas parti, envoyez-le de"
        " votre messagerie."
    ),
}

KINDS = {
    "mail.requested": _("E-mail demandé"),
    "mail.send": _("Envoi d’un e-mail"),
}
