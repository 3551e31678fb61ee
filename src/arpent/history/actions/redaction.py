"""Redact audit entries lawfully (GDPR art. 17) so that the chain still verifies (ADR 0026).

A redaction replaces values in before and after, erases the salts of the entries' former seals and seals the entries
again. Nothing else may change an entry: the triggers refuse it. The redaction itself is a row of history_redaction,
whose insertion is an audit entry like any other.
"""

import datetime as dt
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q

from arpent.people.public import User

from ..models import AuditEntry, Operation, Redaction
from ..queries.sealed import read_entries
from .operations import operation
from .sealing import append_seals, seal_in_transaction

CHUNK = 400
# Returns what a payload ({column: value}) of a table becomes; the same payload when there is nothing to redact.
# JSON columns are texts on SQLite and nested values on PostgreSQL; `replace_texts` redacts both.
Redact = Callable[[str, dict[str, Any]], dict[str, Any]]


def redact_entries(
    *,
    redact: Redact,
    by: User | None,
    at: dt.datetime,
    reason: str,
    records: Mapping[str, Iterable[UUID | str]] | None = None,
    containing: Iterable[str] = (),
) -> int:
    """Redact the entries of some records and the entries that mention some texts; return how many were redacted.

    ``records``: {table: record ids}, entries about these records. ``containing``: texts to look for in every payload,
    regardless of case; ``redact`` gets all entries that may hold one and decides. Call it in the operation that erases
    the live rows, after them: their deletion leaves entries with the rows' last values. ``reason``: a code such as
    "people.erase". Columns whose name is missing from the result are removed; a payload never becomes empty of meaning:
    ``before`` and ``after`` stay JSON objects.
    """
    with operation(by=by, at=at, kind="history.redact") as op:
        seal_in_transaction()
        changed: dict[int, tuple[str | None, str | None]] = {}
        columns: dict[str, Counter[str]] = defaultdict(Counter)
        for entry in _candidates(records or {}, containing):
            before, after = (_redacted(redact, entry.table, side, columns) for side in (entry.before, entry.after))
            if (before, after) != (entry.before, entry.after):
                changed[entry.pk] = (before, after)
        if changed:
            _write(changed, columns, op, at, reason)
        return len(changed)


def blank_columns(*columns: str, mark: Any = None) -> Redact:
    """Return a redaction that replaces the values of columns, in any table, where they are not empty."""

    def redact(_table: str, payload: dict[str, Any]) -> dict[str, Any]:
        return {c: mark if c in columns and v not in (None, "") else v for c, v in payload.items()}

    return redact


def replace_texts(texts: Iterable[str], mark: str) -> Redact:
    """Return a redaction that replaces texts wherever they stand in a payload, regardless of case."""
    found = sorted({t.strip() for t in texts if t.strip()}, key=len, reverse=True)
    pattern = re.compile("|".join(re.escape(t) for t in found), re.IGNORECASE) if found else None

    def replaced(value: Any) -> Any:
        if isinstance(value, str):
            nested = _read_json(value)
            if nested is not None:
                inner = replaced(nested)
                return value if inner == nested else json.dumps(inner, ensure_ascii=False)
            return pattern.sub(mark, value) if pattern else value
        if isinstance(value, list):
            return [replaced(v) for v in value]
        if isinstance(value, dict):
            return {replaced(k): replaced(v) for k, v in value.items()}
        return value

    def redact(_table: str, payload: dict[str, Any]) -> dict[str, Any]:
        return {column: replaced(value) for column, value in payload.items()}

    return redact


def _read_json(text: str) -> Any:
    """Return the list or object that a JSON column's text holds, else None."""
    if text[:1] not in ("{", "["):
        return None
    try:
        return json.loads(text)
    except ValueError:
        return None


def _redacted(redact: Redact, table: str, side: str | None, columns: dict[str, Counter[str]]) -> str | None:
    if side is None:
        return None
    payload = json.loads(side)
    result = redact(table, dict(payload))
    differing = [c for c, v in payload.items() if c not in result or result[c] != v]
    if not differing and result.keys() == payload.keys():
        return side
    columns[table].update(differing)
    return json.dumps(result, ensure_ascii=False)


def _candidates(records: Mapping[str, Iterable[UUID | str]], containing: Iterable[str]) -> Iterator[AuditEntry]:
    """Yield each entry once that a redaction may concern; never the trail's own record of redactions."""
    seen: set[int] = set()
    for query in _queries(records, containing):
        rows = AuditEntry.objects.filter(query).exclude(table="history_redaction").order_by("id")
        for entry in rows.only("id", "table", "before", "after").iterator(chunk_size=500):
            if entry.pk not in seen:
                seen.add(entry.pk)
                yield entry


def _queries(records: Mapping[str, Iterable[UUID | str]], containing: Iterable[str]) -> Iterator[Q]:
    for table, ids in records.items():
        plain = sorted({str(i).replace("-", "") for i in ids})
        for start in range(0, len(plain), CHUNK):
            yield Q(table=table, record_id__in=plain[start : start + CHUNK])
    mentions = Q()
    for text in containing:
        fragment = ascii_fragment(text)
        if not fragment:
            # Nothing that a database would find in every spelling: all entries are read.
            yield Q()
            return
        mentions |= Q(before__icontains=fragment) | Q(after__icontains=fragment)
    if mentions:
        yield mentions


def ascii_fragment(text: str) -> str:
    """Return the longest run of ASCII letters and digits of a text, or "" when it has fewer than 3.

    Databases fold the case of ASCII alone, and JSON inside JSON escapes other letters; a run of ASCII is found anyway.
    """
    return max((r for r in re.findall(r"[A-Za-z0-9]+", text) if len(r) >= 3), key=len, default="")


def _write(
    changed: dict[int, tuple[str | None, str | None]],
    columns: dict[str, Counter[str]],
    op: Operation,
    at: dt.datetime,
    reason: str,
) -> None:
    ids = list(changed)
    redaction = Redaction.objects.create(
        at=at, operation_id=op.pk.hex, reason=reason, entries=len(ids), columns={t: dict(c) for t, c in columns.items()}
    )
    _permit(redaction.pk.hex)
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE history_auditentry SET before = %s, after = %s, redaction_id = %s WHERE id = %s",
            [(before, after, redaction.pk.hex, pk) for pk, (before, after) in changed.items()],
        )
        cursor.executemany(
            "UPDATE history_seal SET salt = NULL WHERE entry_id = %s AND salt IS NOT NULL", [(pk,) for pk in ids]
        )
    _permit(None)
    append_seals(read_entries(ids), redaction_id=redaction.pk.hex)


def _permit(redaction_id: str | None) -> None:
    """Tell the triggers which redaction the transaction carries out, or that it ended."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT set_config('arpent.redaction', %s, true)", [redaction_id or ""])
        elif redaction_id is None:
            cursor.execute("DELETE FROM history_redacting")
        else:
            cursor.execute("INSERT OR REPLACE INTO history_redacting (id, redaction_id) VALUES (1, %s)", [redaction_id])
