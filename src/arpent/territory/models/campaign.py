"""Targeting campaigns: a saved target list with its scores."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from arpent.kernel.ids import new_id
from arpent.people.public import ScopedQuerySet


class TargetingCampaignQuerySet(ScopedQuerySet["TargetingCampaign"]):
    """Campaigns, visible by owner."""

    owner_paths = ("owner",)


class TargetQuerySet(ScopedQuerySet["CampaignTarget"]):
    """Targets, visible by owner of their campaign."""

    owner_paths = ("campaign__owner",)


class TargetingCampaign(models.Model):
    """A saved target list. ``weights``: by part of the score; ``filter``: the values of the form that found the
    targets.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey("people.User", models.CASCADE, related_name="+")
    name = models.CharField(_("Nom"), max_length=120)
    weights = models.JSONField(default=dict)
    filter = models.JSONField(default=dict)
    created_at = models.DateTimeField()

    objects = TargetingCampaignQuerySet.as_manager()

    class Meta:
        verbose_name = _("Campagne")
        verbose_name_plural = _("Campagnes de prospection")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name


class CampaignTarget(models.Model):
    """A company of a campaign. ``score``: 0 to 100; ``parts``: [{part, points, weight, why, facts}]."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    campaign = models.ForeignKey("territory.TargetingCampaign", models.CASCADE, related_name="targets")
    company = models.ForeignKey("clients.Company", models.CASCADE, related_name="+")
    score = models.PositiveSmallIntegerField(_("Note"))
    parts = models.JSONField(default=list)

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = _("Cible")
        verbose_name_plural = _("Cibles")
        ordering = ["-score", "id"]
        constraints = [models.UniqueConstraint(fields=["campaign", "company"], name="target_once_a_campaign")]
