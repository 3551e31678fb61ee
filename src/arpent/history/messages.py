"""Messages of DomainError codes, labels of operation kinds, and reasons why an undo skips a record."""

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
    "undo": _("Annulation"),
    "history.redact": _("Effacement dans le journal"),
}

SKIP_REASONS = {
    "changed": _("changé depuis"),
    "frozen": _("fait partie de ce qui est parti chez le client"),
    "used": _("d’autres fiches s’appuient dessus"),
    "dependent": _("appartient à une fiche gardée"),
    "out_of_reach": _("n’est plus dans votre portefeuille"),
    "parent_missing": _("la fiche dont il dépend n’existe plus"),
    "taken": _("une autre fiche a pris sa place depuis"),
    "erased": _("ses anciennes valeurs ont été effacées du journal"),
}

PERMISSIONS = {"undo": _("annuler une opération")}
