"""How a person works: hours, lunch, start and end of the day, driving, car."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from arpent.kernel.ids import new_id
from arpent.people.public import ScopedQuerySet

from ..permissions import AgendaPermission
from ..rules.work_pattern import MAX_DRIVING, MIN_DRIVING, USUAL_DRIVING, VEHICLES

VEHICLE_NAMES = (_("voiture diesel"), _("voiture essence"), _("voiture hybride"), _("voiture électrique"))


class WorkPatternQuerySet(ScopedQuerySet["WorkPattern"]):
    """Working patterns, visible by person within the scope of the permission."""

    owner_paths = ("person",)
    permission = AgendaPermission.PLAN_WEEK


def usual_days() -> list[list[int]]:
    """Return Monday to Friday 8:00-18:00, in minutes after midnight; a day off is an empty list."""
    return [[480, 1080] if d < 5 else [] for d in range(7)]


class WorkPattern(models.Model):
    """The working days of a person: hours, lunch, start and end places, vehicle.
    ``days``: seven [start, end] in minutes after midnight, Monday first, empty for a day off; ``lunch_from``,
    ``lunch_to``: in minutes after midnight.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.OneToOneField("people.User", models.CASCADE, related_name="+")
    days = models.JSONField(default=usual_days)
    lunch_from = models.PositiveSmallIntegerField(_("Repas à partir de"), default=720)
    lunch_to = models.PositiveSmallIntegerField(_("Repas avant"), default=840)
    lunch_minutes = models.PositiveSmallIntegerField(
        _("Durée du repas (min)"), default=45, validators=[MaxValueValidator(180)]
    )
    start_label = models.CharField(_("Départ du matin (code postal et ville)"), max_length=120, blank=True)
    start_lat = models.FloatField(null=True)
    start_lon = models.FloatField(null=True)
    end_label = models.CharField(_("Arrivée du soir (vide : le même lieu)"), max_length=120, blank=True)
    end_lat = models.FloatField(null=True)
    end_lon = models.FloatField(null=True)
    max_driving_minutes = models.PositiveSmallIntegerField(
        _("Conduite au plus par jour (min)"),
        default=USUAL_DRIVING,
        validators=[MinValueValidator(MIN_DRIVING), MaxValueValidator(MAX_DRIVING)],
    )
    visit_minutes = models.PositiveSmallIntegerField(
        _("Durée d’une visite (min)"), default=45, validators=[MinValueValidator(5), MaxValueValidator(480)]
    )
    vehicle = models.CharField(
        _("Véhicule"), max_length=30, choices=list(zip(VEHICLES, VEHICLE_NAMES, strict=True)), default=VEHICLES[0]
    )

    objects = WorkPatternQuerySet.as_manager()

    class Meta:
        verbose_name = _("Journées")
        verbose_name_plural = _("Journées de travail")

    @property
    def start_point(self) -> tuple[float, float] | None:
        """Return (latitude, longitude) of where the days begin, or None when it is not set."""
        return (self.start_lat, self.start_lon) if self.start_lat is not None and self.start_lon is not None else None
