"""Registries of user-facing texts, filled by the composition root: error messages and texts of the history."""

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format, number_format

from arpent.kernel.errors import Conflict, DomainError
from arpent.kernel.manifest import HistoryLabels

_MESSAGES: dict[str, object] = {}


def register_messages(messages: Mapping[str, object]) -> None:
    """Add a domain's error messages, by DomainError code. Called once per domain at start-up."""
    _MESSAGES.update(messages)


# Labels of operation kinds, for the history pages; those of tables and columns: model_labels.py.
OPERATION_LABELS: dict[str, object] = {}
# "table.column" that the history leaves out although the field has a label.
HIDDEN_COLUMNS: set[str] = set()
# Formatters of encoded column values (minutes after midnight, weekdays as bits), by (table, column).
VALUE_FORMATTERS: dict[tuple[str, str], Callable[[Any], str]] = {}
# Functions ``(by, ids)`` that name the records of a table that a person may see, by table.
RECORD_NAMES: dict[str, Callable[..., Mapping[Any, str]]] = {}


def register_history_labels(labels: HistoryLabels) -> None:
    """Add a domain's labels for the history pages."""
    OPERATION_LABELS.update(labels.kinds)
    HIDDEN_COLUMNS.update(labels.hidden)
    VALUE_FORMATTERS.update(labels.formats)
    RECORD_NAMES.update(labels.record_names)


def error_message(refusal: DomainError) -> str:
    """Return the message of a DomainError in the active language, with its facts filled in and dates localised.
    Raise KeyError for a code that no domain has registered.
    """
    return str(_MESSAGES[refusal.code]) % {name: _format_fact(name, value) for name, value in refusal.facts.items()}


def _format_fact(name: str, value: Any) -> Any:
    if isinstance(value, dt.date):
        return date_format(value, "SHORT_DATE_FORMAT")
    if name in ("limit", "length") and isinstance(value, int | Decimal):
        return number_format(value, force_grouping=True)
    return value


def add_form_errors(refusal: DomainError, form: Any, field: str | None = None) -> None:
    """Add each message of a DomainError to its form field, or to the form. A Conflict of an edit form shows both
    values.
    """
    opened = getattr(form, "opened", None)
    if isinstance(refusal, Conflict) and opened is not None:
        opened.show(refusal)
        field = None
    for name, error in refusal.by_field.items():
        form.add_error(field or (name if name in form.fields else None), error_message(error))
