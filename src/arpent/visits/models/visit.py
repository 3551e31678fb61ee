"""Visits, their reports, and items left with the customer."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from arpent.kernel.ids import new_id
from arpent.people.public import ScopedQuerySet

from ..rules.report import MAX_LEFT_LABEL, TEXTS

SEEN_BY = ("person", "company__owner", "company__sector_of")


class VisitQuerySet(ScopedQuerySet["Visit"]):
    """Reports, visible to their author and to those who see the company; actions check who may change them."""

    owner_paths = SEEN_BY


class OfVisitQuerySet[M: models.Model](ScopedQuerySet[M]):
    """Rows of a visit, visible like the visit."""

    owner_paths = tuple(f"visit__{p}" for p in SEEN_BY)


class Visit(models.Model):
    """One visit and its report. ``ended_at``: None while it goes on. ``answers``: by section id; ``met``: [{contact,
    name}].
    """

    class Reached(models.TextChoices):
        """Whether the aim of the visit was reached."""

        YES = "yes", _("atteint")
        PARTLY = "partly", _("en partie")
        NO = "no", _("non atteint")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("people.User", models.PROTECT, related_name="+", verbose_name=_("Qui"))
    company = models.ForeignKey("clients.Company", models.CASCADE, related_name="+")
    appointment = models.ForeignKey("agenda.Appointment", models.SET_NULL, null=True, related_name="+")
    form = models.ForeignKey("visits.ReportForm", models.PROTECT, null=True, related_name="+")
    started_at = models.DateTimeField(_("Début"))
    ended_at = models.DateTimeField(_("Fin"), null=True)
    aim = models.CharField(_("But"), max_length=TEXTS["aim"], blank=True)
    aim_reached = models.CharField(_("But atteint ?"), max_length=6, choices=Reached, blank=True)
    met: Any = models.JSONField(_("Personnes rencontrées"), default=list)
    said = models.TextField(_("Ce qui s’est dit"), blank=True, max_length=TEXTS["said"])
    need = models.TextField(_("Besoin"), blank=True, max_length=TEXTS["need"])
    competitor = models.TextField(_("Concurrent"), blank=True, max_length=TEXTS["competitor"])
    next_step = models.CharField(_("Prochaine action"), max_length=TEXTS["next_step"], blank=True)
    next_step_on = models.DateField(_("Date de la prochaine action"), null=True)
    satisfaction = models.PositiveSmallIntegerField(_("Satisfaction"), null=True)
    answers: Any = models.JSONField(_("Réponses"), default=dict)
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("Compte rendu")
        verbose_name_plural = _("Comptes rendus de visite")
        indexes = [
            models.Index(fields=["company", "-started_at"], name="visit_company"),
            models.Index(fields=["person", "-started_at"], name="visit_person"),
        ]

    def __str__(self) -> str:
        return f"{self.company_id} {self.started_at:%Y-%m-%d}"


class LeftItem(models.Model):
    """A sample or stock left with the customer, or taken back; dated, since a VRP is accountable for samples."""

    class Kind(models.TextChoices):
        """Kind of movement of a sample or stock."""

        SAMPLE = "sample", _("échantillon laissé")
        STOCK = "stock", _("stock laissé")
        TAKEN_BACK = "taken_back", _("repris")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    visit = models.ForeignKey("visits.Visit", models.CASCADE, related_name="left_items")
    kind = models.CharField(_("Type"), max_length=10, choices=Kind, default=Kind.SAMPLE)
    label = models.CharField(_("Quoi"), max_length=MAX_LEFT_LABEL)
    quantity = models.PositiveIntegerField(_("Quantité"), default=1)
    on = models.DateField(_("Le"))
    position = models.PositiveSmallIntegerField(default=0)

    objects = OfVisitQuerySet["LeftItem"].as_manager()

    class Meta:
        verbose_name = _("Laissé ou repris")
        verbose_name_plural = _("Échantillons laissés")
        ordering = ["position", "id"]
