"""Messages of error codes; labels of the history."""

from django.utils.translation import gettext_lazy as _

REQUIREMENTS = {
    "amount": _("un montant"),
    "expected_on": _("une date de décision"),
    "contact": _("un contact et son rôle dans la décision"),
    "need": _("le besoin en une phrase"),
    "competitor": _("le concurrent en place"),
    "competitive_pressure": _("la pression de la concurrence"),
}

MESSAGES = {
    "deals.moved_concurrently": _(
        "Cette affaire est passée à « %(stage)s » depuis que vous avez ouvert la page : relisez-la, puis déplacez-la si"
        " c’est toujours voulu."
    ),
    "deals.need_changed": _(
        "Cette fiche de besoin a changé depuis que vous avez ouvert la page : relisez-la, puis notez l’accord du"
        " client."
    ),
    "deals.deal_needed": _("Choisissez l’affaire, ou donnez un titre à une nouvelle."),
    "deals.family_needed": _("Dites de quoi le client a besoin : choisissez la famille."),
    "deals.wrong_day": _("« %(text)s » n’est pas un jour."),
    "deals.request_empty": _("Écrivez ce que le client demande."),
    "deals.title_needed": _("Donnez un titre à l’affaire, par exemple « Pompes du puits 3 »."),
    "deals.next_step_needed": _("Écrivez la prochaine action : une affaire ouverte en a toujours une."),
    "deals.next_step_on_needed": _("Donnez un jour à la prochaine action, ou le jour jusqu’où attendre."),
    "deals.wrong_amount": _("Le montant se compte en euros hors taxes, de 0 à %(limit)s."),
    "deals.wrong_probability": _("La probabilité va de 0 à 100 %%."),
    "deals.wrong_competitive_pressure": _("La pression de la concurrence va de 0 (aucune) à 4 (extrême)."),
    "deals.wrong_step": _("Une affaire est à faire un jour, ou en attente jusqu’à un jour."),
    "deals.wrong_buying_role": _("Choisissez la part du contact dans la liste."),
    "deals.lost_reason_needed": _("Dites pourquoi l’affaire est perdue : c’est ce qui apprend à gagner la suivante."),
    "deals.stage_needs": _("Pour passer à « %(stage)s », il manque : %(what)s."),
    "deals.stage_name_needed": _("Donnez un nom à l’étape."),
    "deals.stage_required": _("Cette étape reste : il faut une étape ouverte au moins, une gagnée et une perdue."),
    "deals.stage_in_use": _("Des affaires sont passées par « %(stage)s » : renommez-la plutôt que de l’enlever."),
    "deals.wrong_requirement": _("Choisissez dans la liste ce que l’étape demande."),
    "deals.whom_needed": _("Dites à quel service ou partenaire la demande s’adresse."),
    "deals.request_name_needed": _("Dites qui répondra : un nom, une équipe ou un service."),
    "deals.question_needed": _("Écrivez ce que vous demandez."),
    "deals.due_needed": _("Donnez le jour où il vous faut la réponse, aujourd’hui ou plus tard."),
    "deals.request_already_answered": _("Cette demande a sa réponse : elle ne se retire plus."),
    "deals.file_empty": _("Choisissez un fichier qui contient quelque chose."),
    "deals.file_too_large": _("Ce fichier dépasse %(limit)s Mo : réduisez-le, ou gardez son lien dans le besoin."),
    "deals.wrong_quantity": _("La quantité va de 1 à %(limit)s."),
    "deals.confirmer_needed": _("Écrivez le nom de la personne qui a confirmé le besoin."),
    "deals.answer_needed": _("Écrivez votre réponse."),
    "deals.answerer_name_needed": _("Donnez votre nom, pour que l’on sache qui a répondu."),
}

KINDS = {
    "deals.open": _("Affaire ouverte"),
    "deals.change": _("Affaire modifiée"),
    "deals.delete": _("Affaire supprimée"),
    "deals.follow": _("Affaire suivant son offre"),
    "deals.move": _("Affaire déplacée"),
    "deals.contact": _("Part d’un contact"),
    "deals.stage": _("Étape réglée"),
    "deals.stage_removed": _("Étape enlevée"),
    "deals.need": _("Besoin rempli"),
    "deals.quote_requested": _("Devis demandé"),
    "deals.need_confirmed": _("Besoin confirmé"),
    "deals.need_removed": _("Besoin enlevé"),
    "deals.request": _("Demande envoyée"),
    "deals.request_withdrawn": _("Demande retirée"),
    "deals.request_answered": _("Réponse à une demande"),
    "deals.document": _("Document ajouté"),
    "deals.document_removed": _("Document enlevé"),
}

PERMISSIONS = {
    "see_deals": _("voir les affaires"),
    "change_deals": _("modifier les affaires"),
    "set_stages": _("régler les étapes des affaires"),
}
