"""Forms of solutions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from arpent.catalogue.public import Product
from arpent.web.form_fields import HALF, QUARTER, WIDE
from arpent.web.model_forms import RecordForm, choice_field, model_field

from ..models import Solution, SolutionExtra


class SolutionForm(RecordForm):
    """Name, number of sets and price list of a solution."""

    price_list = choice_field(Solution, "price_list", QUARTER)

    field_order = ("name", "quantity", "price_list")
    columns = {"name": HALF, "quantity": QUARTER}

    class Meta(RecordForm.Meta):
        model = Solution
        fields = ("name", "quantity")

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
    """Reason of a decision on a solution, with the decided state in a hidden field."""

    state = forms.CharField(widget=forms.HiddenInput)
    reason = model_field(Solution, "reason", {"rows": 3} | WIDE)


class ExtraForm(forms.Form):
    """A product added to a solution, by reference, with its quantity per set."""

    reference = model_field(Product, "reference", HALF)
    quantity = model_field(SolutionExtra, "quantity", QUARTER)
