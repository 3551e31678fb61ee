"""Forms that mirror a model: labels, lengths, choices, limits and what may stay empty are written once, in the model.

They parse and check what was typed; they never save and never query: the action checks against the table and writes.
"""

from collections.abc import Mapping
from typing import Any, ClassVar, NoReturn

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.text import capfirst

EMPTY_CHOICE = ("", "—")


def form_field(field: models.Field[Any, Any], **options: Any) -> forms.Field | None:
    """Return the form field of a model field, bounded by its validators; None for a field that has none.
    Dates have a date input; the entry for no choice is "—".
    """
    validators = field.deconstruct()[3].get("validators", ())
    limits = {"min_value": MinValueValidator, "max_value": MaxValueValidator}
    for option, kind in limits.items():
        for validator in validators:
            if isinstance(validator, kind):
                options.setdefault(option, validator.limit_value)
    if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
        options.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    found = field.formfield(**options)
    choices = list(getattr(found, "choices", ()))
    if choices and choices[0][0] == "" and "" not in dict(field.flatchoices):
        found.choices = [EMPTY_CHOICE, *choices[1:]]  # type: ignore[union-attr]
    return found


def model_field(
    model: type[models.Model], name: str, attrs: Mapping[str, Any] | None = None, **options: Any
) -> forms.Field:
    """Return the form field of a field of another model than the form's own, or of one that is typed differently from
    how it is stored (``max_length`` of a number typed with spaces). Raise TypeError for a field without form field.
    """
    found = form_field(_field(model, name), **options)
    if found is None:
        raise TypeError(f"{model.__name__}.{name} has no form field")
    found.widget.attrs |= attrs or {}
    return found


def choice_field(
    model: type[models.Model], name: str, attrs: Mapping[str, Any] | None = None, **options: Any
) -> forms.ChoiceField:
    """Return a select with the label of a model field, optional by default; the form fills in its choices."""
    options.setdefault("required", False)
    options.setdefault("widget", forms.Select(attrs=dict(attrs or {})))
    return forms.ChoiceField(label=capfirst(_field(model, name).verbose_name), **options)


def _field(model: type[models.Model], name: str) -> models.Field[Any, Any]:
    return model._meta.get_field(name)  # type: ignore[return-value]


class RecordForm(forms.ModelForm):  # type: ignore[type-arg]
    """Form with fields of one model, named in ``Meta(RecordForm.Meta)``.
    ``columns``: field to widget attributes (width, rows); ``default_column``: those of the other fields. Django builds
    an instance to run the model's validators; it is discarded. Raise TypeError for an ``instance``: values are given as
    ``initial``.
    """

    columns: ClassVar[Mapping[str, Mapping[str, Any]]] = {}
    default_column: ClassVar[Mapping[str, Any]] = {}

    class Meta:
        formfield_callback = form_field

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if "instance" in kwargs:
            raise TypeError("give the values as initial: Django would write what was typed into the instance")
        super().__init__(*args, **kwargs)
        for name in self._meta.fields or ():
            self.fields[name].widget.attrs |= self.columns.get(name, self.default_column)

    def validate_unique(self) -> None:
        """Do nothing: the action checks uniqueness against the table."""

    def validate_constraints(self) -> None:
        """Do nothing: the action checks constraints against the table."""

    def save(self, commit: bool = True) -> NoReturn:
        """Raise TypeError: forms never save, actions do."""
        raise TypeError("forms never save: call an action")
