"""A planned week: its input and its result, stored so that a manual move needs no new search."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from arpent.kernel.ids import new_id
from arpent.people.public import ScopedQuerySet

from ..permissions import AgendaPermission


class PlanQuerySet(ScopedQuerySet["Plan"]):
    """Plans, visible by person within the scope of the permission."""

    owner_paths = ("person",)
    permission = AgendaPermission.PLAN_WEEK


class Plan(models.Model):
    """A proposed week of visits: its input, its result, and whether it was accepted.
    ``inputs``: ``WeekInput.as_json``; ``result``: as ``plan_result`` returns it; ``problem``: a message code when it
    failed.
    """

    class State(models.TextChoices):
        """State of a plan; see ``rules/lifecycle.py``."""

        RUNNING = "running"
        DRAFT = "draft"
        ACCEPTED = "accepted"
        DROPPED = "dropped"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("people.User", models.CASCADE, related_name="+")
    week = models.CharField(_("Semaine"), max_length=8)
    state = models.CharField(_("État"), max_length=10, choices=State, default=State.RUNNING)
    created_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    inputs = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    problem = models.CharField(max_length=60, blank=True)
    problem_facts = models.JSONField(default=dict)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("Plan")
        verbose_name_plural = _("Semaines planifiées")
        indexes = [models.Index(fields=["person", "week", "-created_at"], name="plan_person_week")]
