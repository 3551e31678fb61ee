"""Messages of DomainError codes, and labels of the history and permissions."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "visits.company_needed": _("Choisissez l’entreprise visitée."),
    "visits.unreadable": _("Une partie de ce compte rendu ne se lit pas : ouvrez-le et écrivez-la de nouveau."),
    "visits.wrong_moment": _("« %(text)s » n’est pas un moment : donnez le jour et l’heure."),
    "visits.wrong_day": _("« %(text)s » n’est pas un jour : écrivez par exemple 2026-11-24."),
    "visits.ends_before_start": _("La visite finit avant d’avoir commencé : corrigez l’heure de début ou de fin."),
    "visits.wrong_reached": _("Dites si le but est atteint, en partie ou non."),
    "visits.too_long": _("Ce texte a %(length)s caractères : %(most)s au plus, coupez-le en deux sections."),
    "visits.wrong_satisfaction": _("La satisfaction va de 1 à 5."),
    "visits.left_label_needed": _("Écrivez ce qui est laissé ou repris."),
    "visits.wrong_quantity": _("« %(text)s » n’est pas une quantité : de 1 à %(limit)s."),
    "visits.choices_needed": _("Donnez au moins deux choix, un par ligne."),
    "visits.not_in_list": _("« %(text)s » n’est pas un choix de « %(title)s » : choisissez dans la liste."),
    "visits.no_number": _("« %(text)s » n’est pas un nombre, pour « %(title)s »."),
    "visits.form_name_needed": _("Donnez un nom au modèle, par exemple « Première visite »."),
    "visits.wrong_purpose": _("Un modèle sert à un compte rendu ou à une enquête."),
    "visits.purpose_stays": _("Ce modèle garde son usage : créez-en un autre."),
    "visits.wrong_section": _("Choisissez la section dans la liste."),
    "visits.section_title_needed": _("Écrivez la question."),
    "visits.section_twice": _("Ce modèle a déjà cette section."),
    "visits.survey_asks": _("Une enquête ne contient que des questions."),
    "visits.survey_deleted": _("Cette enquête n’existe plus : choisissez-en une autre."),
    "visits.wrong_content": _(
        "Le contenu de ce fichier n’est pas du type annoncé (%(media)s) : il n’est pas joint. Reprenez la photo ou le"
        " son, puis écartez cette saisie."
    ),
    "visits.unreadable_picture": _(
        "Cette image est abîmée ou trop grande pour être ouverte : reprenez la photo, puis écartez cette saisie."
    ),
    "visits.file_missing": _("Le fichier lui-même n’est pas arrivé : renvoyez-le depuis le téléphone."),
    "visits.wrong_media": _("Ce fichier (%(media)s) n’est ni une photo, ni un croquis, ni une note sonore."),
}

KINDS = {
    "visits.report": _("Compte rendu de visite"),
    "visits.removed": _("Compte rendu enlevé"),
    "visits.form": _("Modèle de compte rendu"),
    "visits.section": _("Section d’un modèle"),
    "visits.section_removed": _("Section enlevée"),
    "visits.file": _("Fichier joint à une visite"),
    "visits.file_removed": _("Fichier enlevé"),
    "visits.survey": _("Réponse à une enquête"),
}

PERMISSIONS = {
    "report_visits": _("écrire les comptes rendus de visite"),
    "set_field": _("régler les modèles de visite et ce que les téléphones emportent"),
}
