"""Forms over the query parameters of a list page: they read the filter and draw it (`templates/list_filter.html`)."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms

MAX_TEXT = 80
type Choices = Sequence[tuple[str, Any]]


class TextFilter(forms.CharField):
    """A text to search for; a longer one is cut at ``max_chars``."""

    def __init__(
        self, label: Any, *, max_chars: int = MAX_TEXT, placeholder: Any = "", widget: forms.Widget | None = None
    ) -> None:
        self.max_chars = max_chars
        attrs = {"type": "search", "col": "col-12 col-md-3"} | ({"placeholder": placeholder} if placeholder else {})
        super().__init__(label=label, required=False, widget=widget or forms.TextInput(attrs=attrs))

    def to_python(self, value: Any) -> str:
        """Return the text, cut at ``max_chars``; "" when it is not given."""
        return str(super().to_python(value) or "")[: self.max_chars]


class ChoiceFilter(forms.ChoiceField):
    """A select of a filter; ``empty`` is the label of no choice, None for a select without that entry.
    ``accepts`` says which values are read, when they are not exactly the choices. Rows of the database that the view
    gives as choices (`FilterForm.offer`) need ``accepts=any_value``: the query finds nothing for a wrong one. ``wide``:
    the whole width of a phone, for choices too long for half of it.
    """

    def __init__(
        self,
        label: Any,
        choices: Choices = (),
        *,
        empty: Any = None,
        accepts: Callable[[str], bool] | None = None,
        wide: bool = False,
    ) -> None:
        self.empty, self.accepts = empty, accepts
        super().__init__(label=label, required=False, choices=self.with_empty(choices))
        if wide:
            self.widget.attrs["col"] = "col-12 col-md-auto"

    def with_empty(self, choices: Choices) -> list[tuple[str, Any]]:
        """Return the choices with the entry for no choice first, when the field has one."""
        return list(choices) if self.empty is None else [("", self.empty), *choices]

    def valid_value(self, value: Any) -> bool:
        """Return whether a value is read: by ``accepts`` when given, else whether it is one of the choices."""
        return self.accepts(value) if self.accepts else super().valid_value(value)


def any_value(value: str) -> bool:
    """Accept every value: for choices whose rows the query filters."""
    return True


class FlagFilter(forms.BooleanField):
    """A box to tick, written as ``name=1``."""

    def __init__(self, label: Any) -> None:
        super().__init__(label=label, required=False, widget=forms.CheckboxInput(attrs={"value": "1"}))


class FilterForm(forms.Form):
    """Reads the query parameters of a list. Wrong values count as not given; hidden fields are read and not drawn.

    Fields have the names of the frozen dataclass that the domain's query takes.
    """

    # Whether choosing in a select sends the form at once.
    submits_on_change = True

    def __init__(self, query: Any) -> None:
        super().__init__(query, auto_id="filter-%s")
        if self.submits_on_change:
            for field in self.fields.values():
                if isinstance(field.widget, forms.Select):
                    field.widget.attrs["data-submit"] = True

    def offer(self, name: str, choices: Choices, *, hidden: bool = False) -> None:
        """Set the choices of a field; ``hidden`` leaves it out of the page."""
        field = self.fields[name]
        assert isinstance(field, ChoiceFilter)
        field.choices = field.with_empty(choices)
        if hidden:
            field.widget = forms.HiddenInput()

    def full_clean(self) -> None:
        """Clean the fields and drop the errors: wrong values count as not given."""
        super().full_clean()
        self.errors.clear()

    def read[T](self, filter_class: type[T]) -> T:
        """Return the filter as an instance of a dataclass; fields not given have their default."""
        self.full_clean()
        given = {n: tuple(v) if isinstance(v, list) else v for n, v in self.cleaned_data.items()}
        return filter_class(**{n: v for n, v in given.items() if v})
