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

TABLES = {
    "people_user": _("Personne"),
    "people_team": _("Équipe"),
    "people_organisation": _("Entreprise"),
}

COLUMNS = {
    "people_organisation": {
        "name": _("Nom"),
        "legal_form": _("Forme juridique"),
        "capital": _("Capital"),
        "siren": _("SIREN"),
        "registry": _("Ville du RCS"),
        "vat_number": _("Numéro de TVA"),
        "address": _("Adresse"),
        "postcode": _("Code postal"),
        "city": _("Ville"),
        "country": _("Pays"),
        "phone": _("Téléphone"),
        "email": _("E-mail"),
        "website": _("Site"),
        "insurance": _("Assurance professionnelle"),
        "bank": _("Coordonnées bancaires"),
        "is_demonstration": _("Entreprise de démonstration"),
        "second_factor_roles": _("Double authentification exigée"),
    },
    "people_team": {"name": _("Nom")},
    "people_user": {
        "email": _("E-mail"),
        "first_name": _("Prénom"),
        "last_name": _("Nom"),
        "role": _("Rôle"),
        "status": _("Statut"),
        "team_id": _("Équipe"),
        "language": _("Langue"),
        "theme": _("Apparence"),
        "phone": _("Téléphone"),
        "is_active": _("Peut se connecter"),
        "password": _("Mot de passe"),
    },
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
    ("people_user", "role"): lambda value: str(ROLES.get(str(value), value)),
}

PERMISSIONS = {
    "manage_people": _("gérer les personnes"),
}

SCOPE_LABELS = {"own": _("les siens"), "team": _("ceux de l’équipe"), "all": _("tous")}
