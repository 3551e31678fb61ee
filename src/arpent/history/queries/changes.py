"""List the changes of an operation: table, field, value before and after."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from ..models import AuditEntry, Operation
from ..models.audit import audited_models

Rows = list[tuple[str, dict[str, Any], dict[str, Any]]]


@dataclass(frozen=True)
class FieldChange:
    """One changed column of one record, values as the audit trail stores them.

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
    changes = []
    for table, before, after in rows:
        for column in columns[table]:
            old, new, field = before.get(column), after.get(column), fields[table].get(column)
            if old == new or (old in (None, "") and new in (None, "")):
                continue
            changes.append(FieldChange(table, column, field, old, new))
    return changes
