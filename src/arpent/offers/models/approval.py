"""Pricing policies by date, promotions, approvals."""

from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from arpent.deals.permissions import DealPermission
from arpent.kernel.ids import new_id
from arpent.people.public import ScopedQuerySet

from ..rules.lifecycle import Level
from .line import VersionRowQuerySet
from .percentages import percent_field

LEVELS = [(Level.MANAGER.value, _("responsable")), (Level.DIRECTION.value, _("direction"))]


class FirmRulesQuerySet[M: models.Model](ScopedQuerySet[M]):
    """Rows of the firm, visible to all who see deals."""

    owner_paths = ()
    permission = DealPermission.SEE_DEALS


class OfferPolicy(models.Model):
    """Policy valid from a day on, until the next row.

    Floors: pocket margins on price (taux de marque), in percent.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    starts_on = models.DateField(_("À partir du"), unique=True)
    offer_free = percent_field(_("Offre : libre à partir de (%)"))
    offer_manager = percent_field(_("Offre : responsable à partir de (%)"))
    line_free = percent_field(_("Ligne : libre à partir de (%)"))
    line_manager = percent_field(_("Ligne : responsable à partir de (%)"))
    financing_rate_percent = percent_field(_("Coût financier (% par an)"), default=Decimal(0))
    warranty_percent = percent_field(_("Coût de la garantie (% du net)"), default=Decimal(0))
    commission_percent = percent_field(_("Commission (% sur marge)"), default=Decimal(0))
    validity_days = models.PositiveSmallIntegerField(
        _("Validité par défaut (jours)"), default=30, validators=[MinValueValidator(1), MaxValueValidator(365)]
    )
    payment_days = models.PositiveSmallIntegerField(
        _("Paiement usuel (jours)"), default=30, validators=[MaxValueValidator(60)]
    )
    deposit_percent = percent_field(_("Acompte usuel (%)"), default=Decimal(0))

    objects = FirmRulesQuerySet["OfferPolicy"].as_manager()

    class Meta:
        verbose_name = _("Règles des offres")
        verbose_name_plural = _("Règles des offres")
        ordering = ["starts_on"]


class Promotion(models.Model):
    """A discount between two days inclusive, for one family or all."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("Nom de la campagne"), max_length=120)
    percent = percent_field(_("Remise (%)"))
    starts_on = models.DateField(_("Du"))
    ends_on = models.DateField(_("Au, compris"))
    family = models.ForeignKey(
        "catalogue.Family", models.CASCADE, null=True, related_name="+", verbose_name=_("Famille")
    )

    objects = FirmRulesQuerySet["Promotion"].as_manager()

    class Meta:
        verbose_name = _("Campagne")
        verbose_name_plural = _("Campagnes")
        ordering = ["-starts_on", "name"]

    def __str__(self) -> str:
        return self.name


class Approval(models.Model):
    """A request for approval and its decision. ``fingerprint``: hash of the content concerned; any edit voids it.

    ``pocket_percent``: pocket margin on price. ``figures``: the grid at the time of the request
    (``documents.grid.grid_data``), shown on the decision page.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("en attente")
        GIVEN = "given", _("donné")
        DECLINED = "declined", _("refusé")
        VOIDED = "voided", _("annulé par une modification")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.ForeignKey("offers.OfferVersion", models.CASCADE, related_name="approvals")
    level = models.CharField(_("De qui"), max_length=9, choices=LEVELS)
    state = models.CharField(_("État"), max_length=8, choices=State, default=State.WAITING)
    pocket_percent = models.DecimalField(max_digits=6, decimal_places=1, null=True)
    figures: Any = models.JSONField(default=dict)
    fingerprint = models.CharField(max_length=64)
    requested_by = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    note = models.TextField(_("Mot"), blank=True, max_length=2000)
    decided_by = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+", verbose_name=_("Qui"))
    decided_at = models.DateTimeField(_("Le"), null=True)
    reason = models.TextField(_("Raison"), blank=True, max_length=2000)

    objects = VersionRowQuerySet["Approval"].as_manager()

    class Meta:
        verbose_name = _("Accord")
        verbose_name_plural = _("Accords demandés")
        ordering = ["-requested_at", "-id"]
        indexes = [models.Index(fields=["state", "level", "requested_at"], name="approval_state")]
