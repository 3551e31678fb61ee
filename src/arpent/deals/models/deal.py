"""Deals of companies, from the first need to won or lost."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from arpent.kernel.ids import new_id
from arpent.people.public import ScopedQuerySet

from ..permissions import DealPermission
from ..rules.lifecycle import LostReason, StepKind


class DealQuerySet(ScopedQuerySet["Deal"]):
    """Deals, visible by owner within the scope of the permission."""

    permission = DealPermission.SEE_DEALS


class OfDealQuerySet[M: models.Model](ScopedQuerySet[M]):
    """Rows of a deal, visible to those who see the deal."""

    owner_paths = ("deal__owner",)
    permission = DealPermission.SEE_DEALS


LOST_REASONS = [
    (LostReason.PRICE.value, _("prix")),
    (LostReason.COMPETITOR.value, _("concurrent préféré")),
    (LostReason.TECHNICAL.value, _("solution technique")),
    (LostReason.DELAY.value, _("délai")),
    (LostReason.NO_DECISION.value, _("pas de décision")),
    (LostReason.NO_BUDGET.value, _("pas de budget")),
    (LostReason.OTHER.value, _("autre")),
]
STEP_KINDS = [(StepKind.TO_DO.value, _("à faire le")), (StepKind.WAITING.value, _("en attente jusqu’au"))]
COMPETITIVE_PRESSURES = [
    (0, _("0 : aucune")),
    (1, _("1 : faible")),
    (2, _("2 : sensible")),
    (3, _("3 : forte")),
    (4, _("4 : extrême")),
]


class Deal(models.Model):
    """A deal (opportunity). Amounts in EUR excl. VAT; probability in percent; competitive pressure from 0 to 4.
    ``offer_amount``: the amount set by the last offer; ``typed_amount``: the amount typed before.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    company = models.ForeignKey("clients.Company", models.CASCADE, related_name="+")
    owner = models.ForeignKey("people.User", models.PROTECT, related_name="+", verbose_name=_("Commercial"))
    title = models.CharField(_("Titre"), max_length=160)
    stage = models.ForeignKey("deals.Stage", models.PROTECT, related_name="deals")
    stage_since = models.DateTimeField()
    amount = models.DecimalField(
        _("Montant (€ HT)"), max_digits=12, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    offer_amount = models.DecimalField(_("Montant de l’offre"), max_digits=12, decimal_places=2, null=True)
    typed_amount = models.DecimalField(_("Montant saisi à la main"), max_digits=12, decimal_places=2, null=True)
    probability = models.PositiveSmallIntegerField(
        _("Probabilité (%)"), blank=True, validators=[MinValueValidator(0), MaxValueValidator(100)]
    )
    expected_on = models.DateField(_("Décision attendue le"), null=True, blank=True)
    need = models.TextField(_("Besoin, en quelques phrases"), blank=True, max_length=4000)
    competitor = models.CharField(_("Concurrent en place"), max_length=120, blank=True)
    competitive_pressure = models.PositiveSmallIntegerField(
        _("Pression de la concurrence"), null=True, choices=COMPETITIVE_PRESSURES, blank=True
    )
    step_kind = models.CharField(
        _("À faire ou en attente"), max_length=8, choices=STEP_KINDS, default=StepKind.TO_DO.value
    )
    next_step = models.CharField(_("Prochaine action"), max_length=200, blank=True)
    next_step_on = models.DateField(_("Date de la prochaine action"), null=True, blank=True)
    lost_reason = models.CharField(_("Raison de la perte"), max_length=12, choices=LOST_REASONS, blank=True)
    lost_note = models.CharField(_("Précision"), max_length=200, blank=True)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(_("Close le"), null=True)

    objects = DealQuerySet.as_manager()

    class Meta:
        verbose_name = _("Affaire")
        verbose_name_plural = _("Affaires")
        indexes = [
            models.Index(fields=["stage", "next_step_on", "id"], name="deal_stage_step"),
            models.Index(fields=["owner", "stage", "next_step_on", "id"], name="deal_owner_stage"),
            models.Index(fields=["company"], name="deal_company"),
            models.Index(fields=["closed_at"], name="deal_closed"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(probability__lte=100), name="deal_percent"),
            models.CheckConstraint(
                condition=models.Q(competitive_pressure__isnull=True) | models.Q(competitive_pressure__lte=4),
                name="deal_competitive_pressure",
            ),
            models.CheckConstraint(
                condition=models.Q(amount__isnull=True) | models.Q(amount__gte=0), name="deal_amount"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class StageMove(models.Model):
    """An entry of a deal into a stage; the first has no previous stage."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    deal = models.ForeignKey("deals.Deal", models.CASCADE, related_name="moves")
    former = models.ForeignKey("deals.Stage", models.PROTECT, null=True, related_name="+")
    stage = models.ForeignKey("deals.Stage", models.PROTECT, related_name="+")
    at = models.DateTimeField(_("Date"))
    person = models.ForeignKey("people.User", models.SET_NULL, null=True, related_name="+", verbose_name=_("Qui"))

    objects = OfDealQuerySet["StageMove"].as_manager()

    class Meta:
        verbose_name = _("Passage d’étape")
        verbose_name_plural = _("Passages d’étape")
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["deal", "at"], name="stage_move_deal")]


class DealContact(models.Model):
    """The buying role of a contact in a deal."""

    class BuyingRole(models.TextChoices):
        """Role of a contact in the customer's decision."""

        DECIDES = "decides", _("décide")
        PAYS = "pays", _("tient le budget")
        USES = "uses", _("utilisera")
        ADVISES = "advises", _("prescrit")
        BUYS = "buys", _("achète")
        OPPOSES = "opposes", _("s’oppose")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    deal = models.ForeignKey("deals.Deal", models.CASCADE, related_name="people")
    contact = models.ForeignKey("clients.Contact", models.CASCADE, related_name="+")
    buying_role = models.CharField(_("Part dans la décision"), max_length=8, choices=BuyingRole)

    objects = OfDealQuerySet["DealContact"].as_manager()

    class Meta:
        verbose_name = _("Part d’un contact")
        verbose_name_plural = _("Parts des contacts")
        constraints = [models.UniqueConstraint(fields=["deal", "contact"], name="deal_contact_once")]
