"""Record of erasures: who, when, on which basis and how much; nothing that names the person."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from arpent.kernel.ids import new_id
from arpent.people.public import ScopedQuerySet

from ..permissions import PrivacyPermission


class OfFirmQuerySet[M: models.Model](ScopedQuerySet[M]):
    """Rows of the firm, visible with the permission to erase persons."""

    owner_paths = ()
    permission = PrivacyPermission.ERASE_PERSONS


class Erasure(models.Model):
    """One erasure. ``records``: ids of the emptied rows by model; ``counts``: redacted rows by model; ``retained``: by
    reason.
    """

    class Basis(models.TextChoices):
        """Legal basis of an erasure (GDPR)."""

        REQUEST = "request", _("demande de la personne (RGPD art. 17)")
        RETENTION = "retention", _("fin de la durée de conservation (RGPD art. 5)")
        OPPOSITION = "opposition", _("opposition (RGPD art. 21)")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField()
    by = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    basis = models.CharField(max_length=12, choices=Basis)
    kind = models.CharField(max_length=8)
    records: Any = models.JSONField(default=dict)
    counts: Any = models.JSONField(default=dict)
    retained: Any = models.JSONField(default=dict)
    operation = models.ForeignKey("history.Operation", models.SET_NULL, null=True, related_name="+")

    objects = OfFirmQuerySet["Erasure"].as_manager()

    class Meta:
        verbose_name = _("Effacement")
        verbose_name_plural = _("Effacements")
        ordering = ["-at"]
