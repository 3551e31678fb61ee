"""Companies, sites, contacts."""

from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from arpent.kernel.cells import MAX_INTERVAL_DAYS
from arpent.kernel.codes import country_name
from arpent.kernel.ids import new_id
from arpent.people.public import ScopedQuerySet

OWNERS = ("owner", "sector_of")


class CompanyQuerySet(ScopedQuerySet["Company"]):
    """Companies, visible through their owner or the holder of their sector."""

    owner_paths = OWNERS


class OfCompanyQuerySet[M: models.Model](ScopedQuerySet[M]):
    """Rows of a company, with its visibility."""

    owner_paths = tuple(f"company__{p}" for p in OWNERS)


class OfSiteQuerySet[M: models.Model](ScopedQuerySet[M]):
    """Rows of a site, with its company's visibility."""

    owner_paths = tuple(f"site__company__{p}" for p in OWNERS)


class Company(models.Model):
    """A legal entity: customer or prospect.

    ``name_key``: folded name. ``potential``: EUR a year. ``call_interval``: days between two visits.
    ``data_quality_score``: 0-100. ``headcount``: INSEE band. ``sector_of``: holder of the sector of its main site,
    derived by territory.
    """

    class Relationship(models.TextChoices):
        """Commercial relationship with the firm."""

        SUSPECT = "suspect", _("Suspect")
        PROSPECT = "prospect", _("Prospect")
        CUSTOMER = "customer", _("Client")
        FORMER = "former", _("Ancien client")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("Nom"), max_length=200)
    name_key = models.CharField(max_length=200)
    siren = models.CharField(_("SIREN"), max_length=9, blank=True)
    vat_number = models.CharField(_("N° de TVA"), max_length=16, blank=True)
    legal_form = models.CharField(_("Forme juridique"), max_length=80, blank=True)
    naf = models.CharField(_("Activité (NAF)"), max_length=6, blank=True)
    naf_2025 = models.CharField(_("Activité (NAF 2025)"), max_length=6, blank=True)
    headcount = models.CharField(_("Effectif"), max_length=2, blank=True)
    relationship = models.CharField(_("Relation"), max_length=10, choices=Relationship, default=Relationship.SUSPECT)
    owner = models.ForeignKey("people.User", models.SET_NULL, null=True, related_name="+", verbose_name=_("Commercial"))
    sector_of = models.ForeignKey("people.User", models.SET_NULL, null=True, related_name="+")
    phone = models.CharField(_("Téléphone"), max_length=20, blank=True)
    email = models.EmailField(_("E-mail"), blank=True)
    website = models.CharField(_("Site internet"), max_length=200, blank=True)
    potential = models.DecimalField(
        _("Potentiel annuel (€)"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    call_interval = models.PositiveSmallIntegerField(
        _("Intervalle de visite (jours)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MAX_INTERVAL_DAYS)],
    )
    last_visit_on = models.DateField(_("Dernière visite"), null=True)
    next_due_on = models.DateField(_("Prochaine visite"), null=True)
    next_step = models.CharField(_("Prochaine action"), max_length=200, blank=True)
    next_step_on = models.DateField(_("Date de la prochaine action"), null=True, blank=True)
    data_quality_score = models.PositiveSmallIntegerField(_("Fiabilité"), default=0)
    source = models.CharField(_("Source"), max_length=120, blank=True)
    source_on = models.DateField(_("Date de la source"), null=True)
    created_at = models.DateTimeField()

    objects = CompanyQuerySet.as_manager()

    class Meta:
        verbose_name = _("Entreprise")
        verbose_name_plural = _("Entreprises")
        indexes = [
            models.Index(fields=["name_key", "id"], name="company_name"),
            models.Index(fields=["owner", "name_key", "id"], name="company_owner_name"),
            models.Index(fields=["sector_of", "name_key", "id"], name="company_sector_name"),
            models.Index(fields=["siren"], name="company_siren"),
            # Covers owner and sector, so that counts need no row (60 ms to 4 ms with 100,000 companies).
            models.Index(fields=["relationship", "name_key", "id", "owner", "sector_of"], name="company_relation"),
            models.Index(fields=["next_due_on", "id"], name="company_due_id"),
            models.Index(fields=["-potential", "-id"], name="company_potential"),
        ]

    def __str__(self) -> str:
        return self.name


class CompanyTag(models.Model):
    """A tag of a company, free text."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    company = models.ForeignKey("clients.Company", models.CASCADE, related_name="tags")
    name = models.CharField(_("Étiquette"), max_length=40)

    objects = OfCompanyQuerySet["CompanyTag"].as_manager()

    class Meta:
        verbose_name = _("Étiquette")
        verbose_name_plural = _("Étiquettes")
        constraints = [models.UniqueConstraint(fields=["company", "name"], name="company_tag_once")]
        indexes = [models.Index(fields=["name", "company"], name="tag_name")]


PREFERRED_TIMES = [("", _("indifférent")), ("morning", _("matin")), ("afternoon", _("après-midi"))]


class Site(models.Model):
    """An address of a company that can be visited.

    ``commune_code``: INSEE code, "" abroad. ``country``: ISO 3166-1. ``lat``, ``lon``: WGS84 degrees.
    ``geocode_score``: 0-1. ``visit_minutes``: minutes. ``hours_known`` False: default hours are assumed.
    """

    class Precision(models.TextChoices):
        """Precision of a site's point."""

        POINT = "point", _("point donné")
        ADDRESS = "address", _("à l’adresse")
        STREET = "street", _("à la rue")
        COMMUNE = "commune", _("à la commune")
        NONE = "none", _("non situé")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    company = models.ForeignKey("clients.Company", models.CASCADE, related_name="sites")
    name = models.CharField(_("Nom du site"), max_length=200, blank=True)
    siret = models.CharField(_("SIRET"), max_length=14, blank=True)
    address = models.CharField(_("Adresse"), max_length=250, blank=True)
    address2 = models.CharField(_("Complément d’adresse"), max_length=250, blank=True)
    postcode = models.CharField(_("Code postal"), max_length=10, blank=True)
    city = models.CharField(_("Ville"), max_length=100, blank=True)
    commune_code = models.CharField(_("Code commune (INSEE)"), max_length=5, blank=True)
    country = models.CharField(_("Pays"), max_length=2, default="FR")
    lat = models.FloatField(_("Latitude"), null=True)
    lon = models.FloatField(_("Longitude"), null=True)
    precision = models.CharField(_("Précision"), max_length=8, choices=Precision, default=Precision.NONE)
    geocode_score = models.FloatField(null=True)
    is_main = models.BooleanField(_("Site principal"), default=False)
    visit_minutes = models.PositiveSmallIntegerField(
        _("Durée d’une visite (min)"), null=True, blank=True, validators=[MinValueValidator(5), MaxValueValidator(480)]
    )
    preferred = models.CharField(_("Moment préféré"), max_length=10, blank=True, choices=PREFERRED_TIMES)
    hours_known = models.BooleanField(_("Horaires connus"), default=False)
    hours_confirmed_on = models.DateField(_("Horaires confirmés le"), null=True)

    objects = OfCompanyQuerySet["Site"].as_manager()

    class Meta:
        verbose_name = _("Site")
        verbose_name_plural = _("Sites")
        indexes = [
            models.Index(fields=["siret"], name="site_siret"),
            # Covers the company, so that companies of a département are found without reading sites.
            models.Index(fields=["commune_code", "company"], name="site_commune_company"),
            models.Index(fields=["postcode"], name="site_postcode"),
            # Companies without a location, for the list and Today's figures.
            models.Index(fields=["company"], condition=models.Q(is_main=True, lat__isnull=True), name="site_unplaced"),
        ]

    def __str__(self) -> str:
        return self.name or self.city

    @property
    def address_lines(self) -> list[str]:
        """Return the lines of the address, the country below when it is not France."""
        country = country_name(self.country, get_language() or "fr") if self.country not in ("", "FR") else ""
        return [p for p in (self.address, self.address2, f"{self.postcode} {self.city}".strip(), country) if p]


class OpeningWindow(models.Model):
    """An opening window in minutes after midnight, on a set of weekdays (bits: 1 Monday ... 64 Sunday).

    "lun-ven 8h-12h" is one row, not five: a file of 50,000 rows creates 67,000 windows instead of 333,000.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    site = models.ForeignKey("clients.Site", models.CASCADE, related_name="windows")
    days = models.PositiveSmallIntegerField(_("Jours"))
    start = models.PositiveSmallIntegerField(_("De"))
    end = models.PositiveSmallIntegerField(_("À"))

    objects = OfSiteQuerySet["OpeningWindow"].as_manager()

    class Meta:
        verbose_name = _("Horaire")
        verbose_name_plural = _("Horaires")
        ordering = ["start", "days"]
        constraints = [
            models.CheckConstraint(condition=models.Q(start__lt=models.F("end"), end__lte=1440), name="window_runs_on"),
            models.CheckConstraint(condition=models.Q(days__gte=1, days__lte=127), name="window_has_days"),
        ]


class Closing(models.Model):
    """An inclusive range of days in which a site is closed; yearly ones recur."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    site = models.ForeignKey("clients.Site", models.CASCADE, related_name="closings")
    from_on = models.DateField(_("Fermé du"))
    to_on = models.DateField(_("Au"))
    yearly = models.BooleanField(_("Chaque année"), default=False)
    label = models.CharField(_("Motif"), max_length=80, blank=True)

    objects = OfSiteQuerySet["Closing"].as_manager()

    class Meta:
        verbose_name = _("Fermeture")
        verbose_name_plural = _("Fermetures")
        ordering = ["from_on"]


class ContactQuerySet(OfCompanyQuerySet["Contact"]):
    """Contacts, with their company's visibility."""

    def reachable(self) -> Self:
        """Return the contacts who did not object to being contacted."""
        return self.filter(objected_on__isnull=True)


class Contact(models.Model):
    """A person at a company. Personal data with source and date; an objection (GDPR art. 21) is final."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    company = models.ForeignKey("clients.Company", models.CASCADE, related_name="contacts")
    first_name = models.CharField(_("Prénom"), max_length=80, blank=True)
    last_name = models.CharField(_("Nom"), max_length=80)
    function = models.CharField(_("Fonction"), max_length=120, blank=True)
    phone = models.CharField(_("Téléphone"), max_length=20, blank=True)
    mobile = models.CharField(_("Mobile"), max_length=20, blank=True)
    email = models.EmailField(_("E-mail"), blank=True)
    source = models.CharField(_("D’où vient cette donnée"), max_length=120, blank=True)
    source_on = models.DateField(_("Date de la source"), null=True)
    objected_on = models.DateField(_("Ne pas contacter depuis"), null=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("Contact")
        verbose_name_plural = _("Contacts")
        ordering = ["last_name", "first_name"]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """Return first and last name."""
        return f"{self.first_name} {self.last_name}".strip()


def main_site_prefetch(person: Any) -> models.Prefetch[str]:
    """Return the prefetch of each company's visible main site as the list ``main_sites``."""
    return models.Prefetch("sites", queryset=Site.objects.visible_to(person).filter(is_main=True), to_attr="main_sites")
