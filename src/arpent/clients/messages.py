"""Messages of error codes and labels."""

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from arpent.kernel.periods import format_minutes

MESSAGES = {
    "clients.name_needed": _("Donnez un nom à l’entreprise."),
    "clients.contact_name_needed": _("Donnez un nom au contact."),
    "clients.note_empty": _("Écrivez quelque chose avant d’enregistrer."),
    "clients.tag_needed": _("Écrivez l’étiquette à ajouter ou à retirer."),
    "clients.company_needed": _("Choisissez l’entreprise de ce contact."),
    "clients.wrong_confirmation": _("On confirme des horaires, un contact ou des coordonnées."),
    "clients.no_such_field": _("Choisissez ce qu’il faut changer."),
    "clients.wrong_siren": _("« %(text)s » n’est pas un SIREN : vérifiez les neuf chiffres, ou laissez vide."),
    "clients.wrong_siret": _("« %(text)s » n’est pas un SIRET : vérifiez les quatorze chiffres, ou laissez vide."),
    "clients.wrong_vat_number": _("« %(text)s » n’est pas un numéro de TVA européen : vérifiez-le, ou laissez vide."),
    "clients.wrong_country": _("« %(text)s » n’est pas un pays : choisissez-le dans la liste."),
    "clients.wrong_postcode": _(
        "« %(text)s » n’est pas un code postal français : écrivez cinq chiffres, ou choisissez le pays."
    ),
    "clients.wrong_phone": _("« %(text)s » n’est pas un numéro de téléphone : écrivez par exemple 04 72 00 00 00."),
    "clients.wrong_email": _("« %(text)s » n’est pas une adresse e-mail : écrivez par exemple nom@entreprise.fr."),
    "clients.wrong_relationship": _("Choisissez suspect, prospect, client ou ancien client."),
    "clients.wrong_interval": _("L’intervalle entre deux visites se compte en jours, de 1 à %(limit)s."),
    "clients.wrong_point": _("Cette position n’existe pas : la latitude va de -90 à 90, la longitude de -180 à 180."),
    "clients.wrong_hours": _(
        "« %(text)s » ne se lit pas comme des horaires : écrivez par exemple lun-ven 8h-12h 14h-18h; sam 9h-12h."
    ),
    "clients.wrong_closing": _("Une fermeture finit le jour où elle commence, ou après : corrigez les dates."),
    "clients.last_site": _("Une entreprise garde au moins un site : changez son adresse plutôt que de le supprimer."),
    "clients.view_name_needed": _("Donnez un nom à la vue."),
    "clients.no_geocoder": _(
        "Aucun serveur d’adresses n’est réglé : votre administrateur donne le sien dans ARPENT_GEOCODER_URL."
    ),
    "clients.all_located": _("Toutes les adresses sont déjà situées au mieux : il n’y a rien à demander."),
    "clients.geocoder_down": _(
        "Le serveur d’adresses ne répond plus : ce qui a été trouvé est gardé. Relancez plus tard, il ira au bout."
    ),
    "imports.empty_file": _("Le fichier est vide : exportez-le de nouveau, puis déposez-le ici."),
    "imports.no_such_field": _("Choisissez chaque colonne dans la liste proposée."),
    "imports.owner_needed": _(
        "Dites à quel commercial vont les entreprises : sans propriétaire, vous ne les verriez pas."
    ),
    "imports.name_needed": _("Dites quelle colonne contient le nom de l’entreprise."),
}

PROBLEMS = {
    "no_name": _("sans nom"),
    "natural_person": _("personne physique (laissée de côté)"),
    "objected": _("s’oppose à la diffusion (Sirene)"),
    "closed": _("établissement fermé"),
    "forgotten": _("personne effacée à sa demande (laissée de côté)"),
    "wrong_width": _("trop de cellules dans la ligne"),
    "siret": _("SIRET invalide, laissé vide"),
    "siret_lost": _("SIRET abîmé par le tableur (notation scientifique), laissé vide"),
    "siret_elsewhere": _("même SIRET à une autre adresse : gardée comme un autre site"),
    "siren": _("SIREN invalide, laissé vide"),
    "siren_differs": _("SIREN différent du SIRET : celui du SIRET est gardé"),
    "vat_number": _("numéro de TVA invalide, laissé vide"),
    "naf": _("code NAF illisible, laissé vide"),
    "headcount": _("effectif illisible, laissé vide"),
    "phone": _("téléphone invalide, laissé vide"),
    "email": _("e-mail invalide, laissé vide"),
    "relationship": _("relation inconnue, celle par défaut est prise"),
    "potential": _("potentiel illisible, laissé vide"),
    "call_interval": _("intervalle illisible, laissé vide"),
    "last_visit_on": _("date illisible, laissée vide"),
    "country": _("pays inconnu, la France est prise"),
    "postcode": _("code postal invalide, laissé vide"),
    "point": _("position invalide, laissée vide"),
    "visit_minutes": _("durée illisible, laissée vide"),
    "opening": _("horaires illisibles, laissés vides"),
    "owner": _("commercial inconnu, le propriétaire par défaut est pris"),
}

