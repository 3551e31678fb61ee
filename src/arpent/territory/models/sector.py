"""Sectors: sets of communes, each with one holder."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from arpent.clients.permissions import ClientPermission
from arpent.kernel.ids import new_id
from arpent.people.public import ScopedQuerySet


class SectorQuerySet(ScopedQuerySet["Sector"]):
    """Sectors, visible by holder within the scope of the permission."""

    owner_paths = ("holder",)
    permission = ClientPermission.SEE_CLIENTS


class OfSectorQuerySet(ScopedQuerySet["SectorCommune"]):
    """Communes, visible by holder of their sector."""

    owner_paths = ("sector__holder",)
    permission = ClientPermission.SEE_CLIENTS


class Sector(models.Model):
    """A set of communes with one holder."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("Nom du secteur"), max_length=80)
    holder = models.ForeignKey("people.User", models.CASCADE, related_name="+", verbose_name=_("Commercial"))
    color = models.CharField(_("Couleur"), max_length=7, default="#206bc4")
    # Drawn by a manager: the holder sees all companies of the zone. Drawn by the holder: only unowned ones.
    granted = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    objects = SectorQuerySet.as_manager()

    class Meta:
        verbose_name = _("Secteur")
        verbose_name_plural = _("Secteurs")
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return self.name


class SectorCommune(models.Model):
    """A commune of a sector, by INSEE code; a city with arrondissements has its own code."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sector = models.ForeignKey("territory.Sector", models.CASCADE, related_name="communes")
    commune_code = models.CharField(_("Code commune (INSEE)"), max_length=5)

    objects = OfSectorQuerySet.as_manager()

    class Meta:
        verbose_name = _("Commune d’un secteur")
        verbose_name_plural = _("Communes des secteurs")
        constraints = [models.UniqueConstraint(fields=["sector", "commune_code"], name="commune_once_a_sector")]
        indexes = [models.Index(fields=["commune_code"], name="sector_commune_code")]
