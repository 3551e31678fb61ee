"""What a refusal says: code to sentence. What the history calls our tables and fields."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "offers.quote_at_desk": _("Ce devis est déjà une offre au bureau : ouvrez-la pour la changer."),
    "offers.quote_empty": _("Un devis a une ligne au moins : choisissez un produit du tarif."),
    "offers.no_such_product": _(
        "Le catalogue n’a pas de produit « %(reference)s » : vérifiez la référence, ou gardez la ligne hors catalogue."
    ),
    "offers.line_text": _(
        "Ce texte compte %(length)s caractères : %(limit)s au plus, le reste va dans la description."
    ),
    "offers.line_vat": _("« %(text)s » n’est pas un taux de TVA : écrivez 20, 10, 5,5 ou 2,1 %%."),
    "offers.line_amount": _("Une ligne vaut un milliard au plus : vérifiez la quantité et le prix."),
    "offers.next_version_open": _(
        "La version %(version)s est en cours d’écriture : envoyez-la, ou annulez-la dans l’historique, avant de dire"
        " comment l’offre a fini."
    ),
    "offers.no_more_questions": _("Cette offre n’attend plus de question ici : appelez %(name)s."),
    "offers.their_vat_number": _(
        "Sans le numéro de TVA du client, la TVA est due : écrivez-le sur sa fiche, ou changez le régime de TVA."
    ),
    "offers.our_vat_number": _(
        "Notre numéro de TVA manque : l’administrateur l’écrit dans l’identité de l’entreprise, ou changez le régime de"
        " TVA."
    ),
    "offers.discount_over": _(
        "Il ne reste que %(most)s à remiser sur ces lignes : écrivez moins, ou faites une remise par ligne."
    ),
    "offers.discount_too_much": _(
        "La remise sur le total dépasse le total des lignes : baissez-la dans les conditions."
    ),
    "offers.promotion_over": _(
        "Ligne %(line)s : « %(label)s » garde la remise d’une campagne finie ; « Reprendre les prix du jour » la met à"
        " jour."
    ),
    "offers.mail_address": _("Donnez l’adresse e-mail du destinataire, ou décochez l’envoi : vous copierez le lien."),
    "offers.mail_link_gone": _(
        "Ce lien n’est plus à envoyer : il est retiré, ou une version plus récente le remplace."
    ),
    "offers.ask_note": _("Dites en un mot pourquoi : qui décide n’a que cela et les chiffres."),
    "offers.changed_meanwhile": _(
        "L’offre a changé pendant que son document se préparait : relisez-la, puis recommencez."
    ),
    "offers.changed_since_asked": _(
        "L’offre a changé depuis la demande : celle-ci ne vaut plus, une autre sera à faire."
    ),
    "offers.too_much": _(
        "Cette offre dépasse mille milliards d’euros : vérifiez les quantités, les prix et le taux de la devise."
    ),
    "offers.has_left": _(
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
    "offers.line_price": _("« %(text)s » n’est pas un prix : écrivez un nombre de 0 à 100 000 000."),
    "offers.line_cost": _(
        "« %(text)s » n’est pas un coût : écrivez un nombre de 0 à 100 000 000, ou rien s’il n’est pas connu."
    ),
    "offers.line_label": _("Donnez une désignation à la ligne, ou une référence du catalogue."),
    "offers.line_changed": _(
        "Quelqu’un d’autre vient de changer cette ligne : gardez ce que vous avez écrit, ou prenez ce qui est"
        " enregistré."
    ),
    "offers.line_gone": _("Quelqu’un d’autre vient d’enlever cette ligne : ajoutez-la de nouveau s’il le faut."),
    "offers.too_many_lines": _("Une offre compte %(limit)s lignes au plus : faites-en une deuxième."),
    "offers.too_many_edits": _("Trop de lignes d’un coup : collez-en %(limit)s au plus."),
    "offers.variant_of_what": _("Choisissez la ligne comprise dont celle-ci est la variante."),
    "offers.withdrawn_product": _("« %(reference)s » n’est plus vendu : choisissez ce qui le remplace."),
    "offers.no_such_rate": _("Le taux particulier n’existe pas outre-mer : choisissez le taux réduit."),
    "offers.wrong_percent": _("Écrivez un pourcentage de 0 à 100."),
    "offers.wrong_amount": _("Écrivez un montant de 0 à 10 milliards."),
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
    "offers.signed_already": _("Cette offre est signée : ouvrez une nouvelle offre pour ce qui vient en plus."),
    "offers.refused_already": _("Cette offre est refusée : demandez-en une nouvelle version à votre interlocuteur."),
    "offers.was_sent": _(
        "Une version de cette offre est partie : elle reste. Notez plutôt qu’elle est perdue ou sans suite."
    ),
    "offers.no_line": _("Pour envoyer l’offre, ajoutez au moins une ligne comprise."),
    "offers.list_expired": _(
        "Le tarif « %(list)s » ne vaut plus depuis le %(day)s : reprenez les prix du jour, ou choisissez un autre"
        " tarif."
    ),
    "offers.withdrawn": _("Ligne %(line)s : « %(label)s » n’est plus vendu. Remplacez-le ou enlevez la ligne."),
    "offers.no_cost": _(
        "Ligne %(line)s : « %(label)s » n’a pas de coût d’achat. Écrivez-le, sans lui la marge ne se sait pas."
    ),
    "offers.zero_cost": _(
        "Ligne %(line)s : « %(label)s » a un coût nul, toute la vente compte comme marge. Est-ce juste ?"
    ),
    "offers.below_cost": _(
        "Ligne %(line)s : « %(label)s » se vend sous son coût d’achat (revente à perte : C. com. L442-5)."
    ),
    "offers.loss_unanswered": _(
        "Des lignes se vendent sous leur prix d’achat : dites d’abord quel cas de la loi le permet (bouton « Vente sous"
        " le prix d’achat »)."
    ),
    "offers.loss_case_needed": _(
        "Choisissez le cas de la loi qui permet cette vente ; si aucun ne s’applique, relevez le prix."
    ),
    "offers.loss_reason_needed": _("Dites pourquoi ce cas s’applique : la direction décide sur ce mot."),
    "offers.nothing_below_cost": _("Aucune ligne ne se vend sous son prix d’achat : il n’y a rien à justifier."),
    "offers.loss_changed": _("Quelqu’un a répondu entre-temps : rechargez la page pour lire sa réponse."),
    "offers.choice_not_agreed": _(
        "Ce choix d’options n’est pas ouvert dans cette offre : gardez les autres, ou demandez-le à votre"
        " interlocuteur."
    ),
    "offers.cost_under_catalogue": _(
        "Ligne %(line)s : le coût saisi pour « %(label)s » est sous celui du catalogue. La marge est comptée sur celui"
        " du catalogue."
    ),
    "offers.zero_price": _(
        "Ligne %(line)s : « %(label)s » n’a pas de prix. Si elle est offerte, dites-le dans la désignation."
    ),
    "offers.no_approval_needed": _("Cette offre ne demande l’accord de personne : envoyez-la."),
    "offers.already_asked": _("L’accord est déjà demandé ou donné : changez l’offre pour le redemander."),
    "offers.decline_reason": _("Dites pourquoi, et ce qui passerait : votre collègue repart de là."),
    "offers.decided_already": _("Cette demande n’attend plus : l’offre a changé, ou quelqu’un a déjà répondu."),
    "offers.approval_needed": _("Il faut d’abord l’accord demandé par la marge : demandez-le depuis l’offre."),
    "offers.recipient_needed": _("Écrivez le nom de qui reçoit l’offre."),
    "offers.not_sent": _("Cette offre n’attend pas de réponse : elle n’est pas partie, ou elle est close."),
    "offers.link_replaced": _(
        "La version %(version)s de cette offre est remplacée par une autre : demandez le nouveau lien à %(whom)s."
    ),
    "offers.expired": _("Cette offre valait jusqu’au %(day)s : demandez-en une nouvelle à votre interlocuteur."),
    "offers.no_such_choice": _("Une option choisie n’est pas dans cette offre : rechargez la page."),
    "offers.two_variants": _("Deux variantes de la même ligne sont choisies : gardez-en une."),
    "offers.signer_needed": _("Écrivez votre nom."),
    "offers.function_needed": _("Écrivez votre fonction dans l’entreprise."),
    "offers.signature_method_needed": _("Choisissez comment signer : nom écrit, ou signature dessinée."),
    "offers.drawing_needed": _("Dessinez votre signature dans le cadre, ou signez par votre nom écrit."),
    "offers.agreement_needed": _("Cochez « bon pour accord » pour signer."),
    "offers.terms_needed": _("Cochez que vous acceptez les conditions générales : elles sont à lire par le lien."),
    "offers.reason_of_refusal": _("Choisissez la raison dans la liste : elle aide à mieux vous répondre."),
    "offers.question_needed": _("Écrivez votre question."),
    "offers.too_many_questions": _("Cette offre a déjà beaucoup de questions : appelez plutôt votre interlocuteur."),
    "offers.answer_needed": _("Écrivez la réponse : elle paraît sur la page du client."),
    "offers.reminder_needed": _("Dites comment vous avez relancé, et ce qui a été répondu."),
    "offers.again_later": _("Donnez un jour après aujourd’hui pour y revenir."),
    "offers.policy_day": _("Donnez le jour où ces règles commencent, aujourd’hui ou plus tard."),
    "offers.floors_order": _("La marge libre est au-dessus de celle du responsable : échangez-les."),
    "offers.promotion_name": _("Donnez un nom à la campagne."),
    "offers.promotion_days": _("Une campagne finit après son début : corrigez les dates."),
    "offers.wrong_result": _("Choisissez dans la liste comment l’offre a fini."),
    "offers.lost_reason": _("Dites pourquoi elle est perdue : c’est ce qui apprend à gagner la suivante."),
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
    "offers.asked": _("Accord demandé"),
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

TABLES = {
    "offers_offer": _("Offre"),
    "offers_offerversion": _("Version d’une offre"),
    "offers_offerline": _("Ligne d’une offre"),
    "offers_offerfile": _("Papier d’une offre"),
    "offers_offerpolicy": _("Règles des offres"),
    "offers_promotion": _("Campagne"),
    "offers_approval": _("Accord"),
    "offers_offerlink": _("Lien vers une offre"),
    "offers_offerevent": _("Suite d’une offre"),
    "offers_signature": _("Signature"),
    "offers_outcome": _("Fin d’une offre"),
}

COLUMNS = {
    "offers_offer": {
        "title": _("Titre"),
        "state": _("État"),
        "net": _("Montant HT"),
        "pocket": _("Prix de poche"),
        "cost": _("Coût"),
        "valid_until": _("Valable jusqu’au"),
        "sent_at": _("Envoyée le"),
        "opened_at": _("Ouverte le"),
        "remind_on": _("À relancer le"),
        "closed_at": _("Close le"),
        "last_version": _("Dernière version"),
    },
    "offers_offerversion": {
        "state": _("État"),
        "language": _("Langue"),
        "contact_id": _("Destinataire"),
        "price_list_id": _("Tarif"),
        "currency": _("Monnaie"),
        "rate": _("Cours"),
        "regime": _("Régime de TVA"),
        "valid_until": _("Valable jusqu’au"),
        "global_percent": _("Remise sur le total (%)"),
        "global_amount": _("Remise sur le total"),
        "deposit_percent": _("Acompte (%)"),
        "payment_days": _("Délai de paiement (jours)"),
        "end_of_month": _("Fin de mois"),
        "incoterm": _("Incoterm"),
        "incoterm_place": _("Lieu"),
        "incoterm_cost": _("Coût de l’Incoterm"),
        "carriage_cost": _("Coût du port"),
        "financing_rate_percent": _("Coût de l’argent (% par an)"),
        "warranty_percent": _("Garantie (% du prix)"),
        "warranty_months": _("Garantie (mois)"),
        "commission_percent": _("Commission (%)"),
        "delivery": _("Livraison"),
        "letter": _("Lettre"),
        "conditions": _("Conditions particulières"),
        "with_sheets": _("Fiches des produits"),
        "priced_on": _("Prix du"),
        "loss_case": _("Cas de vente sous le prix d’achat"),
        "loss_reason": _("Pourquoi ce cas s’applique"),
        "loss_by_id": _("Dit par"),
    },
    "offers_offerline": {
        "label": _("Désignation"),
        "reference": _("Référence"),
        "description": _("Description"),
        "quantity": _("Quantité"),
        "unit": _("Unité"),
        "list_price": _("Prix tarif"),
        "tier_price": _("Prix par quantité"),
        "manual_price": _("Prix saisi"),
        "promotion_percent": _("Campagne (%)"),
        "discount_percent": _("Remise (%)"),
        "cost": _("Coût"),
        "vat": _("TVA"),
        "role": _("Compris, option, variante"),
        "counted": _("Compté"),
        "kind": _("Sorte"),
        "position": _("Rang"),
        "delivery_days": _("Délai (jours)"),
    },
    "offers_offerpolicy": {
        "starts_on": _("À partir du"),
        "offer_free": _("Marge libre de l’offre"),
        "offer_manager": _("Marge du responsable"),
        "line_free": _("Marge libre d’une ligne"),
        "line_manager": _("Marge du responsable, par ligne"),
        "financing_rate_percent": _("Coût de l’argent (% par an)"),
        "warranty_percent": _("Garantie (% du prix)"),
        "commission_percent": _("Commission (%)"),
        "validity_days": _("Validité (jours)"),
        "payment_days": _("Délai de paiement (jours)"),
        "deposit_percent": _("Acompte (%)"),
    },
    "offers_promotion": {
        "name": _("Nom"),
        "percent": _("Remise (%)"),
        "starts_on": _("Du"),
        "ends_on": _("Au"),
        "family_id": _("Famille"),
    },
    "offers_approval": {
        "level": _("De qui"),
        "state": _("État"),
        "note": _("Mot"),
        "reason": _("Raison"),
        "decided_by_id": _("Qui"),
        "decided_at": _("Le"),
    },
    "offers_offerlink": {"name": _("Destinataire"), "expires_on": _("Jusqu’au"), "revoked_at": _("Retiré le")},
    "offers_outcome": {
        "result": _("Fin"),
        "reason": _("Raison"),
        "note": _("Précision"),
        "winner_price": _("Prix du gagnant"),
        "closed_on": _("Le"),
    },
}

PERMISSIONS = {
    "approve_offers": _("donner son accord à une offre sous la marge libre"),
    "approve_low_offers": _("donner son accord à une offre sous la marge du responsable"),
    "set_offer_rules": _("régler les marges, les conditions et les campagnes des offres"),
}
