"""Messages of error codes; texts of score parts."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "territory.unknown_place": _(
        "« %(text)s » n’est pas une ville connue, ou plusieurs portent ce nom : ajoutez le code postal."
    ),
    "territory.name_needed": _("Donnez un nom au secteur."),
    "territory.no_commune": _("Choisissez au moins une commune : par département, code postal, clic ou dessin."),
    "territory.unknown_departement": _("Le département « %(text)s » n’existe pas : écrivez par exemple 69, 2A ou 974."),
    "territory.unknown_postcode": _("Aucune commune n’a le code postal « %(text)s » : vérifiez-le."),
    "territory.bad_shape": _("Ce dessin n’a pas trois coins : dessinez une zone fermée."),
    "territory.granted": _(
        "Ce secteur vous a été confié : vous pouvez le réduire, mais demandez à votre responsable pour l’agrandir."
    ),
    "territory.campaign_name_needed": _("Donnez un nom à la campagne."),
    "territory.bad_weights": _("Les poids vont de 0 à 100, et l’un au moins dépasse 0."),
    "territory.no_target": _("Aucune entreprise ne correspond : élargissez l’activité, la taille ou la zone."),
}

PARTS = {
    "fit": _("Correspondance"),
    "potential": _("Potentiel"),
    "closeness": _("Proximité"),
    "recency": _("Temps depuis le dernier contact"),
    "data_quality": _("Fiabilité de la fiche"),
}

WHY = {
    "fit_both": _("activité %(naf)s et taille recherchées"),
    "fit_activity": _("activité %(naf)s recherchée, taille à vérifier"),
    "fit_near": _("activité %(naf)s voisine de celles recherchées"),
    "fit_none": _("activité %(naf)s hors cible"),
    "potential": _("potentiel de %(amount)s € par an"),
    "potential_unknown": _("potentiel inconnu"),
    "closeness": _("à %(minutes)s min d’un passage déjà prévu ou du départ"),
    "no_start": _("proximité inconnue : rien n’est planifié et le départ n’est pas réglé"),
    "unplaced": _("non situé sur la carte"),
    "never_seen": _("jamais visité"),
    "last_seen": _("dernier contact il y a %(days)s jours"),
    "data_quality": _("fiche fiable à %(score)s sur 100"),
}

KINDS = {
    "territory.sector": _("Secteur dessiné"),
    "territory.sector_deleted": _("Secteur supprimé"),
    "territory.campaign": _("Campagne"),
    "territory.campaign_deleted": _("Campagne supprimée"),
    "territory.target_dropped": _("Cible retirée"),
}

PERMISSIONS = {
    "draw_sector": _("dessiner un secteur"),
}
