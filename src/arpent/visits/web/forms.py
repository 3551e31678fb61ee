"""Forms of report forms and their sections."""

from django import forms
from django.utils.translation import gettext_lazy as _

from arpent.web.form_fields import WIDE
from arpent.web.model_forms import RecordForm

from ..models import ReportForm, Section

MAX_CHOICES = 4000  # the choices of a section as typed, stored as JSON


class ReportFormForm(RecordForm):
    """Name, purpose, checklist and activity of a report form."""

    columns = {"checklist": {"rows": 4} | WIDE}

    class Meta(RecordForm.Meta):
        model = ReportForm
        fields = ("name", "purpose", "checklist", "active")


class SectionForm(RecordForm):
    """Kind, title, choices (one per line) and requirement of a section."""

    # Typed one a line, stored as a list.
    choices = forms.CharField(
        label=_("Choix, un par ligne"),
        required=False,
        max_length=MAX_CHOICES,
        widget=forms.Textarea(attrs={"rows": 4} | WIDE),
    )

    field_order = ("kind", "title", "choices", "required")

    class Meta(RecordForm.Meta):
        model = Section
        fields = ("kind", "title", "required")
