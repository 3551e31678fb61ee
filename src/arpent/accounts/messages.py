"""Messages of DomainError codes, and labels for the history pages."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "accounts.wrong_country": _("« %(text)s » n’est pas un code de pays : écrivez par exemple FR, BE ou GB."),
    "accounts.already_founded": _("L’entreprise existe déjà : connectez-vous."),
    "accounts.email_taken": _("Une personne utilise déjà l’adresse %(email)s : choisissez-en une autre."),
    "accounts.weak_password": _("Choisissez un autre mot de passe. %(reasons)s"),
    "accounts.last_administrator": _("Nommez d’abord un autre administrateur : celui-ci est le dernier."),
    "accounts.firm_name": _("Donnez le nom de l’entreprise."),
    "accounts.wrong_siren": _("Ce n’est pas un SIREN : neuf chiffres, à relire sur l’extrait Kbis."),
    "accounts.wrong_vat": _("Ce n’est pas un numéro de TVA : pour la France, FR, deux caractères et le SIREN."),
    "accounts.team_taken": _("Une équipe s’appelle déjà « %(name)s » : choisissez un autre nom."),
}

KINDS = {
    "accounts.create": _("Nouvelle personne"),
    "accounts.change": _("Droits d’une personne"),
    "accounts.team": _("Nouvelle équipe"),
    "accounts.identity": _("Identité de l’entreprise"),
    "accounts.second_factor": _("Double authentification exigée"),
    "accounts.factor_reset": _("Second facteur retiré"),
}
