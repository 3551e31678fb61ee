"""Messages of error codes; labels of operations, tables and columns."""

from django.utils.translation import gettext_lazy as _

from .approval.messages import MESSAGES as APPROVAL_MESSAGES
from .portal.messages import MESSAGES as PORTAL_MESSAGES

MESSAGES = {
    **APPROVAL_MESSAGES,
    **PORTAL_MESSAGES,
    "offers.quote_already_received": _("Ce devis est déjà une offre au bureau : ouvrez-la pour la changer."),
    "offers.quote_empty": _("Un devis a une ligne au moins : choisissez un produit du tarif."),
    "offers.no_such_product": _(
        "Le catalogue n’a pas de produit « %(reference)s » : vérifiez la référence, ou gardez la ligne hors catalogue."
    ),
    "offers.line_text": _(
        "Ce texte compte %(length)s caractères : %(limit)s au plus, le reste va dans la description."
    ),
    "offers.line_vat": _("« %(text)s » n’est pas un taux de TVA : écrivez 20, 10, 5,5 ou 2,1 %%."),
    "offers.line_amount": _("Une ligne vaut un milliard au plus : vérifiez la quantité et le prix."),
    "offers.their_vat_number": _(
        "Sans le numéro de TVA du client, la TVA est due : écrivez-le sur sa fiche, ou changez le régime de TVA."
    ),
    "offers.our_vat_number": _(
        "Notre numéro de TVA manque : l’administrateur l’écrit dans l’identité de l’entreprise, ou changez le régime de"
        " TVA."
    ),
    "offers.discount_above_total": _(
        "Il ne reste que %(most)s à remiser sur ces lignes : écrivez moins, ou faites une remise par ligne."
    ),
    "offers.discount_too_much": _(
        "La remise sur le total dépasse le total des lignes : baissez-la dans les conditions."
    ),
    "offers.promotion_ended": _(
        "Ligne %(line)s : « %(label)s » garde la remise d’une campagne finie ; « Reprendre les prix du jour » la met à"
        " jour."
    ),
    "offers.changed_meanwhile": _(
        "L’offre a changé pendant que son document se préparait : relisez-la, puis recommencez."
    ),
    "offers.total_too_large": _(
        "Cette offre dépasse mille milliards d’euros : vérifiez les quantités, les prix et le taux de la devise."
    ),
    "offers.already_sent": _(
        "Ce qui est parti chez le client, ou vient de lui, ne s’annule pas : retirez le lien, ou faites une nouvelle"
        " version."
    ),
    "offers.deal_with_offers": _(
        "L’offre %(offer)s est partie chez le client : ce qui la porte ne se supprime plus. Marquez l’affaire perdue ou"
        " gagnée."
    ),
    "offers.frozen": _("Cette version est partie ou remplacée : elle ne change plus. Faites une nouvelle version."),
    "offers.unreadable": _("Ce changement n’est pas lisible : rechargez la page, vos lignes non envoyées restent."),
    "offers.line_quantity": _(
        "« %(text)s » n’est pas une quantité : écrivez un nombre au-dessus de 0 ; pour déduire, faites une remise."
    ),
    "offers.line_discount": _(
        "« %(text)s » n’est pas une remise : écrivez un pourcentage de 0 à 100 ; pour un prix plus haut, changez le"
        " prix."
    ),
    "offers.line_price": _("« %(text)s » n’est pas un prix : écrivez un nombre de 0 à %(limit)s."),
    "offers.line_cost": _(
        "« %(text)s » n’est pas un coût : écrivez un nombre de 0 à %(limit)s, ou rien s’il n’est pas connu."
    ),
    "offers.line_label": _("Donnez une désignation à la ligne, ou une référence du catalogue."),
    "offers.line_changed": _(
        "Quelqu’un d’autre vient de changer cette ligne : gardez ce que vous avez écrit, ou prenez ce qui est"
        " enregistré."
    ),
    "offers.line_deleted": _("Quelqu’un d’autre vient d’enlever cette ligne : ajoutez-la de nouveau s’il le faut."),
    "offers.too_many_lines": _("Une offre compte %(limit)s lignes au plus : faites-en une deuxième."),
    "offers.too_many_edits": _("Trop de lignes d’un coup : collez-en %(limit)s au plus."),
    "offers.alternative_base_missing": _("Choisissez la ligne comprise dont celle-ci est la variante."),
    "offers.withdrawn_product": _("« %(reference)s » n’est plus vendu : choisissez ce qui le remplace."),
    "offers.no_such_rate": _("Le taux particulier n’existe pas outre-mer : choisissez le taux réduit."),
    "offers.wrong_percent": _("Écrivez un pourcentage de 0 à 100."),
    "offers.wrong_amount": _("Écrivez un montant de 0 à %(limit)s."),
    "offers.not_valid": _("Donnez une date de validité, aujourd’hui ou plus tard."),
    "offers.too_long": _(
        "Entre entreprises, un paiement se convient à %(most)s jours au plus de la facture (C. com. L441-10)."
    ),
    "offers.too_long_month": _("Fin de mois, un paiement se convient à %(most)s jours au plus (C. com. L441-10)."),
    "offers.wrong_regime": _("Choisissez le régime de TVA dans la liste."),
    "offers.unknown_currency": _(
        "« %(text)s » n’est pas une monnaie : écrivez son code à trois lettres, par exemple EUR, CHF ou USD."
    ),
    "offers.wrong_rate": _("Écrivez combien d’euros vaut une unité de la monnaie, au-dessus de 0."),
    "offers.other_deal": _("Une de ces solutions est d’une autre affaire : choisissez parmi celles de cette affaire."),
    "offers.still_open": _("La version %(version)s est encore en cours : changez-la, elle n’est pas partie."),
    "offers.already_signed": _("Cette offre est signée : ouvrez une nouvelle offre pour ce qui vient en plus."),
    "offers.has_sent_version": _(
        "Une version de cette offre est partie : elle reste. Notez plutôt qu’elle est perdue ou sans suite."
    ),
    "offers.no_line": _("Pour envoyer l’offre, ajoutez au moins une ligne comprise."),
    "offers.list_expired": _(
        "Le tarif « %(list)s » ne vaut plus depuis le %(day)s : reprenez les prix du jour, ou choisissez un autre"
        " tarif."
    ),
    "offers.withdrawn": _("Ligne %(line)s : « %(label)s » n’est plus vendu. Remplacez-le ou enlevez la ligne."),
    "offers.no_cost": _(
        "Ligne %(line)s : « %(label)s » n’a pas de coût d’achat. Écrivez-le, sans lui, la marge ne peut être calculée."
    ),
    "offers.zero_cost": _(
        "Ligne %(line)s : « %(label)s » a un coût nul, toute la vente compte comme marge. Est-ce juste ?"
    ),
    "offers.below_cost": _(
        "Ligne %(line)s : « %(label)s » se vend sous son coût d’achat (revente à perte : C. com. L442-5)."
    ),
    "offers.cost_under_catalogue": _(
        "Ligne %(line)s : le coût saisi pour « %(label)s » est sous celui du catalogue. La marge est comptée sur celui"
        " du catalogue."
    ),
    "offers.zero_price": _(
        "Ligne %(line)s : « %(label)s » n’a pas de prix. Si elle est offerte, dites-le dans la désignation."
    ),
}

