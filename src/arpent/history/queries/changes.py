"""List the changes of an operation for display: table, field, value before and after, as localised texts."""

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format, number_format
from django.utils.timezone import is_aware, localtime, make_aware
from django.utils.translation import gettext as _

from arpent.people.public import User
from arpent.web.error_messages import COLUMN_LABELS, TABLE_LABELS, VALUE_FORMATTERS

from ..models import AuditEntry, Operation
from ..models.audit import audited_models


@dataclass(frozen=True)
class Change:
    """One changed field of one record, as localised texts; ``record`` is the label of the table."""

    record: str
    field: str
    before: str
    after: str


def list_changes(op: Operation, limit: int = 200) -> list[Change]:
    """Return the changed fields of an operation, from its first ``limit`` audit entries. Columns without a label are
    internal and left out.
    """
    entries = list(
        AuditEntry.objects.filter(operation_id=op.pk.hex, table__in=list(COLUMN_LABELS)).order_by("id")[:limit]
    )
    fields: dict[str, dict[str, Any]] = {
        m._meta.db_table: {str(f.column): f for f in m._meta.local_concrete_fields} for m in audited_models()
    }
    rows = [(e.table, json.loads(e.before or "{}"), json.loads(e.after or "{}")) for e in entries]
    names = _person_names(fields, rows)
    changes = []
    for table, before, after in rows:
        for column, label in COLUMN_LABELS[table].items():
            old, new = before.get(column), after.get(column)
            if old != new and not (old in (None, "") and new in (None, "")):
                formatter = VALUE_FORMATTERS.get((table, column))
                texts = [_format_value(fields[table].get(column), v, names, formatter) for v in (old, new)]
                changes.append(Change(str(TABLE_LABELS.get(table, table)), str(label), *texts))
    return changes


def _is_person(field: Any) -> bool:
    return isinstance(field, models.ForeignKey) and field.related_model is User


def _person_names(fields: dict[str, dict[str, Any]], rows: list[tuple[str, Any, Any]]) -> dict[str, str]:
    """Return the full names of the people that the changed values reference, by id in hex, in one query."""
    ids = {
        str(side[column])
        for table, *sides in rows
        for side in sides
        for column in COLUMN_LABELS[table]
        if _is_person(fields[table].get(column)) and side.get(column)
    }
    people = User.objects.filter(pk__in=[UUID(i) for i in ids])
    return {p.pk.hex: p.full_name for p in people}


def _format_value(field: Any, value: Any, names: dict[str, str], formatter: Callable[[Any], str] | None) -> str:
    if value in (None, ""):
        return "—"
    if formatter:
        return formatter(value)
    if _is_person(field):
        return names.get(str(value).replace("-", ""), "—")
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
