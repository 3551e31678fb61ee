"""Sentences of refusals by code, and the words of the history."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "history.already_undone": _("Cette opération est déjà annulée : ouvrez l’historique pour rétablir."),
    "history.not_undoable": _(
        "La création de l’entreprise ne s’annule pas : arrêtez Arpent et repartez d’un dossier vide."
    ),
    "history.redaction_lasts": _("Un effacement ne s’annule pas : ce qui a été effacé n’existe plus."),
    "history.job_broken": _("Le travail s’est arrêté sur une erreur de notre part : relancez-le."),
    "history.still_running": _("Ce travail est encore en cours : arrêtez-le ou attendez sa fin, puis annulez."),
}

KINDS = {
    "history.redact": _("Effacement dans le journal"),
}
