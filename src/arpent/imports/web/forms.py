"""Forms of the import wizard."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..actions.importers import ImportOption

MAX_OPTION = 120  # an option of an import, stored as JSON

THIRD = {"col": "col-12 col-md-4"}


class UploadForm(forms.Form):
    """The file to import."""

    file = forms.FileField(label=_("Fichier CSV ou Excel"))


class OptionsForm(forms.Form):
    """Options of an import, from its importer."""

    def __init__(self, *args: Any, options: Sequence[ImportOption], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for option in options:
            if option.choices:
                self.fields[option.name] = forms.ChoiceField(
                    label=option.label,
                    choices=option.choices,
                    required=option.required,
                    widget=forms.Select(attrs=THIRD),
                )
            elif option.is_yes:
                self.fields[option.name] = forms.BooleanField(label=option.label, required=False)
            else:
                self.fields[option.name] = forms.CharField(
                    label=option.label,
                    required=option.required,
                    max_length=MAX_OPTION,
                    widget=forms.TextInput(attrs=THIRD),
                )
