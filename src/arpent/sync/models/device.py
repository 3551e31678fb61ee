"""Phones and browsers that write offline."""

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
    """One browser of one person. ``token_hash``: SHA-256 of its token, which only allows submissions."""

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
    """The last report of a device. ``announced``: label of each submission by seq; ``pending``: those not sent yet.
    ``first``, ``highest``: the lowest and highest sequence number used; ``received_to``: every number up to it arrived,
    except those of ``absent``; ``missing``: those that neither arrived nor are pending; ``skew_seconds``: how far the
    device's clock is behind the server's; ``session_key``: the session it last read with, ended when it is revoked.
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