KINDS = {
    "offers.quick_quote": _("Devis rapide"),
    "offers.offer": _("Offre ouverte"),
    "offers.offer_removed": _("Offre enlevée"),
    "offers.lines": _("Lignes d’une offre"),
    "offers.prices": _("Prix du jour repris"),
    "offers.version": _("Nouvelle version d’une offre"),
    "offers.conditions": _("Conditions d’une offre"),
    "offers.below_cost": _("Vente sous le prix d’achat justifiée"),
    "offers.approval_requested": _("Accord demandé"),
    "offers.mailed": _("Offre envoyée par e-mail"),
    "offers.approved": _("Accord donné"),
    "offers.declined": _("Accord refusé"),
    "offers.sent": _("Offre envoyée"),
    "offers.link": _("Lien vers une offre"),
    "offers.link_revoked": _("Lien retiré"),
    "offers.opened": _("Offre ouverte par le client"),
    "offers.question": _("Question du client"),
    "offers.answer": _("Réponse au client"),
    "offers.reminded": _("Relance"),
    "offers.signed": _("Offre signée"),
    "offers.refused_by_customer": _("Offre refusée par le client"),
    "offers.outcome": _("Fin d’une offre notée"),
    "offers.order": _("Commande tirée d’une offre"),
    "offers.policy": _("Règles des offres"),
    "offers.promotion": _("Campagne"),
    "offers.promotion_removed": _("Campagne enlevée"),
}

PERMISSIONS = {
    "approve_offers": _("donner son accord à une offre sous la marge libre"),
    "approve_low_offers": _("donner son accord à une offre sous la marge du responsable"),
    "set_offer_rules": _("régler les marges, les conditions et les campagnes des offres"),
}
