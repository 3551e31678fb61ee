"""Read audit entries and seals as bytes, identical on both engines, to compute and verify digests."""

from collections.abc import Iterator
from typing import Any

from django.db import connection

# The fields a digest covers, in order. Read as bytes: a row with invalid text must be reported, not raise.
FIELDS = ("id", "at", "table", "record_id", "action", "before", "after", "person_id", "operation_id")

Payload = list[bytes | None]


def columns_sql(alias: str = "e") -> str:
    """Return the SELECT list of the digest's fields."""
    expressions = []
    for name in FIELDS:
        column = f'{alias}."{name}"'
        if connection.vendor == "sqlite":
            expressions.append(f"CAST({column} AS BLOB)")
        elif name == "at":
            expressions.append(f"to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')")
        else:
            expressions.append(f"{column}::text")
    return ", ".join(expressions)


def as_payload(row: Any) -> Payload:
    """Return the digest's fields of one selected row."""
    return [None if v is None else v.encode() if isinstance(v, str) else bytes(v) for v in row]


def read_head() -> tuple[int, bytes] | None:
    """Return the last position of the chain and the chain's value there, or None before the first seal."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT position, chain FROM history_seal ORDER BY position DESC LIMIT 1")
        row = cursor.fetchone()
    return (row[0], bytes(row[1])) if row else None


def read_unsealed(after: int, limit: int) -> list[tuple[int, Payload]]:
    """Return at most ``limit`` unsealed entries with an id above ``after``, as (id, payload), by id."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT e.id, {columns_sql()} FROM history_auditentry e WHERE e.id > %s AND NOT EXISTS "
            "(SELECT 1 FROM history_seal s WHERE s.entry_id = e.id) ORDER BY e.id LIMIT %s",
            [after, limit],
        )
        return [(row[0], as_payload(row[1:])) for row in cursor.fetchall()]


def read_entries(ids: list[int]) -> Iterator[tuple[int, Payload]]:
    """Yield entries as (id, payload), by id."""
    for start in range(0, len(ids), 400):
        part = ids[start : start + 400]
        marks = ", ".join(["%s"] * len(part))
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT e.id, {columns_sql()} FROM history_auditentry e WHERE e.id IN ({marks}) ORDER BY e.id", part
            )
            yield from ((row[0], as_payload(row[1:])) for row in cursor.fetchall())
