"""The changes of an operation as its page shows them: localised texts."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format, number_format
from django.utils.timezone import is_aware, localtime, make_aware
from django.utils.translation import gettext as _

from arpent.kernel.ids import parse_id
from arpent.people.public import User
from arpent.web.error_messages import RECORD_NAMES, VALUE_FORMATTERS
from arpent.web.model_labels import column_labels, table_label

from ..models import Operation
from ..queries.changes import FieldChange, list_changes


@dataclass(frozen=True)
class ChangeText:
    """One changed field of one record; ``record`` is the label of the table."""

    record: str
    field: str
    before: str
    after: str


def change_texts(op: Operation, *, by: User) -> list[ChangeText]:
    """Return the changed fields of an operation. Columns without a label are internal and left out.

    A foreign key is written as the name of its record if ``by`` may see it.
    """
    texts, labels = [], column_labels()
    changes = list_changes(op, labels)
    names = _record_names(changes, by)
    for c in changes:
        formatter = names.get(_referenced_table(c.field)) or VALUE_FORMATTERS.get((c.table, c.column))
        before, after = (_format_value(c.field, v, formatter) for v in (c.before, c.after))
        texts.append(ChangeText(table_label(c.table), str(labels[c.table][c.column]), before, after))
    return texts


def _referenced_table(field: Any) -> str:
    return str(field.related_model._meta.db_table) if isinstance(field, models.ForeignKey) else ""


def _record_names(changes: Sequence[FieldChange], by: User) -> dict[str, Callable[[Any], str]]:
    """Return the formatter of the foreign keys to each referenced table: one query a table, however many changes."""
    ids: dict[str, set[UUID]] = {}
    for c in changes:
        if table := _referenced_table(c.field):
            ids.setdefault(table, set()).update(i for v in (c.before, c.after) if (i := parse_id(str(v))))
    return {table: _name_formatter(RECORD_NAMES[table](by, values)) for table, values in ids.items()}


def _name_formatter(names: Mapping[UUID, str]) -> Callable[[Any], str]:
    return lambda value: (
        names.get(parse_id(str(value)) or UUID(int=0)) or _("fiche supprimée ou hors de votre périmètre")
    )


def _format_value(field: Any, value: Any, formatter: Callable[[Any], str] | None) -> str:
    if value in (None, ""):
        return "—"
    if formatter:
        return formatter(value)
    if isinstance(field, models.BooleanField):
        return _("oui") if value else _("non")
    if field is not None and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.DateTimeField):
        moment = parse_datetime(str(value))
        return _format_datetime(moment) if moment else str(value)
    if isinstance(field, models.DateField):
        day = parse_date(str(value))
        return date_format(day, "SHORT_DATE_FORMAT") if day else str(value)
    if isinstance(field, models.DecimalField | models.FloatField):
        return number_format(value, use_l10n=True)
    return str(value)


def _format_datetime(moment: dt.datetime) -> str:
    # SQLite stores UTC datetimes without an offset.
    aware = moment if is_aware(moment) else make_aware(moment, dt.UTC)
    return date_format(localtime(aware), "SHORT_DATETIME_FORMAT")
