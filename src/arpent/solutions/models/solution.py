"""Candidate solutions of a deal."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from arpent.deals.permissions import DealPermission
from arpent.kernel.ids import new_id
from arpent.people.public import ScopedQuerySet

from ..rules.saving import MAX_QUANTITY


class SolutionQuerySet(ScopedQuerySet["Solution"]):
    """Solutions scoped by the owner of their deal."""

    owner_paths = ("deal__owner",)
    permission = DealPermission.SEE_DEALS


class Solution(models.Model):
    """A configuration proposed in a deal. ``choices``: value by code; ``needs``: "pompe.debit>=40 m³/h".

    ``quantity``: number of sets; ``price_list``: list of its prices; ``reason``: why it was selected or refused.
    """

    class State(models.TextChoices):
        CANDIDATE = "candidate", _("à étudier")
        SELECTED = "selected", _("retenue")
        REFUSED = "refused", _("écartée")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    deal = models.ForeignKey("deals.Deal", models.CASCADE, related_name="+")
    need = models.ForeignKey("deals.NeedSheet", models.SET_NULL, null=True, related_name="+")
    family = models.ForeignKey("catalogue.Family", models.PROTECT, related_name="+")
    name = models.CharField(_("Nom de la solution"), max_length=120)
    choices: Any = models.JSONField(_("Choix"), default=dict)
    needs: Any = models.JSONField(_("Besoins"), default=list)
    quantity = models.PositiveIntegerField(
        _("Quantité"), default=1, validators=[MinValueValidator(1), MaxValueValidator(MAX_QUANTITY)]
    )
    price_list = models.ForeignKey(
        "catalogue.PriceList", models.SET_NULL, null=True, related_name="+", verbose_name=_("Tarif")
    )
    state = models.CharField(_("État"), max_length=9, choices=State, default=State.CANDIDATE)
    reason = models.TextField(_("Raison"), blank=True, max_length=2000)
    created_at = models.DateTimeField()
    decided_at = models.DateTimeField(_("Jugée le"), null=True)

    objects = SolutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Solution")
        verbose_name_plural = _("Solutions")
        ordering = ["created_at", "id"]
        indexes = [models.Index(fields=["deal"], name="solution_deal")]

    def __str__(self) -> str:
        return self.name


class ExtraQuerySet(ScopedQuerySet["SolutionExtra"]):
    """Extras scoped by the owner of the deal of their solution."""

    owner_paths = ("solution__deal__owner",)
    permission = DealPermission.SEE_DEALS


class SolutionExtra(models.Model):
    """A product added to the configuration (accessory, spare part, option). ``quantity`` per set."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    solution = models.ForeignKey("solutions.Solution", models.CASCADE, related_name="extras")
    product = models.ForeignKey("catalogue.Product", models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField(
        _("Quantité pour un ensemble"), default=1, validators=[MaxValueValidator(MAX_QUANTITY)]
    )

    objects = ExtraQuerySet.as_manager()

    class Meta:
        verbose_name = _("Produit ajouté à une solution")
        verbose_name_plural = _("Produits ajoutés aux solutions")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["solution", "product"], name="solution_extra_once")]
