"""Read and write rows in the format of the audit trail (JSON by column), on SQLite and PostgreSQL."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, models, transaction

CHUNK = 400


def _typed(ids: list[str]) -> list[Any]:
    return [UUID(i) if len(i) == 32 else i for i in ids] if connection.vendor == "postgresql" else list(ids)


def plain_id(value: Any) -> str:
    """Return an id as the trail writes it: a UUID without dashes, "" for none."""
    return str(value).replace("-", "") if value else ""


def _select(sql: str, ids: list[str]) -> Iterator[tuple[Any, ...]]:
    """Run a SELECT for each chunk of the ids, put in place of ``{marks}``; yield the rows."""
    with connection.cursor() as cursor:
        for start in range(0, len(ids), CHUNK):
            part = ids[start : start + CHUNK]
            cursor.execute(sql.replace("{marks}", ", ".join(["%s"] * len(part))), _typed(part))
            yield from cursor.fetchall()


def lock_rows(model: type[models.Model], ids: list[str]) -> None:
    """Lock rows in order until the transaction ends (PostgreSQL; SQLite has one writer)."""
    if connection.vendor == "postgresql":
        table, pk = model._meta.db_table, model._meta.pk.column
        for _row in _select(
            f'SELECT "{pk}" FROM "{table}" WHERE "{pk}" IN ({{marks}}) ORDER BY "{pk}" FOR UPDATE', ids
        ):
            pass


def existing_ids(model: type[models.Model], ids: list[str]) -> set[str]:
    """Return the ids that exist in the model's table."""
    table, pk = model._meta.db_table, model._meta.pk.column
    return {plain_id(r[0]) for r in _select(f'SELECT "{pk}" FROM "{table}" WHERE "{pk}" IN ({{marks}})', ids)}


def references(model: type[models.Model], column: str, ids: list[str]) -> Iterator[tuple[str, str]]:
    """Yield (record, parent) for the rows whose foreign key column references one of the ids."""
    table, pk = model._meta.db_table, model._meta.pk.column
    rows = _select(f'SELECT "{pk}", "{column}" FROM "{table}" WHERE "{column}" IN ({{marks}})', ids)
    return ((plain_id(a), plain_id(b)) for a, b in rows)


def values_of(model: type[models.Model], column: str, ids: list[str]) -> Iterator[tuple[str, str]]:
    """Yield (record, value) of a column for the records where it is not empty."""
    table, pk = model._meta.db_table, model._meta.pk.column
    rows = _select(f'SELECT "{pk}", "{column}" FROM "{table}" WHERE "{pk}" IN ({{marks}})', ids)
    return ((plain_id(a), plain_id(b)) for a, b in rows if b)


def insert_rows(model: type[models.Model], rows: dict[str, dict[str, Any]]) -> list[str]:
    """Insert rows, {record: {column: value}}; return the records not inserted because a unique value is in use."""
    if not rows or _insert(model, list(rows.values())):
        return []
    return [record for record, row in rows.items() if not _insert(model, [row])]


def _insert(model: type[models.Model], rows: list[dict[str, Any]]) -> bool:
    """Insert all rows or none; return whether they were inserted. Columns added since the entry take their default."""
    table, fields = model._meta.db_table, model._meta.local_concrete_fields
    columns = [str(f.column) for f in fields]
    names = ", ".join(f'"{c}"' for c in columns)
    complete = [{str(f.column): row[f.column] if f.column in row else _default(f) for f in fields} for row in rows]
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(
                    f'INSERT INTO "{table}" ({names}) SELECT {names} FROM'
                    f' jsonb_populate_recordset(NULL::"{table}", %s)',
                    [json.dumps(complete, default=str)],
                )
            else:
                marks = ", ".join(["%s"] * len(columns))
                sql = f'INSERT INTO "{table}" ({names}) VALUES ({marks})'
                cursor.executemany(sql, [[row[c] for c in columns] for row in complete])
    except IntegrityError:
        return False
    return True


def _default(field: Any) -> Any:
    if field.column == "password":
        return "!"  # an unusable password: the person has to reset it
    return None if field.null else field.get_default()


def restore_row(model: type[models.Model], record: str, former: dict[str, Any]) -> bool:
    """Restore the former values of columns; return False when a unique value is in use."""
    table, pk = model._meta.db_table, model._meta.pk.column
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                sets = ", ".join(f'"{c}" = old."{c}"' for c in former)
                cursor.execute(
                    f'UPDATE "{table}" SET {sets} FROM jsonb_populate_record(NULL::"{table}", %s) old '
                    f'WHERE "{table}"."{pk}" = %s',
                    [json.dumps(former), *_typed([record])],
                )
            else:
                sets = ", ".join(f'"{c}" = %s' for c in former)
                cursor.execute(f'UPDATE "{table}" SET {sets} WHERE "{pk}" = %s', [*former.values(), record])
    except IntegrityError:
        return False
    return True


def delete_rows(model: type[models.Model], ids: list[str]) -> None:
    """Delete rows of a table by primary key, in chunks, without Django's cascade."""
    table, pk = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        for start in range(0, len(ids), CHUNK):
            part = ids[start : start + CHUNK]
            marks = ", ".join(["%s"] * len(part))
            cursor.execute(f'DELETE FROM "{table}" WHERE "{pk}" IN ({marks})', _typed(part))
