"""Need sheets, filled during or after a visit with the family's guide."""

from django.db import models

from arpent.kernel.ids import new_id
from arpent.people.public import ScopedQuerySet

from ..permissions import DealPermission
from .deal import OfDealQuerySet


class NeedSheet(models.Model):
    """A customer's need in a deal. Budget in euros without tax; ``confirmed_on``: date of the
    customer's confirmation.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    deal = models.ForeignKey("deals.Deal", models.CASCADE, related_name="needs")
    family = models.ForeignKey("catalogue.Family", models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField(default=1)
    budget = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    deadline_on = models.DateField(null=True)
    constraints = models.TextField(blank=True)
    criteria = models.TextField(blank=True)
    supplier = models.CharField(max_length=120, blank=True)
    supplier_weakness = models.TextField(blank=True)
    created_at = models.DateTimeField()
    confirmed_on = models.DateField(null=True)
    confirmed_by = models.CharField(max_length=120, blank=True)
    edition = models.PositiveIntegerField(default=0)

    objects = OfDealQuerySet["NeedSheet"].as_manager()

    class Meta:
        ordering = ["created_at", "id"]
        indexes = [models.Index(fields=["deal"], name="need_deal")]


class OfSheetQuerySet[M: models.Model](ScopedQuerySet[M]):
    owner_paths = ("sheet__deal__owner",)
    permission = DealPermission.SEE_DEALS


class NeedAnswer(models.Model):
    """The answer to a question of the guide. ``must``: required, else a wish."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sheet = models.ForeignKey("deals.NeedSheet", models.CASCADE, related_name="answers")
    question = models.ForeignKey("catalogue.GuideQuestion", models.PROTECT, related_name="+")
    value = models.CharField(max_length=400)
    must = models.BooleanField(default=True)

    objects = OfSheetQuerySet["NeedAnswer"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sheet", "question"], name="need_answer_once")]
