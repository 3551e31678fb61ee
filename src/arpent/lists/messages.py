"""Texts of lists: errors and labels of the history."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "lists.view_name_needed": _("Donnez un nom à la vue."),
}

KINDS = {
    "lists.view_saved": _("Vue enregistrée"),
    "lists.view_deleted": _("Vue supprimée"),
    "lists.exported": _("Liste exportée"),
    "lists.columns_chosen": _("Colonnes choisies"),
}

PERMISSIONS = {
    "export_lists": _("Exporter les listes"),
}
