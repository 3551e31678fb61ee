"""Messages of error codes and labels."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "catalogue.document_in_use": _(
        "Une offre nomme ce document : il reste. Donnez-lui une fin de validité ou ajoutez une version."
    ),
    "catalogue.title_needed": _("Donnez un titre au document."),
    "catalogue.wrong_document_kind": _("Choisissez le type de document dans la liste."),
    "catalogue.wrong_language": _("Choisissez la langue dans la liste."),
    "catalogue.validity_ends_before_start": _(
        "La fin de validité vient avant le début : corrigez l’une des deux dates."
    ),
    "catalogue.file_empty": _("Choisissez un fichier qui contient quelque chose."),
    "catalogue.file_too_large": _("Ce fichier dépasse %(limit)s Mo : réduisez-le avant de le déposer."),
    "catalogue.improvement_empty": _("Écrivez ce que vous changeriez."),
    "catalogue.no_such_page": _("Ce document a %(pages)s pages : choisissez l’une d’elles."),
    "catalogue.comment_empty": _("Écrivez votre réponse."),
    "catalogue.decline_reason": _("Dites pourquoi la proposition est refusée : son auteur l’attend."),
    "catalogue.improvement_included": _("Cette proposition est déjà dans une version : proposez-en une autre."),
    "catalogue.improvement_decided": _("On a déjà répondu à cette proposition : elle ne se retire plus."),
    "catalogue.not_own_proposal": _("Seul l’auteur d’une proposition la retire."),
    "catalogue.column_reference": _(
        "Dites quelle colonne contient la référence : c’est elle qui reconnaît un produit."
    ),
    "catalogue.column_name": _("Dites quelle colonne contient la désignation du produit."),
    "catalogue.column_family": _("Choisissez la famille des produits, ou dites quelle colonne la contient."),
    "catalogue.column_period": _("Choisissez le tarif où vont les prix, ou n’importez pas la colonne des prix."),
    "catalogue.unknown_unit": _("« %(unit)s » n’est pas une unité connue : écrivez par exemple %(nearest)s."),
    "catalogue.unit_does_not_fit": _(
        "L’unité %(unit)s ne mesure pas la même chose que %(expected)s : écrivez la valeur dans une unité qui convient."
    ),
    "catalogue.formula_unreadable": _(
        "« %(formula)s » ne se lit pas comme une formule : écrivez par exemple moteur.puissance >= 1,15 *"
        " pompe.puissance."
    ),
    "catalogue.formula_name": _(
        "« %(name)s » n’est pas une caractéristique de la famille (formule « %(formula)s ») : choisissez un code de la"
        " liste."
    ),
    "catalogue.formula_no_condition": _(
        "« %(formula)s » donne une valeur, pas une condition : comparez-la à quelque chose, par exemple avec >=."
    ),
    "catalogue.formula_no_number": _(
        "« %(formula)s » ne donne pas un nombre : une caractéristique calculée est un nombre."
    ),
    "catalogue.formula_unit": _(
        "« %(formula)s » ne donne pas des %(unit)s : vérifiez les unités, ou écrivez valeur(…) pour compter sans elles."
    ),
    "catalogue.formula_mixes": _(
        "« %(formula)s » rapproche %(left)s et %(right)s, qui ne mesurent pas la même chose : corrigez la formule."
    ),
    "catalogue.formula_bare": _(
        "« %(formula)s » contient un nombre dont l’unité ne se devine pas : écrivez-la derrière, par exemple 5[kW] ou"
        " 75[%%]."
    ),
    "catalogue.formula_level_sum": _(
        "« %(formula)s » additionne deux températures : un écart de température s’écrit en kelvins, par exemple +"
        " 10[K]."
    ),
    "catalogue.formula_level_product": _(
        "« %(formula)s » multiplie, divise ou élève une température en degrés : calculez sur un écart, par exemple 2 *"
        " (t1 - t2), ou sur valeur(t)."
    ),
    "catalogue.formula_level_sign": _(
        "« %(formula)s » change le signe d’une température : comparez-la telle quelle, ou écrivez un écart, par exemple"
        " t1 - t2."
    ),
    "catalogue.formula_level_and_difference": _(
        "« %(formula)s » rapproche une température et un écart de températures : comparez deux températures, ou deux"
        " écarts."
    ),
    "catalogue.formula_difference_unit": _(
        "« %(formula)s » donne un écart de températures : donnez à la caractéristique l’unité K au lieu de %(unit)s."
    ),
    "catalogue.formula_division_by_zero": _("« %(formula)s » divise par zéro : corrigez le diviseur."),
    "catalogue.formula_undefined": _(
        "« %(name)s » divise par zéro, ou dépasse ce qui se calcule, pour certaines valeurs : ces combinaisons sont"
        " écartées. Vérifiez les fiches ou la formule."
    ),
    "catalogue.number_too_large": _("« %(text)s… » est un nombre trop grand : vérifiez ce que vous avez écrit."),
    "catalogue.code_twice": _("Le code « %(name)s » sert deux fois dans la famille : changez l’un des deux."),
    "catalogue.component_without_parts": _(
        "Aucun produit ne convient au composant « %(component)s » : ajoutez-en à sa famille,"
        " ou rendez le composant facultatif."
    ),
    "catalogue.circular": _(
        "Des formules tournent en rond (%(circle)s) : donnez à l’une de ces caractéristiques une valeur qui ne dépend"
        " pas des autres."
    ),
    "catalogue.rule_too_wide": _(
        "« %(rule)s » lie plus de %(limit)s combinaisons : coupez-la en deux règles, ou calculez d’abord une"
        " caractéristique."
    ),
    "catalogue.rule_allows_nothing": _(
        "La règle « %(rule)s » ne permet aucune combinaison : aucun produit ne la remplit. Corrigez-la, ou complétez"
        " les fiches."
    ),
    "catalogue.rule_name": _(
        "La règle « %(rule)s » nomme « %(name)s », que la famille n’a pas : choisissez un code de la liste."
    ),
    "catalogue.rule_empty": _(
        "La règle « %(rule)s » est vide : donnez-lui une formule, ou des colonnes et au moins une ligne."
    ),
    "catalogue.rule_width": _(
        "La ligne %(line)s de la règle « %(rule)s » n’a pas %(expected)s cases : complétez-la, une case vide valant «"
        " n’importe »."
    ),
    "catalogue.rule_value": _(
        "La ligne %(line)s de la règle « %(rule)s » nomme « %(value)s », que « %(name)s » ne prend jamais : corrigez la"
        " valeur."
    ),
    "catalogue.family_impossible": _(
        "Ces règles ensemble ne laissent aucune configuration : %(rules)s. Assouplissez l’une d’elles."
    ),
    "catalogue.value_missing": _(
        "Des fiches ne disent pas « %(name)s » : complétez-les, sinon les règles qui la demandent écartent ces"
        " produits."
    ),
    "catalogue.never_fits": _(
        "« %(name)s » ne prend jamais ces valeurs, quoi que l’on choisisse : %(values)s. Revoyez les règles ou les"
        " fiches."
    ),
    "catalogue.period_ends_before_start": _(
        "Dans « %(list)s », la période du %(start)s finit avant de commencer : corrigez ses dates."
    ),
    "catalogue.period_overlap": _(
        "Dans « %(list)s », les périodes du %(before)s et du %(start)s se recouvrent : finissez la première la veille"
        " de la seconde."
    ),
    "catalogue.period_gap": _(
        "« %(list)s » n’a aucun prix du %(start)s au %(end)s : prolongez la période d’avant, ou avancez celle d’après."
    ),
    "catalogue.question_needed": _("Écrivez la question."),
    "catalogue.no_such_demand": _("« %(name)s » n’est pas dans la liste : choisissez une des valeurs proposées."),
    "catalogue.kind_in_use": _(
        "Des fiches disent déjà « %(name)s » : videz-les d’abord, ou créez une autre caractéristique."
    ),
    "catalogue.in_use": _("« %(name)s » sert encore ailleurs : changez-le plutôt que de l’enlever."),
    "catalogue.name_needed": _("Donnez un nom."),
    "catalogue.name_taken": _("« %(name)s » existe déjà : choisissez un autre nom."),
    "catalogue.parent_cycle": _("Une famille ne peut pas être rangée dans elle-même : choisissez-en une autre."),
    "catalogue.component_of_set": _(
        "« %(family)s » est un ensemble : un composant prend un produit d’une famille simple. Choisissez-en une autre."
    ),
    "catalogue.no_number": _("« %(text)s » n’est pas un nombre : écrivez par exemple 7,5 ou 40 m³/h."),
    "catalogue.no_yes_no": _("« %(text)s » n’est ni oui ni non : écrivez l’un des deux, ou laissez vide."),
    "catalogue.not_in_list": _(
        "« %(text)s » n’est pas dans la liste (%(values)s) : choisissez une de ces valeurs, ou ajoutez-la à la"
        " caractéristique."
    ),
    "catalogue.reference_needed": _("Donnez une référence : c’est par elle que le produit est reconnu."),
    "catalogue.reference_taken": _(
        "La référence « %(reference)s » existe déjà : ouvrez ce produit, ou donnez-en une autre."
    ),
    "catalogue.no_such_reference": _(
        "Aucun autre produit n’a la référence « %(reference)s » : vérifiez-la dans le catalogue."
    ),
    "catalogue.wrong_amount": _("Un prix ou un coût va de 0 à %(limit)s : corrigez-le."),
    "catalogue.wrong_currency": _(
        "« %(text)s » n’est pas une devise : écrivez ses trois lettres, par exemple EUR ou CHF."
    ),
    "catalogue.rate_needed": _("Dites combien d’euros vaut une unité de %(currency)s : la marge se compte en euros."),
}

PRODUCT_FIELDS = {
    "reference": _("Référence"),
    "name": _("Désignation"),
    "family": _("Famille"),
    "kind": _("Type de produit"),
    "description": _("Description"),
    "sale_unit": _("Unité de vente"),
    "purchase_cost": _("Coût d’achat (€ HT)"),
    "price": _("Prix de vente HT"),
    "delivery_days": _("Délai (jours)"),
    "stock": _("Stock"),
    "characteristic": _("Caractéristique (nom et unité de la colonne)"),
}

PRODUCT_PROBLEMS = {
    "no_reference": _("sans référence"),
    "no_name": _("sans désignation"),
    "no_family": _("sans famille"),
    "wrong_width": _("trop de cellules dans la ligne"),
    "kind": _("type de produit inconnu, laissé de côté"),
    "purchase_cost": _("coût illisible, laissé vide"),
    "price": _("prix illisible, laissé vide"),
    "delivery_days": _("délai illisible, laissé vide"),
    "stock": _("stock illisible, laissé vide"),
    "characteristic": _("valeur que la caractéristique ne peut prendre, laissée vide"),
    "computed": _("caractéristique calculée : la colonne est laissée de côté"),
}

KINDS = {
    "catalogue.document": _("Document réglé"),
    "catalogue.document_removed": _("Document du catalogue enlevé"),
    "catalogue.version": _("Version d’un document"),
    "catalogue.version_removed": _("Version enlevée"),
    "catalogue.improvement": _("Amélioration proposée"),
    "catalogue.comment": _("Réponse à une proposition"),
    "catalogue.decision": _("Proposition jugée"),
    "catalogue.withdrawn": _("Proposition retirée"),
    "catalogue.family": _("Famille réglée"),
    "catalogue.characteristic": _("Caractéristique réglée"),
    "catalogue.component": _("Composant réglé"),
    "catalogue.rule": _("Règle réglée"),
    "catalogue.question": _("Question de découverte"),
    "catalogue.removed": _("Élément de famille enlevé"),
    "catalogue.product": _("Produit modifié"),
    "catalogue.link": _("Accessoire ou pièce"),
    "catalogue.list": _("Tarif réglé"),
    "catalogue.period": _("Période de tarif"),
    "catalogue.price": _("Prix fixé"),
}

PERMISSIONS = {
    "see_catalogue": _("voir le catalogue"),
    "change_catalogue": _("tenir le catalogue"),
}
