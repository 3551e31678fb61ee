"""Entries that become visible out of order on PostgreSQL are all sealed, once."""

import time
from uuid import uuid4

import pytest
from django.db import connection

from arpent.history.actions.sealing import seal_pending
from arpent.history.models import AuditEntry, Seal, SealingState
from arpent.history.queries.trail import verify_trail

pytestmark = pytest.mark.postgresql


def write_team(on):
    with on.cursor() as cursor:
        cursor.execute("INSERT INTO people_team (id, name) VALUES (%s, %s)", [uuid4(), uuid4().hex])


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite commits entries in the order of their ids")
def test_an_entry_committed_after_one_with_a_higher_id_is_sealed_too(committed_database):
    slow = connection.copy()
    try:
        slow.set_autocommit(False)
        write_team(slow)  # draws the lower id and stays open
        write_team(connection)
        for _ in range(3):
            seal_pending()
        assert Seal.objects.count() == AuditEntry.objects.count() == 1
        assert SealingState.objects.get().sealed_id < Seal.objects.get().entry_id
        slow.commit()
    finally:
        slow.close()
    assert seal_pending() == 1 and verify_trail().faults == [] and verify_trail().unsealed == 0
    # Transactions of other databases of this server count as running too: their tests end within a minute.
    for _ in range(600):
        seal_pending()
        if SealingState.objects.get().sealed_id == AuditEntry.objects.latest("id").pk:
            break
        time.sleep(0.2)
    assert SealingState.objects.get().sealed_id == AuditEntry.objects.latest("id").pk
    write_team(connection)
    assert seal_pending() == 1 and verify_trail().faults == []
