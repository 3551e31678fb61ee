"""Which column holds what: a table of synonyms, French and English, and the names other products export.

Known exports: Odoo, Salesforce, HubSpot, Dolibarr, Sage, EBP, and the SIRENE and BAN files.
"""

from collections.abc import Mapping, Sequence

from arpent.kernel.text import fold

# Field of the commercial file -> names under which it is exported (folded when compared).
SYNONYMS: dict[str, tuple[str, ...]] = {
    "name": (
        "nom",
        "société",
        "raison sociale",
        "nom de la société",
        "nom société",
        "entreprise",
        "client",
        "compte",
        "nom du compte",
        "nom client",
        "nom du tiers",
        "tiers",
        "intitulé",
        "intitulé du tiers",
        "dénomination",
        "company",
        "company name",
        "account name",
        "account",
        "name",
        "customer",
        "customer name",
        "organization",
        "organisation",
        "display name",
        "nom affiché",
        "complete name",
        "libellé",
        "nom_etablissement",
        "nom etablissement",
        "denominationunitelegale",
        "denominationusuelleetablissement",
        "nom ou raison sociale",
        "nom complet",
        "nom_complet",
        "nom_raison_sociale",
        "enseigne",
        "societe",
        "nom / raison sociale",
        "raison_sociale",
    ),
    "site_name": ("site", "établissement", "nom du site", "agence", "enseigne1etablissement", "site name", "branch"),
    "siren": (
        "siren",
        "n° siren",
        "numéro siren",
        "numero siren",
        "prof id 1",
        "id. prof. 1",
        "identifiant",
        "idprof1",
    ),
    "siret": (
        "siret",
        "n° siret",
        "numéro siret",
        "numero siret",
        "code siret",
        "prof id 2",
        "id. prof. 2",
        "siret__c",
        "idprof2",
        "company registry",
        "company_registry",
    ),
    "vat_number": (
        "tva",
        "n° tva",
        "tva intracommunautaire",
        "n° tva intracommunautaire",
        "numéro de tva",
        "vat",
        "vat number",
        "tax id",
        "tva intra",
        "vat id",
        "numéro identifiant",
    ),
    "legal_form": (
        "forme juridique",
        "statut juridique",
        "legal form",
        "categoriejuridiqueunitelegale",
        "catégorie juridique",
        "type d'entité du tiers",
        "nature_juridique",
        "nature juridique",
    ),
    "naf": (
        "naf",
        "ape",
        "code naf",
        "code ape",
        "code ape/naf",
        "activité principale",
        "activiteprincipaleetablissement",
        "activiteprincipaleunitelegale",
        "ape_naf_rev2",
        "ape naf",
        "sic code",
        "prof id 3",
        "id. prof. 3",
        "naf rev2",
        "activite_principale",
        "idprof3",
    ),
    "naf_2025": (
        "naf 2025",
        "naf25",
        "activiteprincipalenaf25etablissement",
        "activiteprincipalenaf25unitelegale",
        "activite_principale_naf25",
    ),
    "headcount": (
        "effectif",
        "effectifs",
        "tranche effectif",
        "tranche d'effectif",
        "salariés",
        "nombre de salariés",
        "employees",
        "number of employees",
        "headcount",
        "trancheeffectifsetablissement",
        "trancheeffectifsunitelegale",
        "tranche_effectif_salarie",
        "numberofemployees",
    ),
    "relationship": (
        "type",
        "statut",
        "relation",
        "client/prospect",
        "prospect / client",
        "lifecycle stage",
        "account type",
        "type de tiers",
        "status",
        "customer type",
        "catégorie",
        "phase du cycle de vie",
    ),
    "diffusion": ("statutdiffusionetablissement", "statutdiffusionunitelegale", "statut_diffusion_etablissement"),
    "state": ("etatadministratifetablissement", "etatadministratifunitelegale", "etat_administratif"),
    "address": (
        "adresse",
        "adresse 1",
        "adresse1",
        "rue",
        "street",
        "address",
        "billing street",
        "billing address",
        "mailing street",
        "address 1",
        "adresse ligne 1",
        "voie",
        "street address",
        "adresse de facturation",
        "billingstreet",
        "adresse postale",
        "street 1",
        "adresse - rue",
        "nom_voie",
        "shipping street",
        "address line 1",
    ),
    "address2": (
        "adresse 2",
        "adresse2",
        "complément",
        "complément adresse",
        "complément d'adresse",
        "street2",
        "street 2",
        "address 2",
        "address line 2",
        "complementadresseetablissement",
        "bâtiment",
    ),
    "street_number": ("numerovoieetablissement", "numéro de voie", "n° voie"),
    "street_type": ("typevoieetablissement", "type de voie"),
    "street_name": ("libellevoieetablissement", "libellé voie"),
    "postcode": (
        "code postal",
        "cp",
        "code_postal",
        "zip",
        "zip code",
        "postal code",
        "postcode",
        "billing zip/postal code",
        "billing zip",
        "billingpostalcode",
        "codepostaletablissement",
        "code postal de facturation",
        "zip/postal code",
        "mailing zip/postal code",
        "c.p.",
    ),
    "city": (
        "ville",
        "commune",
        "city",
        "localité",
        "billing city",
        "town",
        "libellecommuneetablissement",
        "billingcity",
        "ville de facturation",
        "nom_commune",
        "mailing city",
        "bureau distributeur",
    ),
    "commune_code": (
        "code commune",
        "code_commune",
        "code insee",
        "insee",
        "codecommuneetablissement",
        "citycode",
        "code_insee",
        "depcom",
    ),
    "country": ("pays", "country", "billing country", "code pays", "country/region", "pays/région"),
    "lat": (
        "latitude",
        "lat",
        "gps latitude",
        "geo latitude",
        "partner_latitude",
        "y_latitude",
        "geolocalisation latitude",
    ),
    "lon": (
        "longitude",
        "lon",
        "lng",
        "gps longitude",
        "partner_longitude",
        "x_longitude",
        "geolocalisation longitude",
    ),
    "phone": (
        "téléphone",
        "tel",
        "tél",
        "tél.",
        "telephone 1",
        "téléphone fixe",
        "phone",
        "phone number",
        "telephone",
        "standard",
        "numéro de téléphone",
        "business phone",
        "téléphone 1",
    ),
    "email": (
        "email",
        "e-mail",
        "mail",
        "courriel",
        "adresse e-mail",
        "adresse email",
        "email address",
        "e-mail société",
    ),
    "website": (
        "site web",
        "site internet",
        "website",
        "url",
        "web",
        "company domain name",
        "domaine",
        "website url",
        "nom de domaine de l'entreprise",
    ),
    "contact_name": (
        "contact",
        "interlocuteur",
        "nom contact",
        "nom du contact",
        "contact name",
        "contact principal",
        "primary contact",
        "responsable",
        "dirigeant",
    ),
    "contact_first_name": ("prénom", "prénom contact", "first name", "firstname", "prénom du contact"),
    "contact_last_name": ("nom de famille", "last name", "lastname", "surname", "nom de famille du contact"),
    "contact_function": (
        "fonction",
        "poste",
        "fonction contact",
        "job title",
        "title",
        "job position",
        "titre",
        "intitulé du poste",
        "fonction du contact",
    ),
    "contact_phone": ("téléphone contact", "ligne directe", "direct phone", "tel contact", "téléphone du contact"),
    "contact_mobile": (
        "mobile",
        "portable",
        "gsm",
        "mobile phone",
        "téléphone portable",
        "téléphone mobile",
        "mobile phone number",
        "cell",
    ),
    "contact_email": ("email contact", "e-mail contact", "mail contact", "email du contact", "contact email"),
    "owner": (
        "commercial",
        "représentant",
        "vendeur",
        "salesperson",
        "account owner",
        "owner",
        "propriétaire",
        "code représentant",
        "collaborateur",
        "commercial affecté",
        "company owner",
        "contact owner",
        "vendeur assigné",
        "commerciaux",
    ),
    "potential": (
        "potentiel",
        "potentiel annuel",
        "potential",
        "ca potentiel",
        "expected revenue",
        "revenu attendu",
        "annual revenue",
        "ca annuel",
        "chiffre d'affaires",
    ),
    "call_interval": (
        "fréquence",
        "fréquence de visite",
        "intervalle",
        "cadence",
        "rythme",
        "call interval",
        "visit frequency",
        "intervalle jours",
    ),
    "last_visit_on": (
        "dernière visite",
        "date dernière visite",
        "dernier contact",
        "last visit",
        "last activity",
        "last contacted",
        "last activity date",
        "date de dernière activité",
    ),
    "opening": ("horaires", "heures d'ouverture", "opening hours", "horaires d'ouverture", "ouverture"),
    "visit_minutes": ("durée visite", "durée de visite", "visit duration", "durée"),
    "tags": ("étiquettes", "tags", "mots-clés", "segment", "famille", "catégories", "labels", "tag"),
    "note": (
        "note",
        "notes",
        "commentaire",
        "commentaires",
        "remarques",
        "description",
        "observations",
        "comment",
        "internal notes",
    ),
    "source": ("source", "origine", "lead source", "original source", "provenance"),
    "person_name": ("nomunitelegale",),
    "person_first_name": ("prenomusuelunitelegale", "prenom1unitelegale"),
}


