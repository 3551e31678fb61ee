"""Need sheets, filled during or after a visit with the family's guide."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from arpent.kernel.ids import new_id
from arpent.people.public import ScopedQuerySet

from ..permissions import DealPermission
from ..rules.needs import MAX_QUANTITY
from .deal import OfDealQuerySet


class NeedSheet(models.Model):
    """A customer's need in a deal. ``budget``: EUR excl. VAT; ``confirmed_on``: date of the customer's confirmation."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    deal = models.ForeignKey("deals.Deal", models.CASCADE, related_name="needs")
    family = models.ForeignKey("catalogue.Family", models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField(
        _("Quantité"), default=1, validators=[MinValueValidator(1), MaxValueValidator(MAX_QUANTITY)]
    )
    budget = models.DecimalField(
        _("Budget (€ HT)"), max_digits=12, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    deadline_on = models.DateField(_("Échéance"), null=True, blank=True)
    constraints = models.TextField(_("Contraintes"), blank=True, max_length=4000)
    criteria = models.TextField(_("Critères de décision, du plus au moins important"), blank=True, max_length=2000)
    supplier = models.CharField(_("Fournisseur d’aujourd’hui"), max_length=120, blank=True)
    supplier_weakness = models.TextField(_("Ce qui ne va pas avec lui"), blank=True, max_length=2000)
    created_at = models.DateTimeField()
    confirmed_on = models.DateField(_("Confirmé le"), null=True)
    confirmed_by = models.CharField(_("Confirmé par"), max_length=120, blank=True)
    revision = models.PositiveIntegerField(default=0)

    objects = OfDealQuerySet["NeedSheet"].as_manager()

    class Meta:
        verbose_name = _("Besoin")
        verbose_name_plural = _("Fiches besoin")
        ordering = ["created_at", "id"]
        indexes = [models.Index(fields=["deal"], name="need_deal")]


class OfSheetQuerySet[M: models.Model](ScopedQuerySet[M]):
    """Rows of a need sheet, visible to those who see its deal."""

    owner_paths = ("sheet__deal__owner",)
    permission = DealPermission.SEE_DEALS


class NeedAnswer(models.Model):
    """The answer to a question of the guide. ``must``: required, else a wish."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sheet = models.ForeignKey("deals.NeedSheet", models.CASCADE, related_name="answers")
    question = models.ForeignKey("catalogue.GuideQuestion", models.PROTECT, related_name="+")
    value = models.CharField(_("Réponse"), max_length=400)
    must = models.BooleanField(_("Exigé"), default=True)

    objects = OfSheetQuerySet["NeedAnswer"].as_manager()

    class Meta:
        verbose_name = _("Réponse au guide")
        verbose_name_plural = _("Réponses aux fiches besoin")
        constraints = [models.UniqueConstraint(fields=["sheet", "question"], name="need_answer_once")]
