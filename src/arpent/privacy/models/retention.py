"""Proposals of data to erase at the end of retention."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from arpent.kernel.ids import new_id

from .erasure import OfFirmQuerySet


class RetentionItem(models.Model):
    """One proposal. ``table`` and ``record_id`` identify a record (a contact), ``table`` alone a stock of old data.
    ``due_on``: end of retention; ``facts``: counts and codes, no names.
    """

    class State(models.TextChoices):
        """State of a proposal."""

        PROPOSED = "proposed"
        DONE = "done"
        POSTPONED = "postponed"
        MISSING = "missing"  # erased or removed otherwise meanwhile

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    rule = models.CharField(max_length=40)
    table = models.CharField(max_length=60)
    record_id = models.CharField(max_length=32, blank=True)
    due_on = models.DateField()
    facts: Any = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    proposed_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("people.User", models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(_("Raison"), max_length=200, blank=True)
    postponed_to = models.DateField(null=True)

    objects = OfFirmQuerySet["RetentionItem"].as_manager()

    class Meta:
        verbose_name = _("Fin de conservation")
        verbose_name_plural = _("Fins de conservation")
        ordering = ["due_on", "id"]
        constraints = [models.UniqueConstraint(fields=["rule", "table", "record_id"], name="retention_once")]
