"""Forms by which a firm writes its report forms."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import ReportForm
from ..models.form import SECTION_KINDS

WIDE = {"col": "col-12"}


class ReportFormForm(forms.Form):
    name = forms.CharField(label=_("Nom"), max_length=80)
    purpose = forms.ChoiceField(label=_("Sert à"), choices=ReportForm.Purpose.choices)
    checklist = forms.CharField(
        label=_("À avoir sous la main, une chose par ligne"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4} | WIDE),
    )
    active = forms.BooleanField(label=_("En usage"), required=False, initial=True)


class SectionForm(forms.Form):
    kind = forms.ChoiceField(label=_("Section"), choices=SECTION_KINDS)
    title = forms.CharField(
        label=_("Question ou titre"), required=False, max_length=120, help_text=_("Vide : le nom de la section.")
    )
    choices = forms.CharField(
        label=_("Choix, un par ligne"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4} | WIDE)
    )
    required = forms.BooleanField(
        label=_("Attendue"), required=False, help_text=_("Le téléphone la signale, il n’empêche jamais de finir.")
    )
