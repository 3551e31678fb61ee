"""Compare the rows of audited tables with their last entry in the trail.

A row that differs was changed without its trigger: manually, or by a migration on SQLite, during which triggers are
dropped. Reads every row and every entry and loads the ids of all rows into memory: used by `arpent doctor --full`.
"""

import json
from collections.abc import Iterator
from typing import Any

from django.db import connection, models

from ..models import AuditEntry
from ..models.audit import SECRET_COLUMNS, audited_models

CHUNK = 1000


def list_untraced() -> Iterator[str]:
    """Yield a description of each row that differs from its last entry, or was deleted without an entry."""
    tables = {m._meta.db_table: m for m in audited_models()}
    present: dict[str, set[str]] = {}
    for table, model in tables.items():
        ids = present[table] = set()
        for record, row, after in _rows(model):
            ids.add(record)
            if after is not None and _differs(table, json.loads(row), json.loads(after)):
                yield f"{table} {record}: differs from its last entry"
    for table, record in _last_seen(set(tables)):
        if record not in present[table]:
            yield f"{table} {record}: deleted without an audit entry"


def _differs(table: str, row: dict[str, Any], after: dict[str, Any]) -> bool:
    """Return whether any column present on both sides differs, except secret columns."""
    secret = SECRET_COLUMNS.get(table, ())
    return any(row[c] != after[c] for c in row.keys() & after.keys() if c not in secret)


def _rows(model: type[models.Model]) -> Iterator[tuple[str, str, str | None]]:
    """Yield (record id, row as JSON, last entry's after); the latter None without an entry or for a redacted one."""
    table, pk = model._meta.db_table, model._meta.pk.column
    if connection.vendor == "sqlite":
        pairs = ", ".join(f"'{f.column}', t.\"{f.column}\"" for f in model._meta.local_concrete_fields)
        record, row = f'CAST(t."{pk}" AS TEXT)', f"json_object({pairs})"
    else:
        record, row = f"replace(t.\"{pk}\"::text, '-', '')", "to_jsonb(t)::text"
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT {record}, {row}, e.after, e.redaction_id FROM "{table}" t LEFT JOIN history_auditentry e ON '
            f'e.id = (SELECT max(x.id) FROM history_auditentry x WHERE x.record_id = {record} AND x."table" = %s)',
            [table],
        )
        while rows := cursor.fetchmany(CHUNK):
            for record_id, values, after, redaction in rows:
                yield record_id, values, after if redaction is None else None


def _last_seen(tables: set[str]) -> Iterator[tuple[str, str]]:
    """Yield (table, record) for the records whose last entry is not a deletion."""
    entries = AuditEntry.objects.order_by("record_id", "id").values_list("table", "record_id", "action")
    current, last = "", dict[str, str]()
    for table, record, action in entries.iterator(chunk_size=CHUNK):
        if record != current:
            yield from ((t, current) for t, a in last.items() if a != "D")
            current, last = record, {}
        if table in tables:
            last[table] = action
    yield from ((t, current) for t, a in last.items() if a != "D")
