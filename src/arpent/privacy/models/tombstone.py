"""Keyed digests by which erased persons are recognised without storing their data."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from arpent.kernel.ids import new_id

from .erasure import OfFirmQuerySet


class Tombstone(models.Model):
    """One digest of one erased person.

    ``digest``: HMAC-SHA-256 of the normalised value under the installation's secret.
    """

    class What(models.TextChoices):
        """Kind of value of which the digest is stored."""

        EMAIL = "email"
        PHONE = "phone"
        NAME = "name"  # full name with the company's name, a trade name with its postcode
        SIREN = "siren"
        RECORD = "record"  # the id of an emptied row

    class Purpose(models.TextChoices):
        """Reason why the digest is stored."""

        ERASED = "erased"
        OPPOSED = "opposed"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    erasure = models.ForeignKey("privacy.Erasure", models.CASCADE, null=True, related_name="tombstones")
    purpose = models.CharField(max_length=8, choices=Purpose, default=Purpose.ERASED)
    what = models.CharField(max_length=6, choices=What)
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey("people.User", models.SET_NULL, null=True, related_name="+")
    lifted_reason = models.CharField(_("Raison"), max_length=200, blank=True)

    objects = OfFirmQuerySet["Tombstone"].as_manager()

    class Meta:
        verbose_name = _("Empreinte d’une personne effacée")
        verbose_name_plural = _("Empreintes de personnes effacées")
        indexes = [models.Index(fields=["digest"], name="tombstone_digest")]
