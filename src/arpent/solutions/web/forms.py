"""Forms of solutions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from arpent.web.form_fields import HALF, QUARTER, WIDE


class SolutionForm(forms.Form):
    """Name, number of sets and price list of a solution."""

    name = forms.CharField(label=_("Nom de la solution"), max_length=120, widget=forms.TextInput(attrs=HALF))
    quantity = forms.IntegerField(
        label=_("Quantité"), min_value=1, max_value=100_000, widget=forms.NumberInput(attrs=QUARTER)
    )
    price_list = forms.ChoiceField(label=_("Tarif"), required=False, widget=forms.Select(attrs=QUARTER))

    def __init__(self, *args: Any, lists: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["price_list"].choices = [*lists, ("", _("sans prix"))]  # type: ignore[attr-defined]


class KeepForm(SolutionForm):
    """Where to save a configuration: the deal when unknown, replacing the edited solution or as a new one."""

    deal = forms.ChoiceField(label=_("Affaire"), widget=forms.Select(attrs=HALF))
    replaces = forms.ChoiceField(label=_("Enregistrer"), widget=forms.Select(attrs=HALF))

    def __init__(
        self, *args: Any, deals: list[tuple[str, str]], replaced: str, lists: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, lists=lists, **kwargs)
        self.fields["deal"].choices = [("", "—"), *deals]  # type: ignore[attr-defined]
        self.fields["deal"].error_messages["required"] = str(_("Choisissez l’affaire où garder la solution."))
        if not deals:
            del self.fields["deal"]
        if replaced:
            words = _("à la place de « %(name)s »") % {"name": replaced}
            choices = [("yes", words), ("no", _("comme une solution de plus"))]
            self.fields["replaces"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["replaces"]


class DecisionForm(forms.Form):
    state = forms.CharField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Pourquoi ?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3} | WIDE),
    )


class ExtraForm(forms.Form):
    reference = forms.CharField(label=_("Référence"), max_length=60, widget=forms.TextInput(attrs=HALF))
    quantity = forms.IntegerField(
        label=_("Quantité pour un ensemble"),
        min_value=0,
        max_value=100_000,
        initial=1,
        widget=forms.NumberInput(attrs=QUARTER),
    )
