"""Messages of DomainError codes, labels of places, rules and the history."""

from django.utils.translation import gettext_lazy as _

from arpent.web.model_labels import model_label_plural

MESSAGES = {
    "privacy.nobody": _("Indiquez un nom, une adresse e-mail ou un téléphone à chercher."),
    "privacy.already_erased": _(
        "Il n’y a plus rien à effacer de cette personne : elle l’a déjà été, ou Arpent ne la connaît pas."
    ),
    "privacy.still_active": _(
        "Cette personne travaille encore ici : retirez-lui d’abord son accès dans Personnes, équipes et droits."
    ),
    "privacy.not_confirmed": _("Recopiez exactement le mot demandé : un effacement ne s’annule pas."),
    "privacy.lasting": _("Un effacement ne s’annule pas : les données n’existent plus."),
    "privacy.reason_needed": _("Écrivez la raison : elle est conservée avec la décision."),
    "privacy.wrong_day": _("Choisissez un jour à venir, dans l’année."),
    "privacy.nothing_chosen": _("Cochez au moins une ligne."),
}

KINDS = {
    "privacy.erased": _("Effacement d’une personne (RGPD)"),
    "privacy.lifted": _("Effacement levé"),
    "privacy.exported": _("Copie des données d’une personne (RGPD)"),
    "privacy.retention": _("Décision sur des durées de conservation"),
    "privacy.repeated": _("Effacement refait après une restauration"),
    "privacy.proposed": _("Durées de conservation : proposition"),
}

# What the page of retention calls its rules.
RULES = {
    "retention.prospect": _("Prospect sans contact venu de lui"),
    "retention.customer": _("Ancien client, relation finie"),
    "retention.phone_versions": _("Anciennes versions reçues des téléphones"),
    "retention.import_files": _("Anciens fichiers importés"),
    "retention.trail": _("Anciennes entrées de la piste d’audit"),
}

# Why an erasure that a restored base asked to repeat waits for somebody.
REPEATS = {
    "still_active": _(
        "Cette personne a de nouveau un accès : retirez-le dans Personnes, équipes et droits, puis effacez-la de"
        " nouveau."
    ),
    "typed": _(
        "L’effacement portait sur des mots saisis, qu’Arpent n’a pas gardés : reprenez la demande de cette date dans"
        " vos dossiers et cherchez cette personne ci-dessous."
    ),
    "other_secret": _(
        "Les empreintes ont été calculées avec une autre clé secrète : seules les fiches de mêmes numéros ont pu être"
        " effacées. Reprenez la demande de cette date dans vos dossiers et cherchez cette personne ci-dessous."
    ),
    "repeated": _(
        "La personne a été retrouvée et effacée de nouveau. Si vous aviez ajouté des mots ou choisi des fichiers,"
        " reprenez la demande dans vos dossiers et cherchez-les ci-dessous."
    ),
}

# Why rows are kept although their person asked to be erased.
RETENTION_REASONS = {
    "signed": _(
        "Offre signée : pièce justificative de la comptabilité, conservée dix ans (C. com. art. L123-22 ; RGPD art."
        " 17.3 b et e). Elle reste visible de ceux qui voient l’affaire et ne sert plus à prospecter."
    ),
}

# What the page calls the places that are no model of Arpent; models: their verbose_name_plural.
PLACES = {
    "account.EmailAddress": _("Adresses de connexion"),
    "usersessions.UserSession": _("Connexions"),
    "mfa.Authenticator": _("Double authentification"),
    "django_tasks_database.DBTaskResult": _("Tâches de fond"),
    "trail": _("Piste d’audit : valeurs avant et après"),
    "files": _("Fichiers sur le disque"),
    "mails": _("E-mails écrits en fichiers"),
}


def place_label(place: str) -> str:
    """Return the label of a place: a model ("clients.Contact") or a key of ``PLACES``."""
    return str(PLACES[place]) if place in PLACES else model_label_plural(place)


PERMISSIONS = {
    "erase_persons": _("effacer une personne et remettre copie de ses données (RGPD)"),
}
