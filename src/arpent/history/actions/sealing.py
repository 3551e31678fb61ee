"""Seal the audit trail: give committed entries consecutive positions in a hash chain (ADR 0026).

SQLite seals in the transaction of each operation. PostgreSQL would have to serialise all writers for that: there the
worker seals what is committed, under an advisory lock that only sealers take.
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
    """Seal the entries that have no seal yet, in transactions of 2,000; return how many."""
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
    """Seal the unsealed entries that the running transaction sees; return how many."""
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
    """Append one seal for each entry, with a fresh salt. The caller holds the chain's lock."""
    found = list(entries)
    if not found:
        return
    position, chain = read_head() or (0, GENESIS)
    salts = os.urandom(SALT_BYTES * len(found))
    rows = []
    for i, (entry_id, payload) in enumerate(found):
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
    """Where a scan for unsealed entries begins, and what PostgreSQL's transactions were before it began.

    ``after``: all entries up to this id were seen. ``drawn_id``: the last id drawn from the sequence; ``oldest_xid``
    and
    ``next_xid``: the oldest running transaction and the next one. ``state`` is None on SQLite.
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
        # The sequence first, the snapshot next: whoever drew an id up to drawn_id has an xid below next_xid.
        cursor.execute("SELECT pg_sequence_last_value(pg_get_serial_sequence('history_auditentry', 'id')::regclass)")
        drawn = cursor.fetchone()[0] or 0
        cursor.execute(
            "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint, "
            "pg_snapshot_xmax(pg_current_snapshot())::text::bigint"
        )
        oldest, following = cursor.fetchone()
    return _Start(state.settled_id, state, drawn, oldest, following)


def _seal_batch(start: _Start) -> int:
    entries = read_unsealed(start.after, BATCH)
    append_seals(entries, redaction_id=None)
    if entries:
        start.after = entries[-1][0]
    if len(entries) < BATCH and start.state is not None:
        _settle(start, start.state)
    return len(entries)


def _settle(start: _Start, state: SealingState) -> None:
    """Record up to which id no entry can appear any more, after a whole scan.

    An entry may become visible after one with a higher id. Once every transaction that ran when ``pending_id`` was read
    has ended before a scan began, the scan saw all entries up to that id.
    """
    if state.pending_id and start.oldest_xid >= state.pending_xid:
        state.settled_id, state.pending_id = state.pending_id, 0
    if not state.pending_id:
        state.pending_id, state.pending_xid = start.drawn_id, start.next_xid
    state.save(update_fields=["settled_id", "pending_id", "pending_xid"])


def clear_sealing_horizon() -> None:
    """Forget which transactions sealing waits for, in a base that was restored: another server counts its own."""
    SealingState.objects.filter(pk=1).update(pending_id=0, pending_xid=0)
