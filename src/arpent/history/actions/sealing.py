"""Seal the audit trail: give committed entries consecutive positions in a hash chain (ADR 0026).

On SQLite, each operation seals its entries in its own transaction. On PostgreSQL that would serialise all writers:
there the worker seals committed entries, under an advisory lock that only sealers take.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection, transaction

from ..models import SealingState
from ..queries.sealed import Payload, read_head, read_unsealed
from ..rules.digests import GENESIS, SALT_BYTES, chain_link, entry_digest

BATCH = 2000
_COLUMNS = "position, entry_id, redaction_id, salt, digest, chain"
_LOCK = 0x6172_7065  # the advisory lock of sealers


def seal_pending() -> int:
    """Seal all unsealed entries in transactions of 2,000; return their number."""
    count, start = 0, None
    while True:
        with transaction.atomic():
            lock_chain()
            start = start or _start()
            sealed = _seal_batch(start)
        count += sealed
        if sealed < BATCH:
            return count


def seal_in_transaction() -> int:
    """Seal the unsealed entries visible in the current transaction; return their number."""
    lock_chain()
    count, start = 0, _start()
    while True:
        sealed = _seal_batch(start)
        count += sealed
        if sealed < BATCH:
            return count


def lock_chain() -> None:
    """Wait until no other transaction appends to the chain (SQLite has one writer anyway)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def append_seals(entries: Iterable[tuple[int, Payload]], *, redaction_id: str | None) -> None:
    """Append one seal per entry, each with a new salt. The caller must have called `lock_chain`."""
    pending = list(entries)
    if not pending:
        return
    position, chain = read_head() or (0, GENESIS)
    salts = os.urandom(SALT_BYTES * len(pending))
    rows = []
    for i, (entry_id, payload) in enumerate(pending):
        salt = salts[i * SALT_BYTES : (i + 1) * SALT_BYTES]
        digest = entry_digest(salt, payload)
        position += 1
        chain = chain_link(chain, digest, position, entry_id, redaction_id)
        rows.append((position, entry_id, redaction_id, salt, digest, chain))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # One statement for all rows: a statement for each takes about twice as long.
            cursor.execute(
                f"INSERT INTO history_seal ({_COLUMNS}) SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::text[], "
                "%s::bytea[], %s::bytea[], %s::bytea[])",
                [list(column) for column in zip(*rows, strict=True)],
            )
        else:
            cursor.executemany(f"INSERT INTO history_seal ({_COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s)", rows)


def _last_sealed_entry() -> int:
    """Return the highest sealed entry: SQLite commits entries in the order of their ids."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(entry_id), 0) FROM history_seal")
        return int(cursor.fetchone()[0])


@dataclass
class _Start:
    """Start of a scan for unsealed entries, with the state of PostgreSQL's transactions before the scan.

    ``after``: all entries up to this id are sealed. ``drawn_id``: the last id drawn from the sequence; ``oldest_xid``
    and ``next_xid``: the oldest running transaction and the next one. ``state`` is None on SQLite.
    """

    after: int
    state: SealingState | None = None
    drawn_id: int = 0
    oldest_xid: int = 0
    next_xid: int = 0


def _start() -> _Start:
    if connection.vendor == "sqlite":
        return _Start(_last_sealed_entry())
    state, _created = SealingState.objects.get_or_create(pk=1)
    with connection.cursor() as cursor:
        # The sequence is read before the snapshot: a transaction that drew an id up to drawn_id has an xid < next_xid.
        cursor.execute("SELECT pg_sequence_last_value(pg_get_serial_sequence('history_auditentry', 'id')::regclass)")
        drawn = cursor.fetchone()[0] or 0
        cursor.execute(
            "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint, "
            "pg_snapshot_xmax(pg_current_snapshot())::text::bigint"
        )
        oldest, following = cursor.fetchone()
    return _Start(state.sealed_id, state, drawn, oldest, following)


def _seal_batch(start: _Start) -> int:
    entries = read_unsealed(start.after, BATCH)
    append_seals(entries, redaction_id=None)
    if entries:
        start.after = entries[-1][0]
    if len(entries) < BATCH and start.state is not None:
        _advance_horizon(start, start.state)
    return len(entries)


def _advance_horizon(start: _Start, state: SealingState) -> None:
    """Record, after a complete scan, the id up to which no further entry can appear.

    An entry may become visible after one with a higher id. Once every transaction that ran when ``pending_id`` was read
    has ended before a scan began, the scan saw all entries up to that id.
    """
    if state.pending_id and start.oldest_xid >= state.pending_xid:
        state.sealed_id, state.pending_id = state.pending_id, 0
    if not state.pending_id:
        state.pending_id, state.pending_xid = start.drawn_id, start.next_xid
    state.save(update_fields=["sealed_id", "pending_id", "pending_xid"])


def clear_sealing_horizon() -> None:
    """Clear the pending horizon after a restore: transaction ids of another server are not comparable."""
    SealingState.objects.filter(pk=1).update(pending_id=0, pending_xid=0)
