"""Form fields for dates, amounts and percentages, with their column widths."""

from decimal import Decimal
from typing import Any

from django import forms

HALF, QUARTER = ({"col": f"col-12 col-md-{n}"} for n in (6, 3))
WIDE = {"col": "col-12"}


def day_field(label: Any, *, required: bool = True) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"} | QUARTER, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget)


def plain(value: Any) -> Any:
    """Return a Decimal as text without trailing zeros, as a form field shows it; other values unchanged."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value


def select_field(name: str, choices: Any, chosen: Any = "", *, attrs: dict[str, Any] | None = None) -> forms.BoundField:
    """Return a single select for a template to draw, where the page's form is not one of Django's."""
    form = forms.Form(initial={name: chosen}, auto_id="")
    form.fields[name] = forms.ChoiceField(choices=choices, required=False, widget=forms.Select(attrs=attrs))
    return form[name]


def percent_field(label: Any, help_text: Any = "") -> forms.DecimalField:
    widget = forms.NumberInput(attrs={"step": "0.01", "min": "0", "max": "100"} | QUARTER)
    return forms.DecimalField(
        label=label, min_value=0, max_value=100, max_digits=5, decimal_places=2, help_text=help_text, widget=widget
    )


def amount_field(label: Any, help_text: Any = "", *, required: bool = True) -> forms.DecimalField:
    widget = forms.NumberInput(attrs={"step": "0.01", "min": "0"} | QUARTER)
    return forms.DecimalField(
        label=label, min_value=0, max_digits=12, decimal_places=2, help_text=help_text, required=required, widget=widget
    )
