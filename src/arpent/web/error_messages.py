"""From a refusal's code to its sentence. Each domain's messages are gathered by the composition root."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils.formats import date_format

from arpent.kernel.errors import Conflict, DomainError

_MESSAGES: dict[str, object] = {}


def register_messages(messages: dict[str, object]) -> None:
    """Add a domain's sentences. Called once per domain by site."""
    _MESSAGES.update(messages)


# What the history calls kinds of operations, tables and their columns: gathered from every domain.
KINDS: dict[str, object] = {}
TABLES: dict[str, object] = {}
COLUMNS: dict[str, dict[str, object]] = {}
# Columns whose numbers stand for something else (minutes after midnight, weekdays as bits): (table, column) to words.
SHOWN: dict[tuple[str, str], Callable[[Any], str]] = {}


def register_history_labels(
    kinds: dict[str, object],
    tables: dict[str, object],
    columns: dict[str, dict[str, object]],
    shown: dict[tuple[str, str], Callable[[Any], str]],
) -> None:
    """Add a domain's words of the history. Called once per domain by site."""
    KINDS.update(kinds)
    TABLES.update(tables)
    COLUMNS.update(columns)
    SHOWN.update(shown)


def error_message(refusal: DomainError) -> str:
    """Return the sentence of a refusal in the reader's language, its facts filled in, days as that language writes
    them.
    """
    facts = {k: date_format(v, "SHORT_DATE_FORMAT") if isinstance(v, dt.date) else v for k, v in refusal.facts.items()}
    return str(_MESSAGES[refusal.code]) % facts


def add_form_errors(refusal: DomainError, form: Any, field: str | None = None) -> None:
    """Write each sentence of a refusal under the field it is about, or at the top of the form; of a conflict, both
    values.
    """
    opened = getattr(form, "opened", None)
    if isinstance(refusal, Conflict) and opened is not None:
        opened.show(refusal)
        field = None
    for name, one in refusal.by_field.items():
        form.add_error(field or (name if name in form.fields else None), error_message(one))
