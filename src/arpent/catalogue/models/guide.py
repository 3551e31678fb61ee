"""Discovery guides: questions about a family, their purpose and the resulting configurator need."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from arpent.kernel.ids import new_id

from .family import COUNT, KINDS, FirmQuerySet

TEXT = "text"
QUESTION_KINDS = [*KINDS, (TEXT, _("texte"))]
COMPARISONS = [(">=", _("au moins")), ("<=", _("au plus")), ("=", _("égal à"))]


class GuideQuestion(models.Model):
    """A question of a guide. ``code``: characteristic that its answer concerns, "" for information only."""

    class Motive(models.TextChoices):
        """Buying motive of the French SONCAS method: security, pride, novelty, comfort, money, sympathy."""

        SECURITY = "security", _("sécurité")
        PRIDE = "pride", _("orgueil")
        NOVELTY = "novelty", _("nouveauté")
        COMFORT = "comfort", _("confort")
        MONEY = "money", _("argent")
        SYMPATHY = "sympathy", _("sympathie")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    family = models.ForeignKey("catalogue.Family", models.CASCADE, related_name="questions")
    text = models.CharField(_("Question"), max_length=200)
    kind = models.CharField(_("Réponse"), max_length=6, choices=QUESTION_KINDS, default=TEXT)
    unit = models.CharField(_("Unité"), max_length=20, blank=True)
    values: Any = models.JSONField(default=list)
    why = models.CharField(_("Pourquoi on la pose"), max_length=200, blank=True)
    motive = models.CharField(_("Motif d’achat (SONCAS)"), max_length=8, choices=Motive, blank=True)
    follow_up = models.CharField(_("Question de relance"), max_length=200, blank=True)
    code = models.CharField(max_length=90, blank=True)
    comparison = models.CharField(_("Il faut"), max_length=2, choices=COMPARISONS, default="=")
    position = models.PositiveSmallIntegerField(_("Rang"), default=0, validators=COUNT)

    objects = FirmQuerySet["GuideQuestion"].as_manager()

    class Meta:
        verbose_name = _("Question de découverte")
        verbose_name_plural = _("Questions de découverte")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.text

    @property
    def name(self) -> str:
        """Return the text, under the name that elements of a family have in common."""
        return self.text
