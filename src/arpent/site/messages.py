"""What the composition root says."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "site.unreadable": _(
        "Un caractère de cette page ne peut être gardé : effacez le texte collé, et écrivez-le de nouveau."
    ),
    "site.demo_not_empty": _(
        "La base contient déjà des entreprises : la démonstration ne se charge que sur une base vide."
    ),
}

KINDS = {
    "demo.load": _("Entreprise de démonstration"),
}
