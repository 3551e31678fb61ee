"""Appointments in a person's calendar."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from arpent.kernel.ids import new_id
from arpent.people.public import ScopedQuerySet

from ..permissions import AgendaPermission


class AppointmentQuerySet(ScopedQuerySet["Appointment"]):
    """Appointments, visible by person within the scope of the permission."""

    owner_paths = ("person",)
    permission = AgendaPermission.PLAN_WEEK


class Appointment(models.Model):
    """A visit or another appointment. ``fixed``: agreed with somebody, never moved by a plan."""

    class Kind(models.TextChoices):
        """Kind of appointment: visit, work without travel, or absence."""

        VISIT = "visit", _("Visite")
        OFFICE = "office", _("Bureau, sans déplacement")
        AWAY = "away", _("Absence")

    class State(models.TextChoices):
        """State of an appointment."""

        PLANNED = "planned", _("Prévu")
        DONE = "done", _("Fait")
        CANCELLED = "cancelled", _("Annulé")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("people.User", models.CASCADE, related_name="+", verbose_name=_("Pour"))
    company = models.ForeignKey("clients.Company", models.CASCADE, null=True, related_name="+")
    site = models.ForeignKey("clients.Site", models.SET_NULL, null=True, related_name="+")
    title = models.CharField(_("Titre"), max_length=200)
    kind = models.CharField(_("Type"), max_length=8, choices=Kind, default=Kind.VISIT)
    state = models.CharField(_("État"), max_length=10, choices=State, default=State.PLANNED)
    fixed = models.BooleanField(_("Fixé avec le client : jamais déplacé par un plan"), default=True)
    starts_at = models.DateTimeField(_("Début"))
    ends_at = models.DateTimeField(_("Fin"))
    note = models.TextField(_("Note"), blank=True)
    plan = models.ForeignKey("agenda.Plan", models.SET_NULL, null=True, related_name="appointments")

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("Rendez-vous")
        verbose_name_plural = _("Rendez-vous")
        indexes = [models.Index(fields=["person", "starts_at"], name="appointment_person")]
        constraints = [
            models.CheckConstraint(condition=models.Q(starts_at__lt=models.F("ends_at")), name="appointment_runs_on")
        ]

    def __str__(self) -> str:
        return self.title
