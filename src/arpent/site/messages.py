"""Messages of DomainError codes of the composition root."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "site.unreadable": _(
        "Un caractère de cette page ne peut être gardé : effacez le texte collé, et écrivez-le de nouveau."
    ),
    "site.unknown_email": _("Personne n’utilise l’adresse %(email)s : vérifiez-la."),
    "site.base_busy": _("La base de données est occupée : rien n’a été enregistré. Réessayez dans un instant."),
    "site.base_away": _(
        "La base de données ne répond pas : réessayez dans un instant, après avoir vérifié si ce que vous enregistriez"
        " l’est déjà."
    ),
    "site.disk_full": _(
        "Le disque du serveur est plein : rien n’a été enregistré. Demandez à votre administrateur d’y faire de la"
        " place, puis réessayez."
    ),
    "demo.founded": _(
        "Une entreprise existe déjà dans cette base : la démonstration ne se charge que dans une base vide. "
        "Donnez-lui un dossier à elle (ARPENT_HOME), puis « arpent run --demo »."
    ),
    "demo.published": _("Ce mot de passe est publié avec la démonstration : choisissez-en un autre."),
    "demo.elsewhere": _(
        "Le mot de passe de la démonstration est publié : il n’ouvre un compte que depuis la machine où Arpent tourne. "
        "Créez votre propre entreprise pour y travailler depuis ailleurs."
    ),
}

KINDS = {
    "demo.load": _("Entreprise de démonstration"),
}
