"""Forms of documents and improvements."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from arpent.people.public import User

from ..models.document import LANGUAGES
from ..queries.choices import DOCUMENT_KINDS
from .forms import HALF, QUARTER, WIDE, family_choices


class DocumentForm(forms.Form):
    title = forms.CharField(label=_("Titre"), max_length=160, widget=forms.TextInput(attrs=HALF))
    kind = forms.ChoiceField(label=_("Sorte"), choices=DOCUMENT_KINDS, widget=forms.Select(attrs=QUARTER))
    family_id = forms.ChoiceField(label=_("Famille"), required=False, widget=forms.Select(attrs=QUARTER))
    product_reference = forms.CharField(
        label=_("Référence du produit"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs=QUARTER),
        help_text=_("Vide : le document vaut pour toute la famille."),
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["family_id"].choices = [("", _("toute l’offre")), *family_choices(by)]  # type: ignore[attr-defined]


class DatesForm(forms.Form):
    """Validity of a version, and its note."""

    valid_from = forms.DateField(
        label=_("Valable du"), widget=forms.DateInput(attrs={"type": "date"} | QUARTER, format="%Y-%m-%d")
    )
    valid_to = forms.DateField(
        label=_("Valable jusqu’au"),
        required=False,
        help_text=_("Vide : jusqu’à la version suivante."),
        widget=forms.DateInput(attrs={"type": "date"} | QUARTER, format="%Y-%m-%d"),
    )
    note = forms.CharField(label=_("Ce qui change"), required=False, max_length=400, widget=forms.TextInput(attrs=HALF))


class VersionForm(DatesForm):
    file = forms.FileField(
        label=_("Fichier"),
        widget=forms.FileInput(attrs=HALF),
        help_text=_("PDF ou image : ses pages se voient et s’annotent. 50 Mo au plus."),
    )
    language = forms.ChoiceField(label=_("Langue"), choices=LANGUAGES, widget=forms.Select(attrs=QUARTER))
    included = forms.MultipleChoiceField(
        label=_("Propositions acceptées que cette version contient"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs=WIDE),
    )

    def __init__(self, *args: Any, accepted: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["file", "language"])
        self.fields["included"].choices = accepted  # type: ignore[attr-defined]
        self.fields["included"].initial = [pk for pk, _text in accepted]
        if not accepted:
            del self.fields["included"]


class ImprovementForm(forms.Form):
    text = forms.CharField(
        label=_("Ce que vous changeriez"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3} | WIDE)
    )
    page = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    x = forms.FloatField(required=False, min_value=0, max_value=1, widget=forms.HiddenInput)
    y = forms.FloatField(required=False, min_value=0, max_value=1, widget=forms.HiddenInput)
