"""Product families: characteristics, components, compatibility rules."""

from typing import Any

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from arpent.configurator.public import Kind
from arpent.kernel.ids import new_id
from arpent.people.public import ScopedQuerySet

from ..permissions import CataloguePermission

COUNT = [MaxValueValidator(30_000)]  # numbers of days, pieces and positions typed by people


class FirmQuerySet[M: models.Model](ScopedQuerySet[M]):
    """Rows of the firm's catalogue, visible to everybody with the permission SEE_CATALOGUE."""

    owner_paths = ()
    permission = CataloguePermission.SEE_CATALOGUE


KINDS = [
    (Kind.NUMBER.value, _("nombre")),
    (Kind.CHOICE.value, _("choix dans une liste")),
    (Kind.YES_NO.value, _("oui ou non")),
]


class Family(models.Model):
    """A product family, or a set of components.

    ``assembly_days``: assembly time added to the delivery delay.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("Nom"), max_length=120)
    parent = models.ForeignKey("catalogue.Family", models.PROTECT, null=True, related_name="children")
    description = models.TextField(_("Description"), max_length=4000, blank=True)
    assembly_days = models.PositiveSmallIntegerField(_("Jours de montage"), default=0, validators=COUNT)

    objects = FirmQuerySet["Family"].as_manager()

    class Meta:
        verbose_name = _("Famille")
        verbose_name_plural = _("Familles")
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["name"], name="family_name_once")]

    def __str__(self) -> str:
        return self.name


class Characteristic(models.Model):
    """A characteristic of a family's products.

    ``code``: used in formulas; ``formula``: computed; ``values``: allowed values.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    family = models.ForeignKey("catalogue.Family", models.CASCADE, related_name="characteristics")
    code = models.CharField(max_length=40)
    name = models.CharField(_("Nom"), max_length=120)
    kind = models.CharField(_("Type"), max_length=6, choices=KINDS, default=Kind.NUMBER.value)
    unit = models.CharField(_("Unité"), max_length=20, blank=True)
    values: Any = models.JSONField(_("Valeurs"), default=list)
    formula = models.CharField(_("Formule"), max_length=400, blank=True)
    position = models.PositiveSmallIntegerField(_("Rang"), default=0, validators=COUNT)

    objects = FirmQuerySet["Characteristic"].as_manager()

    class Meta:
        verbose_name = _("Caractéristique")
        verbose_name_plural = _("Caractéristiques")
        ordering = ["position", "name", "id"]
        constraints = [models.UniqueConstraint(fields=["family", "code"], name="characteristic_code_once")]

    def __str__(self) -> str:
        return f"{self.name} ({self.unit})" if self.unit else self.name


class Component(models.Model):
    """A component of a set, filled by a part of another family."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    family = models.ForeignKey("catalogue.Family", models.CASCADE, related_name="components")
    code = models.CharField(max_length=40)
    name = models.CharField(_("Nom"), max_length=120)
    parts_of = models.ForeignKey("catalogue.Family", models.PROTECT, related_name="+")
    quantity = models.PositiveSmallIntegerField(_("Quantité"), default=1, validators=COUNT)
    optional = models.BooleanField(_("Peut rester vide"), default=False)
    position = models.PositiveSmallIntegerField(_("Rang"), default=0, validators=COUNT)

    objects = FirmQuerySet["Component"].as_manager()

    class Meta:
        verbose_name = _("Composant")
        verbose_name_plural = _("Composants")
        ordering = ["position", "name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["family", "code"], name="component_code_once"),
            models.CheckConstraint(condition=models.Q(quantity__gte=1), name="component_quantity"),
        ]

    def __str__(self) -> str:
        return self.name


class CompatibilityRule(models.Model):
    """A compatibility rule: a formula, or a table over ``scope``. ``reason``: text of explanations."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    family = models.ForeignKey("catalogue.Family", models.CASCADE, related_name="rules")
    name = models.CharField(_("Nom"), max_length=120)
    reason = models.CharField(_("Pourquoi"), max_length=200, blank=True)
    formula = models.CharField(_("Formule"), max_length=400, blank=True)
    scope: Any = models.JSONField(_("Colonnes"), default=list)
    rows: Any = models.JSONField(_("Lignes"), default=list)
    forbids = models.BooleanField(_("Interdit"), default=False)

    objects = FirmQuerySet["CompatibilityRule"].as_manager()

    class Meta:
        verbose_name = _("Règle")
        verbose_name_plural = _("Règles")
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["family", "name"], name="rule_name_once")]

    def __str__(self) -> str:
        return self.name
