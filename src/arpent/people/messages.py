"""Messages of DomainError codes, and labels of roles and permissions."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "not_found": _("Cette fiche n’existe pas, ou elle n’est pas dans votre portefeuille."),
    "conflict": _(
        "Rien n’est encore enregistré : ces champs ont changé depuis que vous avez ouvert la page. Choisissez, puis"
        " enregistrez."
    ),
    "changed_since": _(
        "Cette fiche a changé depuis que vous avez ouvert la page : relisez-la, puis supprimez-la si c’est toujours"
        " voulu."
    ),
    "paper_not_drawn": _(
        "Le document n’a pas pu être mis en page : réessayez dans une minute. Si cela recommence, prévenez la personne"
        " qui administre Arpent."
    ),
    "people.not_allowed": _("Votre rôle ne permet pas cela : demandez-le à votre responsable."),
    "people.erased_person": _(
        "Cette personne a demandé à être effacée : Arpent ne l’enregistre plus. Si elle souhaite de nouveau être"
        " connue, un administrateur ou la direction peut lever l’effacement dans Réglages, Données personnelles."
    ),
    "people.wrong_email": _("« %(email)s » n’est pas une adresse e-mail : écrivez par exemple nom@entreprise.fr."),
}

KINDS = {
    "people.found": _("Création de l’entreprise"),
    "people.preferences": _("Préférences"),
}

ROLES = {
    "negotiator": _("Négociateur"),
    "manager": _("Responsable d’équipe"),
    "direction": _("Direction"),
    "assistant": _("Assistant"),
    "administrator": _("Administrateur"),
}

SHOWN = {
    ("people_user", "password"): lambda _value: str(_("modifié")),
}

PERMISSIONS = {
    "manage_people": _("gérer les personnes"),
}

SCOPE_LABELS = {"own": _("les siens"), "team": _("ceux de l’équipe"), "all": _("tous")}
