"""Products, linked products, prices."""

from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from arpent.kernel.ids import new_id

from .family import COUNT, FirmQuerySet


class Product(models.Model):
    """A product. ``values``: characteristic values by code.

    ``purchase_cost``: EUR excl. VAT a unit; ``delivery_days``: delivery time in days; ``stock``: indicative, on
    ``stock_on``.
    """

    class Kind(models.TextChoices):
        """Kind of product."""

        PRODUCT = "product", _("produit")
        OPTION = "option", _("option")
        ACCESSORY = "accessory", _("accessoire")
        SPARE = "spare", _("pièce détachée")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    family = models.ForeignKey("catalogue.Family", models.PROTECT, related_name="products")
    reference = models.CharField(_("Référence"), max_length=60, unique=True)
    name = models.CharField(_("Désignation"), max_length=200)
    kind = models.CharField(_("Type"), max_length=9, choices=Kind, default=Kind.PRODUCT)
    description = models.TextField(_("Description"), max_length=4000, blank=True)
    sale_unit = models.CharField(_("Vendu par"), max_length=20, blank=True)
    purchase_cost = models.DecimalField(
        _("Coût d’achat (€ HT)"),
        max_digits=12,
        decimal_places=4,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    delivery_days = models.PositiveSmallIntegerField(_("Délai (jours)"), null=True, blank=True, validators=COUNT)
    stock = models.IntegerField(
        _("Stock, à titre indicatif"), null=True, blank=True, validators=[MinValueValidator(0), *COUNT]
    )
    stock_on = models.DateField(null=True)
    values: Any = models.JSONField(_("Fiche"), default=dict)
    active = models.BooleanField(_("En vente"), default=True)

    objects = FirmQuerySet["Product"].as_manager()

    class Meta:
        verbose_name = _("Produit")
        verbose_name_plural = _("Produits")
        ordering = ["reference"]
        indexes = [models.Index(fields=["family", "active", "reference"], name="product_family")]

    def __str__(self) -> str:
        return f"{self.name} ({self.reference})"


class ProductLink(models.Model):
    """An accessory or a spare part of a product."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    product = models.ForeignKey("catalogue.Product", models.CASCADE, related_name="links")
    other = models.ForeignKey("catalogue.Product", models.CASCADE, related_name="linked_from")
    quantity = models.PositiveSmallIntegerField(_("Quantité"), default=1)

    objects = FirmQuerySet["ProductLink"].as_manager()

    class Meta:
        verbose_name = _("Accessoire ou pièce")
        verbose_name_plural = _("Accessoires et pièces")
        constraints = [models.UniqueConstraint(fields=["product", "other"], name="product_link_once")]


class PriceList(models.Model):
    """A price list in one currency (ISO 4217), general or of a segment. ``rate``: euros for one unit of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("Nom"), max_length=120, unique=True)
    currency = models.CharField(_("Devise"), max_length=3, default="EUR")
    rate = models.DecimalField(_("Euros pour une unité"), max_digits=12, decimal_places=6, default=1)
    segment = models.CharField(_("Pour le segment"), max_length=40, blank=True)

    objects = FirmQuerySet["PriceList"].as_manager()

    class Meta:
        verbose_name = _("Tarif")
        verbose_name_plural = _("Tarifs")
        ordering = ["segment", "name"]

    def __str__(self) -> str:
        return self.name


class PricePeriod(models.Model):
    """Validity of prices of a list, both days inclusive; no end: until further notice."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    price_list = models.ForeignKey("catalogue.PriceList", models.CASCADE, related_name="periods")
    starts_on = models.DateField(_("Du"))
    ends_on = models.DateField(_("Au"), null=True, blank=True)

    objects = FirmQuerySet["PricePeriod"].as_manager()

    class Meta:
        verbose_name = _("Période")
        verbose_name_plural = _("Périodes")
        ordering = ["starts_on"]


class Price(models.Model):
    """Unit price of a product in a period from a quantity on, excluding VAT, in the list's currency."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    period = models.ForeignKey("catalogue.PricePeriod", models.CASCADE, related_name="prices")
    product = models.ForeignKey("catalogue.Product", models.CASCADE, related_name="prices")
    from_quantity = models.PositiveIntegerField(_("À partir de"), default=1, validators=COUNT)
    amount = models.DecimalField(_("Prix (HT)"), max_digits=12, decimal_places=4, validators=[MinValueValidator(0)])

    objects = FirmQuerySet["Price"].as_manager()

    class Meta:
        verbose_name = _("Prix")
        verbose_name_plural = _("Prix")
        ordering = ["from_quantity"]
        constraints = [
            models.UniqueConstraint(fields=["period", "product", "from_quantity"], name="price_once"),
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="price_amount"),
        ]
