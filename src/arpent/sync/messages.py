"""Messages of the gateway: to devices, and to the person who resolves what they sent."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "sync.unreadable": _(
        "Cet envoi ne se lit pas : il reste sur le téléphone. Mettez l’application à jour, puis renvoyez."
    ),
    "sync.unknown_device": _("Ce téléphone n’est pas reconnu : reconnectez-vous, rien n’est perdu."),
    "sync.revoked": _("Ce téléphone a été révoqué : reconnectez-vous pour envoyer ce qui reste."),
    "sync.unknown_kind": _(
        "Le serveur ne connaît pas encore cette saisie : elle reste sur le téléphone jusqu’à sa mise à jour."
    ),
    "sync.too_large": _("Ce fichier est trop lourd pour être envoyé : exportez-le depuis la page « À envoyer »."),
    "sync.wrong_hash": _("Le fichier est arrivé abîmé : il sera renvoyé."),
    "sync.bytes_missing": _(
        "La photo ou le son n’est pas joint à cet envoi : il reste sur le téléphone. Renvoyez-le avec son fichier."
    ),
    "sync.replaced_value": _(
        "Cette saisie contient une valeur que l’application n’écrit jamais (nombre sans fin, texte trop imbriqué) :"
        " elle est gardée. Relisez-la, puis écrivez-la ou écartez-la."
    ),
    "sync.fields_differ": _(
        "Ces informations ont changé au bureau et sur le téléphone : rien n’est perdu, choisissez pour chacune ce qui"
        " est juste."
    ),
    "sync.choose_each": _("Choisissez pour chaque champ : %(fields)s."),
    "sync.newer_app": _(
        "L’application du téléphone est plus récente que le serveur : la saisie est gardée, mettez le serveur à jour"
        " puis réessayez."
    ),
    "sync.waits": _(
        "La fiche concernée est introuvable (supprimée, hors de votre secteur, ou pas encore reçue) : elle est"
        " gardée et sera réessayée."
    ),
    "sync.broken": _("Une erreur de notre part empêche d’écrire cette saisie : elle est gardée telle quelle."),
    "sync.already_resolved": _("C’est déjà réglé."),
    "sync.no_export": _("Ce fichier n’est pas une exportation de Terrain : choisissez celui que le téléphone a donné."),
    "sync.out_of_range": _("Choisissez un nombre de %(least)s à %(most)s."),
}

KINDS = {
    "sync.device": _("Téléphone reconnu"),
    "sync.revoke": _("Téléphone révoqué"),
    "sync.resolved": _("Saisie départagée"),
    "sync.dropped": _("Saisie écartée"),
    "sync.policy": _("Ce que les téléphones emportent"),
}
