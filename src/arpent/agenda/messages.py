"""Messages of the agenda: DomainError codes, reasons of visits left out, notes of days, labels of the history."""

from django.utils.translation import gettext_lazy as _

from arpent.kernel.periods import format_minutes

MESSAGES = {
    "agenda.no_start": _("Indiquez d’abord le point de départ de %(person)s : ouvrez « Horaires de travail »."),
    "agenda.no_working_day": _(
        "%(person)s n’a aucun jour travaillé : ouvrez « Horaires de travail » et donnez des horaires."
    ),
    "agenda.week_closed": _("Aucun jour de cette semaine n’est travaillé : choisissez une autre semaine."),
    "agenda.week_past": _("Cette semaine est passée : choisissez celle-ci ou une semaine à venir."),
    "agenda.nothing_to_plan": _(
        "Rien à planifier : donnez un intervalle de visite à vos clients, ou choisissez une campagne."
    ),
    "agenda.not_a_draft": _("Ce plan n’est plus une proposition : ouvrez la dernière, ou planifiez de nouveau."),
    "agenda.plan_stale": _("Ce plan ne tient plus avec les temps de route actuels : planifiez de nouveau."),
    "agenda.fixed": _("Ce rendez-vous est fixé avec le client : changez-le dans l’agenda."),
    "agenda.changed_since": _(
        "Un rendez-vous a été fixé ou changé depuis cette proposition (%(name)s) : planifiez de nouveau."
    ),
    "agenda.page_stale": _(
        "Cette proposition ou votre agenda a changé depuis l’affichage de la page : vérifiez ci-dessous, puis"
        " recommencez."
    ),
    "agenda.broken": _(
        "La planification s’est arrêtée sur une erreur de notre part : relancez-la, rien n’est changé dans l’agenda."
    ),
    "agenda.already_done": _("Cette visite est déjà notée, ou annulée."),
    "agenda.locked": _("Cette visite est verrouillée : déverrouillez-la d’abord."),
    "agenda.not_planned": _("Cette visite n’est pas dans le plan : placez-la d’abord sur un jour."),
    "agenda.does_not_fit": _("%(name)s ne tient pas ce jour-là : choisissez un autre jour ou retirez une visite."),
    "agenda.wrong_hours": _(
        "Ces horaires ne se lisent pas : la fin vient après le début, et le repas tient dans son créneau."
    ),
    "agenda.wrong_driving": _("La conduite par jour va de 30 minutes à 12 heures."),
    "agenda.wrong_vehicle": _("Choisissez un véhicule de la liste."),
    "agenda.unknown_place": _(
        "« %(text)s » ne se trouve pas : écrivez un code postal et une ville, par exemple 69003 Lyon."
    ),
    "agenda.wrong_delay": _("Un retard va de 5 minutes à 8 heures."),
    "agenda.wrong_kind": _("Choisissez visite, bureau ou absence."),
    "agenda.wrong_duration": _("La durée va de 5 minutes à 7 jours."),
    "agenda.title_needed": _("Donnez un titre au rendez-vous, ou choisissez une entreprise."),
    "agenda.not_yet": _("Ce rendez-vous n’a pas encore commencé : attendez qu’il ait lieu."),
    "agenda.wrong_week": _("« %(text)s » n’est pas une semaine : écrivez par exemple 2026-W49."),
    "agenda.wrong_moment": _("Cette date ne se lit pas : écrivez le jour et l’heure."),
}

LEFT_OUT = {
    "closed": _("fermé toute la semaine"),
    "driving": _(
        "trop loin : %(minutes)s de route en plus dépasseraient la conduite permise, pour une visite qui vaut"
        " %(value)s €"
    ),
    "no_room": _(
        "pas de place : coûterait au moins %(minutes)s de route (%(cost)s €) pour une visite qui vaut %(value)s €"
    ),
    "too_dear": _("trop cher : coûterait %(minutes)s de route (%(cost)s €) pour une visite qui vaut %(value)s €"),
    "fits": _("tient encore : +%(minutes)s de route"),
    "removed": _("retirée par vous"),
}

NOTES = {
    "leaves_early": _("Départ %(at)s pour %(first)s."),
    "back_late": _("Retour %(at)s après %(first)s."),
    "long_drive": _("%(span)s de route pour tenir vos rendez-vous, plus que la conduite permise."),
    "lunch_moved": _("Pause déjeuner décalée : %(at)s."),
    "lunch_with": _("Déjeuner pris avec le rendez-vous : %(first)s."),
    "no_lunch": _("Pas de pause déjeuner : %(names)s."),
    "leave_sooner": _("Quittez %(first)s %(at)s : la route jusqu’à %(second)s l’exige."),
    "overlap": _(
        "%(first)s et %(others)s sont à la même heure : déplacez l’un des deux. Le reste de la semaine est planifié."
    ),
}

# A time of day in a sentence; "the day before" and "the day after" for a day that begins or ends outside it.
AT = {
    "same": _("à %(hour)s h %(minute)s"),
    "before": _("la veille à %(hour)s h %(minute)s"),
    "after": _("le lendemain à %(hour)s h %(minute)s"),
}

OFF = {
    "off": _("jour non travaillé"),
    "past": _("passé"),
    "away": _("absence"),
    "holiday": _("jour férié : %(name)s"),
}

WHY = {
    "late": _("en retard"),
    "due": _("à voir"),
    "soon": _("bientôt"),
    "fresh": _("vu récemment"),
    "none": _("sans intervalle"),
    "target": _("cible de campagne"),
    "replan": _("déjà prévu"),
}

KINDS = {
    "agenda.pattern": _("Journées de travail"),
    "agenda.feed": _("Adresse de l’agenda"),
    "agenda.appointment": _("Rendez-vous"),
    "agenda.cancel": _("Rendez-vous annulé"),
    "agenda.done": _("Visite faite"),
    "agenda.late": _("Journée décalée"),
    "agenda.plan": _("Semaine planifiée"),
    "agenda.move": _("Visite déplacée dans le plan"),
    "agenda.lock": _("Visite verrouillée"),
    "agenda.remove": _("Visite retirée du plan"),
    "agenda.accept": _("Plan accepté"),
    "agenda.drop": _("Plan abandonné"),
}

PLAN_STATES = {
    "running": _("en calcul"),
    "draft": _("proposé"),
    "accepted": _("accepté"),
    "dropped": _("abandonné"),
    "failed": _("impossible"),
}

SHOWN = {
    ("agenda_plan", "state"): lambda value: str(PLAN_STATES.get(str(value), value)),
    ("agenda_workpattern", "lunch_from"): format_minutes,
    ("agenda_workpattern", "lunch_to"): format_minutes,
}

PERMISSIONS = {
    "plan_week": _("planifier une semaine"),
}
