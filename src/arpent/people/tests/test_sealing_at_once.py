"""Entries that become visible out of order on PostgreSQL are all sealed, once."""

from uuid import uuid4

import pytest
from django.db import connection

from arpent.people.models import AuditEntry, Seal, SealingState
from arpent.people.public import seal_pending, verify_trail

TABLES = ("people_seal", "people_auditentry", "people_sealingstate", "people_team")


@pytest.fixture
def emptied_after(monkeypatch, transactional_db):
    """A base with committed writes. The trail refuses to be flushed, so the test's own rows are deleted instead."""
    monkeypatch.setattr(connection.ops, "sql_flush", lambda *a, **k: [])
    _empty()
    yield
    _empty()


def _empty():
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for table in TABLES:
            cursor.execute(f"DELETE FROM {table}")
        cursor.execute("SET session_replication_role = origin")


def write_team(on):
    with on.cursor() as cursor:
        cursor.execute("INSERT INTO people_team (id, name) VALUES (%s, %s)", [uuid4(), uuid4().hex])


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite commits entries in the order of their ids")
def test_an_entry_committed_after_one_with_a_higher_id_is_sealed_too(emptied_after):
    slow = connection.copy()
    try:
        slow.set_autocommit(False)
        write_team(slow)  # draws the lower id and stays open
        write_team(connection)
        for _ in range(3):
            seal_pending()
        assert Seal.objects.count() == AuditEntry.objects.count() == 1
        assert SealingState.objects.get().settled_id < Seal.objects.get().entry_id
        slow.commit()
    finally:
        slow.close()
    assert seal_pending() == 1 and verify_trail().faults == [] and verify_trail().unsealed == 0
    for _ in range(2):
        seal_pending()
    assert SealingState.objects.get().settled_id == AuditEntry.objects.latest("id").pk
    write_team(connection)
    assert seal_pending() == 1 and verify_trail().faults == []
