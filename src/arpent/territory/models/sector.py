"""Sectors: sets of communes, each with one holder."""

from django.db import models

from arpent.clients.permissions import ClientPermission
from arpent.kernel.ids import new_id
from arpent.people.public import ScopedQuerySet


class SectorQuerySet(ScopedQuerySet["Sector"]):
    owner_paths = ("holder",)
    permission = ClientPermission.SEE_CLIENTS


class OfSectorQuerySet(ScopedQuerySet["SectorCommune"]):
    owner_paths = ("sector__holder",)
    permission = ClientPermission.SEE_CLIENTS


class Sector(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=80)
    holder = models.ForeignKey("people.User", models.CASCADE, related_name="+")
    color = models.CharField(max_length=7, default="#206bc4")
    # Drawn by a manager: the holder sees all companies of the zone. Drawn by the holder: only unowned ones.
    granted = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    objects = SectorQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return self.name


class SectorCommune(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sector = models.ForeignKey("territory.Sector", models.CASCADE, related_name="communes")
    commune_code = models.CharField(max_length=5)

    objects = OfSectorQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sector", "commune_code"], name="commune_once_a_sector")]
        indexes = [models.Index(fields=["commune_code"], name="sector_commune_code")]
