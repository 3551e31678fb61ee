"""Messages of error codes by code, and labels of the history and of permissions."""

from django.utils.translation import gettext_lazy as _

IMPORT_STATES = {
    "uploaded": _("fichier reçu"),
    "checked": _("vérifié"),
    "running": _("en cours"),
    "done": _("terminé"),
    "stopped": _("arrêté"),
    "failed": _("échoué"),
    "undone": _("annulé"),
}

MESSAGES = {
    "imports.no_rows": _("Le fichier a un titre de colonnes mais aucune ligne : exportez-le avec ses données."),
    "imports.no_header": _("Aucune ligne ne ressemble à des titres de colonnes : ajoutez-en une en haut du tableau."),
    "imports.not_a_table": _(
        "Ce fichier n’est pas un tableau : enregistrez-le en CSV ou en XLSX, puis déposez-le ici."
    ),
    "imports.encrypted": _(
        "Ce fichier est protégé par un mot de passe : enregistrez-le sans protection, puis déposez-le ici."
    ),
    "imports.zip_archive": _(
        "Ceci est une archive ZIP : ouvrez-la et déposez le fichier CSV ou XLSX qu’elle contient."
    ),
    "imports.zip_bomb": _(
        "Ce classeur se déplie en trop de données : enregistrez la feuille utile en CSV, puis déposez-la ici."
    ),
    "imports.too_large": _(
        "Le fichier dépasse %(limit)s Mo : découpez-le par département ou par lettre, puis déposez les morceaux."
    ),
    "imports.too_many_rows": _("Le fichier dépasse %(limit)s lignes : découpez-le, puis déposez les morceaux."),
    "imports.too_many_columns": _(
        "Le fichier a %(columns)s colonnes, la limite est %(limit)s : ne gardez que celles du fichier commercial."
    ),
    "imports.mixed_encodings": _(
        "Le fichier mélange deux encodages (ligne %(line)s) : ouvrez-le dans un tableur et enregistrez-le en CSV UTF-8."
    ),
    "imports.broken_row": _(
        "La ligne %(line)s ne se lit pas (un guillemet n’est pas fermé ?) : corrigez-la, puis déposez le fichier."
    ),
    "imports.already_run": _("Cet import a déjà été lancé : déposez le fichier de nouveau pour recommencer."),
    "imports.field_twice": _("Deux colonnes vont au même endroit (%(field)s) : n’en gardez qu’une."),
    "imports.too_heavy": _(
        "Ce classeur est trop lourd pour être lu : enregistrez la feuille utile en CSV, puis déposez-la ici."
    ),
    "imports.broken": _(
        "L’import s’est arrêté sur une erreur de notre part ; ce qui est entré est gardé et peut être annulé."
        " Relancez-le : il reprend où il était."
    ),
}

KINDS = {
    "imports.import": _("Import d’un fichier"),
    "imports.check": _("Vérification du fichier"),
}

SHOWN = {
    ("imports_importfile", "state"): lambda value: str(IMPORT_STATES.get(str(value), value)),
}

PERMISSIONS = {
    "import_file": _("importer un fichier"),
}
