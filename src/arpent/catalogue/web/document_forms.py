"""Forms of documents and improvements."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from arpent.people.public import User
from arpent.web.model_forms import model_field

from ..models import Document, DocumentVersion, Improvement, Product
from .forms import HALF, QUARTER, WIDE, family_choices


class DocumentForm(forms.Form):
    """A document of the whole range, a family or a product."""

    title = model_field(Document, "title", HALF)
    kind = model_field(Document, "kind", QUARTER)
    family_id = forms.ChoiceField(label=_("Famille"), required=False, widget=forms.Select(attrs=QUARTER))
    product_reference = model_field(
        Product,
        "reference",
        QUARTER,
        label=_("Référence du produit"),
        required=False,
        help_text=_("Vide : le document vaut pour toute la famille."),
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["family_id"].choices = [("", _("toute l’offre")), *family_choices(by)]  # type: ignore[attr-defined]


class DatesForm(forms.Form):
    """Validity of a version, and its note."""

    valid_from = model_field(DocumentVersion, "valid_from", QUARTER)
    valid_to = model_field(DocumentVersion, "valid_to", QUARTER, help_text=_("Vide : jusqu’à la version suivante."))
    note = model_field(DocumentVersion, "note", HALF)


class VersionForm(DatesForm):
    """A new version: file, language, validity, included proposals."""

    file = forms.FileField(
        label=_("Fichier"),
        widget=forms.FileInput(attrs=HALF),
        help_text=_("PDF ou image : ses pages se voient et s’annotent. 50 Mo au plus."),
    )
    language = model_field(DocumentVersion, "language", QUARTER)
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
    """A proposal on a page; ``x``, ``y``: position from 0 to 1."""

    text = model_field(Improvement, "text", {"rows": 3} | WIDE, label=_("Ce que vous changeriez"))
    page = model_field(Improvement, "page", widget=forms.HiddenInput, initial=None)
    x = model_field(Improvement, "x", widget=forms.HiddenInput)
    y = model_field(Improvement, "y", widget=forms.HiddenInput)
