"""List the changes of an operation: table, field, value before and after."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models

from arpent.people.public import User

from ..models import AuditEntry, Operation
from ..models.audit import audited_models

Rows = list[tuple[str, dict[str, Any], dict[str, Any]]]


@dataclass(frozen=True)
class FieldChange:
    """One changed column of one record, values as the audit trail stores them; a person is replaced by the full name.

    ``field``: the column's model field, None for a column that the model no longer has.
    """

    table: str
    column: str
    field: Any
    before: Any
    after: Any


def list_changes(op: Operation, columns: Mapping[str, Collection[str]], limit: int = 200) -> list[FieldChange]:
    """Return the changes of an operation in some columns of each table, from its first ``limit`` audit entries."""
    entries = AuditEntry.objects.filter(operation_id=op.pk.hex, table__in=list(columns)).order_by("id")[:limit]
    fields: dict[str, dict[str, Any]] = {
        m._meta.db_table: {str(f.column): f for f in m._meta.local_concrete_fields} for m in audited_models()
    }
    rows: Rows = [(e.table, json.loads(e.before or "{}"), json.loads(e.after or "{}")) for e in entries]
    names = _person_names(fields, rows, columns)
    changes = []
    for table, before, after in rows:
        for column in columns[table]:
            old, new, field = before.get(column), after.get(column), fields[table].get(column)
            if old == new or (old in (None, "") and new in (None, "")):
                continue
            if _is_person(field):
                old, new = (names.get(str(v).replace("-", ""), "") if v else v for v in (old, new))
            changes.append(FieldChange(table, column, field, old, new))
    return changes


def _is_person(field: Any) -> bool:
    return isinstance(field, models.ForeignKey) and field.related_model is User


def _person_names(
    fields: dict[str, dict[str, Any]], rows: Rows, columns: Mapping[str, Collection[str]]
) -> dict[str, str]:
    """Return the full names of the people that the changed values reference, by id in hex, in one query."""
    ids = {
        str(side[column])
        for table, *sides in rows
        for side in sides
        for column in columns[table]
        if _is_person(fields[table].get(column)) and side.get(column)
    }
    people = User.objects.filter(pk__in=[UUID(i) for i in ids])
    return {p.pk.hex: p.full_name for p in people}
