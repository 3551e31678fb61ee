"""Filter forms of the lists of products and of documents."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from arpent.web.list_filters import ChoiceFilter, FilterForm, TextFilter, any_value

from ..models import Product
from ..queries.choices import DOCUMENT_KINDS


class ProductFilterForm(FilterForm):
    """Filters of the list of products."""

    text = TextFilter(_("Référence ou désignation"))
    family = ChoiceFilter(_("Famille"), empty=_("toutes"), accepts=any_value)
    kind = ChoiceFilter("", Product.Kind.choices, empty="")

    def __init__(self, query: Any, *, families: Iterable[Any]) -> None:
        super().__init__(query)
        self.offer("family", [(str(f.pk), str(f)) for f in families])
        self.fields["kind"].widget = forms.HiddenInput()


class DocumentFilterForm(FilterForm):
    """Filters of the list of documents."""

    text = TextFilter(_("Titre ou référence"))
    kind = ChoiceFilter(_("Type"), DOCUMENT_KINDS, empty=_("toutes"))
    family = ChoiceFilter(_("Famille"), empty=_("toutes"), accepts=any_value)

    def __init__(self, query: Any, *, families: Iterable[Any]) -> None:
        super().__init__(query)
        self.offer("family", [(str(f.pk), f.name) for f in families])
