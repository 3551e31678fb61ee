"""Pipeline stages of the firm."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from arpent.kernel.ids import new_id

from ..rules.lifecycle import StageKind

KINDS = [(StageKind.OPEN.value, _("ouverte")), (StageKind.WON.value, _("gagnée")), (StageKind.LOST.value, _("perdue"))]
# Labels of the default stages; replaced by the firm's own names.
USUAL = {
    "discovery": _("Découverte"),
    "need": _("Besoin défini"),
    "solution": _("Solution proposée"),
    "offer": _("Offre remise"),
    "negotiation": _("Négociation"),
    "won": _("Gagnée"),
    "lost": _("Perdue"),
}


class Stage(models.Model):
    """A stage of the pipeline. ``probability``: percent; ``requires``: requirements to enter it; ``code``: of a default
    stage.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=20, blank=True)
    name = models.CharField(_("Nom de l’étape"), max_length=60, blank=True)
    kind = models.CharField(max_length=6, choices=KINDS, default=StageKind.OPEN.value)
    position = models.PositiveSmallIntegerField(_("Rang"))
    probability = models.PositiveSmallIntegerField(
        _("Probabilité (%)"), default=0, validators=[MinValueValidator(0), MaxValueValidator(100)]
    )
    stale_days = models.PositiveSmallIntegerField(
        _("Stagne après (jours)"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(730)]
    )
    requires = models.JSONField(default=list)

    class Meta:
        verbose_name = _("Étape")
        verbose_name_plural = _("Étapes")
        ordering = ["position", "id"]
        constraints = [models.CheckConstraint(condition=models.Q(probability__lte=100), name="stage_percent")]

    def __str__(self) -> str:
        return self.name or str(USUAL.get(self.code, self.code))

    @property
    def is_open(self) -> bool:
        """Return whether the stage is neither won nor lost."""
        return self.kind == StageKind.OPEN.value
