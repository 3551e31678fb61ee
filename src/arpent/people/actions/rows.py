"""Rows as the trail holds them (JSON by column), written back on either engine."""

import json
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, models, transaction

CHUNK = 400


def _typed(ids: list[str]) -> list[Any]:
    return [UUID(i) if len(i) == 32 else i for i in ids] if connection.vendor == "postgresql" else list(ids)


def _plain(value: Any) -> str:
    return str(value).replace("-", "")


def _select(sql: str, ids: list[str]) -> list[tuple[Any, ...]]:
    """Run a select with ``{marks}`` in it for each piece of the ids."""
    found: list[tuple[Any, ...]] = []
    with connection.cursor() as cursor:
        for start in range(0, len(ids), CHUNK):
            part = ids[start : start + CHUNK]
            cursor.execute(sql.replace("{marks}", ", ".join(["%s"] * len(part))), _typed(part))
            found += cursor.fetchall()
    return found


def lock_rows(model: type[models.Model], ids: list[str]) -> None:
    """Lock rows in order until the transaction ends (PostgreSQL; SQLite has one writer)."""
    if connection.vendor == "postgresql":
        table, pk = model._meta.db_table, model._meta.pk.column
        _select(f'SELECT "{pk}" FROM "{table}" WHERE "{pk}" IN ({{marks}}) ORDER BY "{pk}" FOR UPDATE', ids)


def existing(model: type[models.Model], ids: list[str]) -> set[str]:
    """Return those of the ids that are in the base."""
    table, pk = model._meta.db_table, model._meta.pk.column
    return {_plain(r[0]) for r in _select(f'SELECT "{pk}" FROM "{table}" WHERE "{pk}" IN ({{marks}})', ids)}


def references(model: type[models.Model], column: str, ids: list[str]) -> list[tuple[str, str]]:
    """Return (record, parent) of the rows whose column names one of the ids."""
    if not ids:
        return []
    table, pk = model._meta.db_table, model._meta.pk.column
    rows = _select(f'SELECT "{pk}", "{column}" FROM "{table}" WHERE "{column}" IN ({{marks}})', ids)
    return [(_plain(a), _plain(b)) for a, b in rows]


def insert_row(model: type[models.Model], row: dict[str, Any]) -> bool:
    """Insert a row again; False when a unique value of it is taken meanwhile. A column born since takes its default."""
    table = model._meta.db_table
    values: dict[str, Any] = {
        **{str(f.column): _default(f) for f in model._meta.local_concrete_fields if f.column not in row},
        **row,
    }
    columns = [str(f.column) for f in model._meta.local_concrete_fields]
    names = ", ".join(f'"{c}"' for c in columns)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(
                    f'INSERT INTO "{table}" ({names}) SELECT {names} FROM jsonb_populate_record(NULL::"{table}", %s)',
                    [json.dumps(values, default=str)],
                )
            else:
                marks = ", ".join(["%s"] * len(columns))
                cursor.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', [values[c] for c in columns])
    except IntegrityError:
        return False
    return True


def _default(field: Any) -> Any:
    if field.column == "password":
        return "!"  # no password fits: the person chooses one anew
    return None if field.null else field.get_default()


def restore_row(model: type[models.Model], record: str, before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Give the columns that changed their former values; False when a unique value is taken meanwhile."""
    columns = [c for c in before if before[c] != after.get(c)]
    if not columns:
        return True
    table, pk = model._meta.db_table, model._meta.pk.column
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                sets = ", ".join(f'"{c}" = old."{c}"' for c in columns)
                cursor.execute(
                    f'UPDATE "{table}" SET {sets} FROM jsonb_populate_record(NULL::"{table}", %s) old '
                    f'WHERE "{table}"."{pk}" = old."{pk}"',
                    [json.dumps(before)],
                )
            else:
                sets = ", ".join(f'"{c}" = %s' for c in columns)
                cursor.execute(
                    f'UPDATE "{table}" SET {sets} WHERE "{pk}" = %s', [*(before[c] for c in columns), record]
                )
    except IntegrityError:
        return False
    return True


def delete_rows(model: type[models.Model], ids: list[str]) -> None:
    table, pk = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        for start in range(0, len(ids), CHUNK):
            part = ids[start : start + CHUNK]
            marks = ", ".join(["%s"] * len(part))
            cursor.execute(f'DELETE FROM "{table}" WHERE "{pk}" IN ({marks})', _typed(part))