FIELD_LABELS = {
    "name": _("Nom de l’entreprise"),
    "site_name": _("Nom du site"),
    "siren": _("SIREN"),
    "siret": _("SIRET"),
    "vat_number": _("N° de TVA"),
    "legal_form": _("Forme juridique"),
    "naf": _("Activité (NAF)"),
    "naf_2025": _("Activité (NAF 2025)"),
    "headcount": _("Effectif"),
    "relationship": _("Relation"),
    "diffusion": _("Statut de diffusion (Sirene)"),
    "state": _("État administratif (Sirene)"),
    "address": _("Adresse"),
    "address2": _("Complément d’adresse"),
    "street_number": _("N° de voie"),
    "street_type": _("Type de voie"),
    "street_name": _("Nom de voie"),
    "postcode": _("Code postal"),
    "city": _("Ville"),
    "commune_code": _("Code commune (INSEE)"),
    "country": _("Pays"),
    "lat": _("Latitude"),
    "lon": _("Longitude"),
    "phone": _("Téléphone"),
    "email": _("E-mail"),
    "website": _("Site internet"),
    "contact_name": _("Contact : nom complet"),
    "contact_first_name": _("Contact : prénom"),
    "contact_last_name": _("Contact : nom"),
    "contact_function": _("Contact : fonction"),
    "contact_phone": _("Contact : téléphone"),
    "contact_mobile": _("Contact : mobile"),
    "contact_email": _("Contact : e-mail"),
    "owner": _("Commercial"),
    "potential": _("Potentiel annuel (€)"),
    "call_interval": _("Intervalle de visite"),
    "last_visit_on": _("Dernière visite"),
    "opening": _("Horaires"),
    "visit_minutes": _("Durée de visite"),
    "tags": _("Étiquettes"),
    "note": _("Note"),
    "source": _("Source"),
    "person_name": _("Personne physique : nom"),
    "person_first_name": _("Personne physique : prénom"),
}

DUPLICATE_REASONS = {
    "siren": _("même SIREN"),
    "phone": _("même téléphone"),
    "email": _("même e-mail"),
    "name": _("nom ressemblant"),
}

DATA_QUALITY_PARTS = {
    "identity": _("SIRET ou SIREN connu"),
    "place": _("adresse située avec précision"),
    "phone": _("un téléphone"),
    "email": _("un e-mail"),
    "contact": _("un contact nommé"),
    "activity": _("activité connue"),
    "hours": _("horaires confirmés"),
    "fresh": _("vu ou joint depuis moins d’un an"),
}

KINDS = {
    "clients.create": _("Nouvelle entreprise"),
    "clients.change": _("Entreprise modifiée"),
    "clients.delete": _("Suppression d’entreprises"),
    "clients.bulk": _("Changement en masse"),
    "clients.site": _("Site modifié"),
    "clients.site_removed": _("Site supprimé"),
    "clients.opening": _("Horaires modifiés"),
    "clients.contact": _("Contact modifié"),
    "clients.contact_removed": _("Contact supprimé"),
    "clients.note": _("Note"),
    "clients.visit": _("Visite notée"),
    "clients.confirmed": _("Donnée confirmée"),
    "clients.view": _("Vue enregistrée"),
    "clients.view_deleted": _("Vue supprimée"),
    "clients.locate": _("Adresses situées"),
}


def _days(bits: int) -> str:
    """Write weekdays as bits: 31 gives "lun, mar, mer, jeu, ven"."""
    # 1 January 2024 was a Monday.
    return ", ".join(date_format(dt.date(2024, 1, 1 + d), "D") for d in range(7) if bits & 1 << d)


SHOWN = {
    ("clients_openingwindow", "days"): _days,
    ("clients_openingwindow", "start"): format_minutes,
    ("clients_openingwindow", "end"): format_minutes,
}

PERMISSIONS = {
    "see_clients": _("voir les clients"),
    "change_clients": _("modifier les clients"),
    "assign_clients": _("attribuer les clients"),
}
