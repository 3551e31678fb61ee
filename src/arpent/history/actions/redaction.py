"""Redact audit entries (GDPR art. 17) so that the hash chain still verifies (ADR 0026).

A redaction replaces values in before and after, erases the salts of the entries' former seals and seals the entries
again. Triggers reject any other change of an entry. The redaction is a row of history_redaction, whose insertion is
itself audited.
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
# Takes a table and a payload ({column: value}); returns the redacted payload, the same when nothing is to redact.
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
    """Redact the entries of given records and those that mention given texts; return the number redacted.

    ``records``: {table: record ids}, entries about these records. ``containing``: texts to look for in every payload,
    regardless of case; ``redact`` is called for all entries that may contain one and decides. Call it in the operation
    that erases the live rows, after their deletion, whose entries contain the last values. ``reason``: a code such as
    "people.erase". Columns missing from the result are removed; ``before`` and ``after`` remain JSON objects.
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
    """Return a redaction that replaces the non-empty values of the columns, in any table, with ``mark``."""

    def redact(_table: str, payload: dict[str, Any]) -> dict[str, Any]:
        return {c: mark if c in columns and v not in (None, "") else v for c, v in payload.items()}

    return redact


def replace_texts(texts: Iterable[str], mark: str) -> Redact:
    """Return a redaction that replaces all occurrences of texts in a payload, nested JSON included, ignoring case."""
    patterns = sorted({t.strip() for t in texts if t.strip()}, key=len, reverse=True)
    pattern = re.compile("|".join(re.escape(t) for t in patterns), re.IGNORECASE) if patterns else None

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
    """Return the list or object of a JSON text, or None for any other text."""
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
    """Yield, once each, the entries that a redaction may concern, except the entries of redactions themselves."""
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
            # No ASCII fragment to search for: read all entries.
            yield Q()
            return
        mentions |= Q(before__icontains=fragment) | Q(after__icontains=fragment)
    if mentions:
        yield mentions


def ascii_fragment(text: str) -> str:
    """Return the longest run of ASCII letters and digits in a text, or "" when it is shorter than 3.

    Databases ignore case for ASCII only, and nested JSON escapes other letters; an ASCII run matches in any case.
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
    """Set the redaction that the triggers permit in the current transaction; None ends the permission."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT set_config('arpent.redaction', %s, true)", [redaction_id or ""])
        elif redaction_id is None:
            cursor.execute("DELETE FROM history_redacting")
        else:
            cursor.execute("INSERT OR REPLACE INTO history_redacting (id, redaction_id) VALUES (1, %s)", [redaction_id])
