"""Lengths of texts, written once: in the column. SQLite does not enforce them and PostgreSQL fails without a sentence.

Text typed by a person that is too long is refused, so that nothing is lost silently; text composed by the program
(labels, titles made from names, user agents) is cut to its column.
"""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.text import capfirst

from arpent.kernel.errors import DomainError, ValidationErrors


def max_length(model: type[models.Model], column: str) -> int:
    """Return the length of a text column in characters. Raise TypeError when it has none."""
    limit: int | None = getattr(model._meta.get_field(column), "max_length", None)
    if limit is None:
        raise TypeError(f"{model.__name__}.{column} has no max_length")
    return limit


def fitted(model: type[models.Model], column: str, text: str) -> str:
    """Return a text composed by the program, cut to its column. Raise TypeError as `max_length` does."""
    return text[: max_length(model, column)]


def checked_text(model: type[models.Model], column: str, text: str) -> str:
    """Return a typed text without the spaces around it.

    Raise ValidationErrors ("database.text_too_long") when its column cannot hold it.
    """
    return str(checked_texts(model, {column: text})[column])


def checked_texts(model: type[models.Model], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return typed values by column, texts without the spaces around them.

    Raise ValidationErrors ("database.text_too_long") for texts that are longer than their column.
    """
    clean = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    if refusals := length_refusals(model, clean):
        raise ValidationErrors(refusals)
    return clean


def length_refusals(model: type[models.Model], values: Mapping[str, Any]) -> dict[str, DomainError]:
    """Return DomainError "database.text_too_long" by name for each text that is longer than the column of that name.

    Other names are ignored.
    """
    refusals = {}
    for name, value in values.items():
        try:
            field = model._meta.get_field(name)
        except FieldDoesNotExist:
            continue
        limit = getattr(field, "max_length", None)
        if isinstance(value, str) and limit is not None and len(value) > limit:
            label = str(capfirst(getattr(field, "verbose_name", name)))
            refusals[name] = DomainError("database.text_too_long", field=label, limit=limit, length=len(value))
    return refusals
