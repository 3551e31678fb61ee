"""Fields that several forms of offers have, and how wide they stand."""

from typing import Any

from django import forms

HALF, QUARTER = ({"col": f"col-12 col-md-{n}"} for n in (6, 3))
WIDE = {"col": "col-12"}


def day_field(label: Any, *, required: bool = True) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"} | QUARTER, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget)


def percent_field(label: Any, help_text: Any = "") -> forms.DecimalField:
    widget = forms.NumberInput(attrs={"step": "0.01", "min": "0", "max": "100"} | QUARTER)
    return forms.DecimalField(label=label, max_digits=5, decimal_places=2, help_text=help_text, widget=widget)


def amount_field(label: Any, help_text: Any = "", *, required: bool = True) -> forms.DecimalField:
    widget = forms.NumberInput(attrs={"step": "0.01", "min": "0"} | QUARTER)
    return forms.DecimalField(
        label=label, max_digits=12, decimal_places=2, help_text=help_text, required=required, widget=widget
    )
