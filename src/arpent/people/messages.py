"""What a refusal says: code to sentence."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "not_found": _("Cette fiche n’existe pas, ou elle n’est pas dans votre portefeuille."),
    "people.not_allowed": _("Votre rôle ne permet pas cela : demandez-le à votre responsable."),
    "people.already_undone": _("Cette opération est déjà annulée : ouvrez l’historique pour rétablir."),
    "people.already_founded": _("L’entreprise existe déjà : connectez-vous."),
    "people.email_taken": _("Une personne utilise déjà l’adresse %(email)s : choisissez-en une autre."),
    "people.weak_password": _("Choisissez un autre mot de passe. %(reasons)s"),
    "people.last_administrator": _("Nommez d’abord un autre administrateur : celui-ci est le dernier."),
    "people.team_taken": _("Une équipe s’appelle déjà « %(name)s » : choisissez un autre nom."),
}
