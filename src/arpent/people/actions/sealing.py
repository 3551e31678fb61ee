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
_LOCK = 0x6172_7065  # the advisory lock of sealers


def seal_pending(limit: int | None = None) -> int:
    """Seal the entries that have no seal yet, in transactions of 2,000; return how many. ``limit``: stop after so many."""
    count = 0
    while limit is None or count < limit:
        with transaction.atomic():
            sealed = seal_in_transaction(BATCH)
        count += sealed
        if sealed < BATCH:
            break
    return count


def seal_in_transaction(limit: int | None = None) -> int:
    """Seal the unsealed entries that the running transaction sees; return how many."""
    lock_chain()
    postgresql = connection.vendor == "postgresql"
    horizon = _read_horizon() if postgresql else None
    settled = horizon.state.settled_id if horizon else _last_sealed_entry()
    count = 0
    while limit is None or count < limit:
        entries = read_unsealed(settled, BATCH)
        append_seals(entries, redaction_id=None)
        count += len(entries)
        if len(entries) < BATCH:
            if horizon:
                _settle(horizon)
            break
        if horizon is None:
            settled = entries[-1][0]
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
        cursor.executemany(
            "INSERT INTO people_seal (position, entry_id, redaction_id, salt, digest, chain) VALUES (%s, %s, %s, %s, %s, %s)",
            rows,
        )


def _last_sealed_entry() -> int:
    """Return the highest sealed entry: SQLite commits entries in the order of their ids."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(entry_id), 0) FROM people_seal")
        return int(cursor.fetchone()[0])


@dataclass(frozen=True)
class _Horizon:
    """PostgreSQL's transactions before a scan of the trail: the last id drawn, the oldest running xid, the next xid."""

    state: SealingState
    drawn_id: int
    oldest_xid: int
    next_xid: int


def _read_horizon() -> _Horizon:
    state, _created = SealingState.objects.get_or_create(pk=1)
    with connection.cursor() as cursor:
        # The sequence first, the snapshot next: whoever drew an id up to drawn_id has an xid below next_xid.
        cursor.execute("SELECT pg_sequence_last_value(pg_get_serial_sequence('people_auditentry', 'id')::regclass)")
        drawn = cursor.fetchone()[0] or 0
        cursor.execute(
            "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint, "
            "pg_snapshot_xmax(pg_current_snapshot())::text::bigint"
        )
        return _Horizon(state, drawn, *cursor.fetchone())


def _settle(horizon: _Horizon) -> None:
    """Record up to which id no entry can appear any more, after everything visible above it was sealed.

    An entry may become visible after one with a higher id. Once every transaction that ran when ``pending_id`` was read
    has ended, all entries up to that id were visible to this scan.
    """
    state = horizon.state
    if state.pending_id and horizon.oldest_xid >= state.pending_xid:
        state.settled_id, state.pending_id = state.pending_id, 0
    if not state.pending_id:
        state.pending_id, state.pending_xid = horizon.drawn_id, horizon.next_xid
    state.save(update_fields=["settled_id", "pending_id", "pending_xid"])
