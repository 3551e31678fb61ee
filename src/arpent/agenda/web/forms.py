"""Forms of the agenda."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arpent.clients.web.components import CompanyPickerField
from arpent.kernel.periods import format_minutes, parse_minutes
from arpent.people.public import User, list_negotiators
from arpent.web.form_fields import WIDE
from arpent.web.model_forms import RecordForm, choice_field, model_field

from ..models import Appointment, WorkPattern
from ..permissions import AgendaPermission
from ..rules.day_bounds import MAX_MINUTES, MIN_MINUTES

MAX_HOURS = 20  # "08h30 - 12h00", read into minutes

DAYS = (_("Lundi"), _("Mardi"), _("Mercredi"), _("Jeudi"), _("Vendredi"), _("Samedi"), _("Dimanche"))


def people_choices(by: User) -> list[tuple[str, str]]:
    """Return (id, name) of the users for whom the person may plan."""
    return [(str(p.pk), p.full_name) for p in list_negotiators(by=by, permission=AgendaPermission.PLAN_WEEK)]


class AppointmentForm(RecordForm):
    """An appointment: company or title, day, time, duration, note."""

    person = choice_field(Appointment, "person", required=True)
    # Stored titles are never empty: the action takes the name of the company.
    title = model_field(Appointment, "title", required=False, help_text=_("Vide : le nom de l’entreprise."))
    day = forms.DateField(label=_("Jour"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    time = forms.TimeField(label=_("Heure"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    minutes = forms.IntegerField(label=_("Durée (min)"), min_value=MIN_MINUTES, max_value=MAX_MINUTES, initial=45)

    field_order: tuple[str, ...] = ("person", "kind", "title", "day", "time", "minutes", "fixed", "note")
    columns = {"note": {"rows": 2} | WIDE}

    class Meta(RecordForm.Meta):
        model = Appointment
        fields = ("kind", "fixed", "note")

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = people_choices(by)  # type: ignore[attr-defined]


class NewAppointmentForm(AppointmentForm):
    """A new appointment, its company first."""

    company = CompanyPickerField(required=False, help_text=_("Vide pour un rendez-vous sans client."))

    field_order = ("company", "kind", "day", "time", "minutes", "person", "title", "fixed", "note")

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        self.fields["company"].use(by)  # type: ignore[attr-defined]


class PatternForm(RecordForm):
    """Working pattern of a person, with one field per weekday such as "8h-18h"."""

    # Stored empty only until the person describes their days.
    start_label = model_field(WorkPattern, "start_label", required=True)
    lunch = forms.CharField(
        label=_("Repas, entre"),
        max_length=MAX_HOURS,
        help_text=_("Par exemple 12h-14h. Vide : pas de repas."),
        required=False,
    )
    max_driving = model_field(WorkPattern, "max_driving_minutes")

    field_order = ("start_label", "end_label", "lunch", "lunch_minutes", "max_driving", "visit_minutes", "vehicle")

    class Meta(RecordForm.Meta):
        model = WorkPattern
        fields = ("end_label", "lunch_minutes", "visit_minutes", "vehicle")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for d, name in enumerate(DAYS):
            self.fields[f"day_{d}"] = forms.CharField(
                label=name,
                required=False,
                max_length=MAX_HOURS,
                widget=forms.TextInput(attrs={"col": "col-6 col-md-3", "placeholder": "8h-18h"}),
            )

    @staticmethod
    def initial_of(pattern: WorkPattern) -> dict[str, Any]:
        """Return the initial values of the form for a pattern."""
        days = {f"day_{d}": _span(span) for d, span in enumerate(pattern.days)}
        return {
            **days,
            "start_label": pattern.start_label,
            "end_label": pattern.end_label,
            "lunch": _span([pattern.lunch_from, pattern.lunch_to]) if pattern.lunch_minutes else "",
            "lunch_minutes": pattern.lunch_minutes,
            "max_driving": pattern.max_driving_minutes,
            "visit_minutes": pattern.visit_minutes,
            "vehicle": pattern.vehicle,
        }

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        for name in [*(f"day_{d}" for d in range(7)), "lunch"]:
            try:
                values[f"{name}_span"] = read_span(values.get(name, ""))
            except ValueError:
                self.add_error(name, _("Écrivez par exemple 8h-18h, ou rien."))
        return values

    def pattern_values(self) -> dict[str, Any]:
        """Return the cleaned values as ``set_pattern`` takes them, times in minutes after midnight."""
        v = self.cleaned_data
        lunch = v["lunch_span"]
        return {
            "days": [v[f"day_{d}_span"] for d in range(7)],
            "start_label": v["start_label"],
            "end_label": v["end_label"],
            "lunch_from": lunch[0] if lunch else 720,
            "lunch_to": lunch[1] if lunch else 840,
            "lunch_minutes": v["lunch_minutes"] if lunch else 0,
            "max_driving_minutes": v["max_driving"],
            "visit_minutes": v["visit_minutes"],
            "vehicle": v["vehicle"],
        }


def read_span(text: str) -> list[int]:
    """Parse "8h-18h" as [480, 1080] minutes, an empty text as []. Raise ValueError when unreadable or reversed."""
    if not text.strip():
        return []
    first, sep, last = text.replace("–", "-").partition("-")
    if not sep:
        raise ValueError(text)
    span = [parse_minutes(first), parse_minutes(last)]
    if span[0] >= span[1]:
        raise ValueError(text)
    return span


def _span(span: list[int]) -> str:
    return f"{format_minutes(span[0])}-{format_minutes(span[1])}" if span else ""


def moment(day: dt.date, time: dt.time) -> dt.datetime:
    """Return an aware datetime for a local day and time."""
    return timezone.make_aware(dt.datetime.combine(day, time), timezone.get_default_timezone())
