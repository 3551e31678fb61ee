"""The phones and browsers that write without a network."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from arpent.kernel.ids import new_id
from arpent.people.public import ScopedQuerySet
from arpent.visits.permissions import VisitPermission


class DeviceQuerySet(ScopedQuerySet["Device"]):
    """Devices, visible by person within the scope of the permission."""

    owner_paths = ("person",)
    permission = VisitPermission.REPORT_VISITS


class Device(models.Model):
    """One browser of one person. Its token only writes; what is kept here is its hash."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("people.User", models.CASCADE, related_name="+")
    name = models.CharField(_("Nom"), max_length=80)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(_("Révoqué le"), null=True)

    objects = DeviceQuerySet.as_manager()

    class Meta:
        verbose_name = _("Téléphone")
        verbose_name_plural = _("Téléphones")
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["person"], name="device_person")]

    def __str__(self) -> str:
        return self.name


class OfDeviceQuerySet[M: models.Model](ScopedQuerySet[M]):
    """Rows of a device, visible like the device."""

    owner_paths = ("device__person",)
    permission = VisitPermission.REPORT_VISITS


class DeviceState(models.Model):
    """The last report of a device. ``announced``: label of each submission it has numbered, by seq; ``pending``: those
    it has not sent yet.

    ``first``, ``highest``: the lowest and the highest number it has given; ``received_to``: every number up to it came,
    but for those of ``absent``; ``missing``: those that are nowhere; ``skew_seconds``: how far its clock was behind
    ours;
    ``session_key``: the sign-in it last read with, ended with it.
    """

    device = models.OneToOneField("sync.Device", models.CASCADE, primary_key=True, related_name="state")
    seen_at = models.DateTimeField(null=True)
    reported_at = models.DateTimeField(null=True)
    first = models.PositiveIntegerField(default=1)
    highest = models.PositiveIntegerField(default=0)
    announced: Any = models.JSONField(default=dict)
    pending: Any = models.JSONField(default=list)
    oldest_at = models.DateTimeField(null=True)
    persisted = models.BooleanField(null=True)
    app = models.CharField(max_length=40, blank=True)
    skew_seconds = models.IntegerField(default=0)
    session_key = models.CharField(max_length=40, blank=True)
    missing: Any = models.JSONField(default=list)
    received_to = models.PositiveIntegerField(default=0)
    absent: Any = models.JSONField(default=list)

    objects = OfDeviceQuerySet["DeviceState"].as_manager()

    class Meta:
        verbose_name = _("Annonce d’un téléphone")
        verbose_name_plural = _("Annonces des téléphones")
