"""Date field and selects of forms, with the widths of columns."""

from decimal import Decimal
from typing import Any

from django import forms

HALF, QUARTER = ({"col": f"col-12 col-md-{n}"} for n in (6, 3))
WIDE = {"col": "col-12"}


def day_field(label: Any, *, required: bool = True) -> forms.DateField:
    """Return a date field with the browser's date input, a quarter of the row wide."""
    widget = forms.DateInput(attrs={"type": "date"} | QUARTER, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget)


def plain(value: Any) -> Any:
    """Return a Decimal as text without trailing zeros, as a form field shows it; other values unchanged."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value


def select_field(name: str, choices: Any, chosen: Any = "", *, attrs: dict[str, Any] | None = None) -> forms.BoundField:
    """Return a single optional select for a template to draw, where the page's form is not one of Django's."""
    form = forms.Form(initial={name: chosen}, auto_id="")
    form.fields[name] = forms.ChoiceField(choices=choices, required=False, widget=forms.Select(attrs=attrs))
    return form[name]
