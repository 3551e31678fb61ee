"""Texts of sample_domain: errors, and labels of the history and of permissions."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "sample_domain.title_needed": _("Donnez un titre à l’élément."),
}

KINDS = {
    "sample_domain.item_created": _("Élément ajouté"),
}

PERMISSIONS = {
    "edit_sample_domain": _("ajouter des éléments (Sample label)"),
}