class Columns:
    """Which field a column's name tells, by a table of synonyms.

    ``rest``: what a column that it does not know holds.
    """

    def __init__(self, synonyms: Mapping[str, Sequence[str]], rest: str = "") -> None:
        self.fields = tuple(synonyms)
        self.rest = rest
        self._lookup: dict[str, str] = {}
        for field, names in synonyms.items():
            for name in names:
                self._lookup.setdefault(fold(name), field)

    @property
    def names(self) -> set[str]:
        """Return every folded column name that the table knows."""
        return set(self._lookup)

    def guess(self, header: Sequence[str]) -> dict[int, str]:
        """Return the field each column most likely holds, by column index; each field is taken once, but for the
        rest.
        """
        mapping: dict[int, str] = {}
        taken: set[str] = set()
        for exact in (True, False):
            for i, cell in enumerate(header):
                if i in mapping:
                    continue
                field = self._lookup.get(fold(cell)) if exact else self._loose(fold(cell))
                if field and field not in taken:
                    mapping[i] = field
                    taken.add(field)
        if self.rest:
            mapping |= {i: self.rest for i, cell in enumerate(header) if i not in mapping and cell.strip()}
        return mapping

    def _loose(self, folded: str) -> str | None:
        """Return the field of a name that holds a known one whole: "Téléphone (société)", "Code postal livraison".

        Where what is not known has a place of its own, a name is taken for what it says and no more.
        """
        if self.rest:
            return None
        words = folded.split()
        for length in range(min(4, len(words)), 0, -1):
            for start in range(len(words) - length + 1):
                candidate = " ".join(words[start : start + length])
                if len(candidate) >= 4 and candidate in self._lookup:
                    return self._lookup[candidate]
        return None


COMPANY_COLUMNS = Columns(SYNONYMS)
