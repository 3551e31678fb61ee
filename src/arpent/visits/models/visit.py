"""Visits: when, at whose, what was reported."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from arpent.kernel.ids import new_id
from arpent.people.public import ScopedQuerySet

SEEN_BY = ("person", "company__owner", "company__sector_of")


class VisitQuerySet(ScopedQuerySet["Visit"]):
    """A report is visible to its author and to everyone who sees the company; actions check who may write it."""

    owner_paths = SEEN_BY


class OfVisitQuerySet[M: models.Model](ScopedQuerySet[M]):
    owner_paths = tuple(f"visit__{p}" for p in SEEN_BY)


class Visit(models.Model):
    """One visit and its report. ``ended_at`` None: it goes on. ``answers``: by section of the form."""

    class Reached(models.TextChoices):
        YES = "yes", _("atteint")
        PARTLY = "partly", _("en partie")
        NO = "no", _("non atteint")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    company = models.ForeignKey("clients.Company", models.CASCADE, related_name="+")
    appointment = models.ForeignKey("agenda.Appointment", models.SET_NULL, null=True, related_name="+")
    form = models.ForeignKey("visits.ReportForm", models.PROTECT, null=True, related_name="+")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    aim = models.CharField(max_length=300, blank=True)
    aim_reached = models.CharField(max_length=6, choices=Reached, blank=True)
    met: Any = models.JSONField(default=list)
    said = models.TextField(blank=True)
    need = models.TextField(blank=True)
    competitor = models.TextField(blank=True)
    next_step = models.CharField(max_length=200, blank=True)
    next_step_on = models.DateField(null=True)
    satisfaction = models.PositiveSmallIntegerField(null=True)
    answers: Any = models.JSONField(default=dict)
    edition = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()

    objects = VisitQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["company", "-started_at"], name="visit_company"),
            models.Index(fields=["person", "-started_at"], name="visit_person"),
        ]

    def __str__(self) -> str:
        return f"{self.company_id} {self.started_at:%Y-%m-%d}"


class LeftItem(models.Model):
    """What was left at a customer's, or taken back: dated, for a VRP answers for samples and stock he holds or
    leaves.
    """

    class Kind(models.TextChoices):
        SAMPLE = "sample", _("échantillon laissé")
        STOCK = "stock", _("stock laissé")
        TAKEN_BACK = "taken_back", _("repris")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    visit = models.ForeignKey("visits.Visit", models.CASCADE, related_name="left_items")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.SAMPLE)
    label = models.CharField(max_length=200)
    quantity = models.PositiveIntegerField(default=1)
    on = models.DateField()
    position = models.PositiveSmallIntegerField(default=0)

    objects = OfVisitQuerySet["LeftItem"].as_manager()

    class Meta:
        ordering = ["position", "id"]
