"""Files of a deal: plans, photographs, specifications."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from arpent.kernel.ids import new_id

from .deal import OfDealQuerySet


class DealDocument(models.Model):
    """A file stored under a generated name; ``name``: its original name; ``size``: bytes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    deal = models.ForeignKey("deals.Deal", models.CASCADE, related_name="documents")
    name = models.CharField(_("Nom"), max_length=200)
    stored_as = models.CharField(max_length=60)
    size = models.PositiveBigIntegerField()
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("people.User", models.SET_NULL, null=True, related_name="+", verbose_name=_("Qui"))

    objects = OfDealQuerySet["DealDocument"].as_manager()

    class Meta:
        verbose_name = _("Document")
        verbose_name_plural = _("Documents d’affaires")
        ordering = ["-added_at", "id"]
