"""What the composition root says."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "site.unreadable": _(
        "Un caractère de cette page ne peut être gardé : effacez le texte collé, et écrivez-le de nouveau."
    ),
    "demo.founded": _(
        "Une entreprise existe déjà dans cette base : la démonstration ne se charge que dans une base vide. "
        "Donnez-lui un dossier à elle (ARPENT_HOME), puis « arpent run --demo »."
    ),
    "demo.elsewhere": _(
        "Le mot de passe de la démonstration est publié : il n’ouvre un compte que depuis la machine où Arpent tourne. "
        "Créez votre propre entreprise pour y travailler depuis ailleurs."
    ),
}

KINDS = {
    "demo.load": _("Entreprise de démonstration"),
}
