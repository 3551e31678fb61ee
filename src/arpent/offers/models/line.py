"""The lines of a version and the files made of it."""

from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from arpent.deals.permissions import DealPermission
from arpent.kernel.ids import new_id
from arpent.people.public import ScopedQuerySet


class VersionRowQuerySet[M: models.Model](ScopedQuerySet[M]):
    """Rows of a version, scoped by the owner of its offer."""

    owner_paths = ("version__offer__owner",)
    permission = DealPermission.SEE_DEALS


class OfferLine(models.Model):
    """A line of a version. ``key`` is the same in all versions. Unit prices excl. VAT in the version's currency.

    ``cost``: unit cost in euros; ``catalogue_cost``: the catalogue's. Approvals use the higher of the two. Percentages
    0-100. ``alternative_to``: key of the line it may replace.
    """

    class Kind(models.TextChoices):
        SECTION = "section", _("titre")
        PRODUCT = "product", _("produit")
        FREE = "free", _("ligne libre")
        CARRIAGE = "carriage", _("port")

    class Role(models.TextChoices):
        INCLUDED = "included", _("compris")
        OPTION = "option", _("option")
        ALTERNATIVE = "alternative", _("variante")

    VATS = [
        ("normal", _("normal")),
        ("intermediate", _("intermédiaire")),
        ("reduced", _("réduit")),
        ("super_reduced", _("particulier")),
    ]

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.ForeignKey("offers.OfferVersion", models.CASCADE, related_name="lines")
    key = models.CharField(max_length=32)
    position = models.FloatField(_("Rang"))
    kind = models.CharField(_("Type"), max_length=8, choices=Kind, default=Kind.FREE)
    role = models.CharField(_("Compris, option, variante"), max_length=11, choices=Role, default=Role.INCLUDED)
    alternative_to = models.CharField(max_length=32, blank=True)
    is_selected = models.BooleanField(_("Compté"), default=True)
    product = models.ForeignKey("catalogue.Product", models.SET_NULL, null=True, related_name="+")
    reference = models.CharField(_("Référence"), max_length=60, blank=True)
    label = models.CharField(_("Désignation"), max_length=200)
    description = models.TextField(_("Description"), blank=True)
    quantity = models.DecimalField(_("Quantité"), max_digits=12, decimal_places=3, default=Decimal(1))
    unit = models.CharField(_("Unité"), max_length=20, blank=True)
    list_price = models.DecimalField(_("Prix tarif"), max_digits=14, decimal_places=4, default=Decimal(0))
    tier_price = models.DecimalField(_("Prix par quantité"), max_digits=14, decimal_places=4, null=True)
    manual_price = models.DecimalField(_("Prix saisi"), max_digits=14, decimal_places=4, null=True)
    promotion_percent = models.DecimalField(_("Campagne (%)"), max_digits=5, decimal_places=2, default=Decimal(0))
    discount_percent = models.DecimalField(_("Remise (%)"), max_digits=5, decimal_places=2, default=Decimal(0))
    cost = models.DecimalField(_("Coût"), max_digits=14, decimal_places=4, null=True)
    catalogue_cost = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    vat = models.CharField(_("TVA"), max_length=13, choices=VATS, default="normal")
    delivery_days = models.PositiveSmallIntegerField(_("Délai (jours)"), null=True)

    objects = VersionRowQuerySet["OfferLine"].as_manager()

    class Meta:
        verbose_name = _("Ligne d’une offre")
        verbose_name_plural = _("Lignes d’offres")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="offer_line_once"),
            models.CheckConstraint(condition=models.Q(quantity__gt=0), name="offer_line_quantity"),
        ]
        indexes = [models.Index(fields=["version", "position"], name="offer_line_order")]

    def __str__(self) -> str:
        return self.label or self.reference


class OfferFile(models.Model):
    """A stored file of a version (sent, signed, order); never changed. ``size`` in bytes; ``sha256`` in
    hexadecimal.
    """

    class Kind(models.TextChoices):
        OFFER = "offer", _("offre envoyée")
        SIGNED = "signed", _("offre signée")
        ORDER = "order", _("commande Order-X")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.ForeignKey("offers.OfferVersion", models.CASCADE, related_name="files")
    kind = models.CharField(max_length=6, choices=Kind)
    name = models.CharField(max_length=120)
    stored_as = models.CharField(max_length=60)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    objects: Any = VersionRowQuerySet["OfferFile"].as_manager()

    class Meta:
        verbose_name = _("Fichier d’une offre")
        verbose_name_plural = _("PDF des offres")
        ordering = ["made_at", "id"]
        constraints = [models.UniqueConstraint(fields=["version", "kind"], name="offer_file_once")]
