"""Messages of approvals, sales below cost, policies and promotions."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "offers.ask_note": _("Dites en un mot pourquoi : qui décide n’a que cela et les chiffres."),
    "offers.changed_since_request": _(
        "L’offre a changé depuis la demande : celle-ci ne vaut plus, une autre sera à faire."
    ),
    "offers.legal_case_missing": _(
        "Des lignes se vendent sous leur prix d’achat : dites d’abord quel cas de la loi le permet (bouton « Vente sous"
        " le prix d’achat »)."
    ),
    "offers.legal_case_needed": _(
        "Choisissez le cas de la loi qui permet cette vente ; si aucun ne s’applique, relevez le prix."
    ),
    "offers.loss_reason_needed": _("Dites pourquoi ce cas s’applique : la direction décide sur ce mot."),
    "offers.nothing_below_cost": _("Aucune ligne ne se vend sous son prix d’achat : il n’y a rien à justifier."),
    "offers.legal_case_changed": _("Quelqu’un a répondu entre-temps : rechargez la page pour lire sa réponse."),
    "offers.selection_not_approved": _(
        "Ce choix d’options n’est pas ouvert dans cette offre : gardez les autres, ou demandez-le à votre"
        " interlocuteur."
    ),
    "offers.no_approval_needed": _("Cette offre ne demande l’accord de personne : envoyez-la."),
    "offers.approval_already_requested": _("L’accord est déjà demandé ou donné : changez l’offre pour le redemander."),
    "offers.decline_reason": _("Dites pourquoi, et ce qui passerait : votre collègue repart de là."),
    "offers.already_decided": _("Cette demande n’attend plus : l’offre a changé, ou quelqu’un a déjà répondu."),
    "offers.approval_needed": _("Il faut d’abord l’accord demandé par la marge : demandez-le depuis l’offre."),
    "offers.policy_day": _("Donnez le jour où ces règles commencent, aujourd’hui ou plus tard."),
    "offers.floors_order": _("La marge libre est au-dessus de celle du responsable : échangez-les."),
    "offers.promotion_name": _("Donnez un nom à la campagne."),
    "offers.promotion_days": _("Une campagne finit après son début : corrigez les dates."),
}
