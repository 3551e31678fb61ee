"""The seals of the audit trail show every change that was made with the database file in hand."""

import pytest
from django.db import connection

from arpent.clients.testing import make_company
from arpent.history.actions.sealing import seal_pending
from arpent.history.models import AuditEntry, Seal, SealingState
from arpent.history.queries.trail import TrailHead, trail_head, verify_trail
from arpent.history.tests.trail import entries_of, faults, run_sql, without_triggers
from arpent.people.testing import NOON

pytestmark = pytest.mark.postgresql


sqlite_only = pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite seals within each operation")


def test_a_sealed_trail_is_sound(company):
    report = verify_trail()
    assert report.faults == [] and report.unsealed == 0
    assert report.checked == Seal.objects.count() == AuditEntry.objects.count()
    assert report.head == trail_head() and report.head.position == report.checked


@sqlite_only
def test_an_operation_on_sqlite_seals_its_own_entries(cast):
    make_company(cast.owner)
    assert verify_trail().unsealed == 0


def test_sealing_twice_changes_nothing(company):
    head = trail_head()
    assert seal_pending() == 0 and trail_head() == head


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE history_auditentry SET after = replace(after, 'Autre', 'Butre') WHERE id = %s",
        "UPDATE history_auditentry SET person_id = NULL WHERE id = %s",
        "UPDATE history_auditentry SET operation_id = 'another' WHERE id = %s",
        "UPDATE history_auditentry SET at = '2020-01-01 00:00:00+00' WHERE id = %s",
        "UPDATE history_auditentry SET record_id = 'another' WHERE id = %s",
    ],
)
def test_a_rewritten_entry_is_named(company, change):
    entry = entries_of(company).last()
    without_triggers(change, entry.pk)
    [fault] = faults()
    assert f"entry {entry.pk}: clients_company" in fault and "changed since it was sealed" in fault


def test_a_deleted_entry_is_named(company):
    entry = entries_of(company).last()
    without_triggers("DELETE FROM history_auditentry WHERE id = %s", entry.pk)
    assert faults() == [f"entry {entry.pk}: deleted"]


def test_an_entry_deleted_with_its_seal_leaves_a_gap(company):
    entry = entries_of(company).first()
    position = Seal.objects.get(entry_id=entry.pk).position
    without_triggers("DELETE FROM history_auditentry WHERE id = %s", entry.pk)
    without_triggers("DELETE FROM history_seal WHERE entry_id = %s", entry.pk)
    assert faults()[0] == f"positions {position} to {position} are missing from the chain"


def test_a_seal_made_anew_for_a_rewritten_entry_is_named(company):
    from arpent.history.queries.sealed import read_entries
    from arpent.history.rules.digests import entry_digest

    entry = entries_of(company).last()
    without_triggers("UPDATE history_auditentry SET person_id = NULL WHERE id = %s", entry.pk)
    [(_, payload)] = read_entries([entry.pk])
    digest = entry_digest(bytes(16), payload)
    without_triggers("UPDATE history_seal SET salt = %s, digest = %s WHERE entry_id = %s", bytes(16), digest, entry.pk)
    assert any(f"(entry {entry.pk}): its seal was rewritten" in f for f in faults())


def test_a_cut_off_end_is_seen_by_a_remembered_head(company):
    head = trail_head()
    last = Seal.objects.order_by("position").last()
    without_triggers("DELETE FROM history_seal WHERE position = %s", last.position)
    without_triggers("DELETE FROM history_auditentry WHERE id = %s", last.entry_id)
    assert faults() == []
    assert faults(remembered=[head]) == [
        f"the trail was cut off: it ends at position {head.position - 1}, {head.position} was reached before"
    ]


def test_a_chain_computed_anew_differs_from_a_remembered_head(company):
    head = trail_head()
    [fault] = faults(remembered=[TrailHead(head.position, "00" * 32)])
    assert f"rewritten at or before position {head.position}" in fault


def test_an_entry_put_in_behind_sealed_ones_is_named(company, cast):
    entry = entries_of(company).first()
    without_triggers("DELETE FROM history_auditentry WHERE id = %s", entry.pk)
    without_triggers("DELETE FROM history_seal WHERE entry_id = %s", entry.pk)
    make_company(cast.owner, "Suivante")
    seal_pending()
    # On PostgreSQL the bound moves once every transaction that ran has ended, those of other tests included.
    SealingState.objects.update(sealed_id=AuditEntry.objects.latest("id").pk)
    run_sql(
        'INSERT INTO history_auditentry (id, at, "table", record_id, action) VALUES (%s, %s, %s, %s, %s)',
        entry.pk,
        NOON,
        "clients_company",
        company.pk.hex,
        "D",
    )
    assert f"entry {entry.pk}: put in behind entries that were sealed before it" in faults()


def test_verification_goes_on_after_a_head_that_was_verified(company, cast):
    head = trail_head()
    make_company(cast.owner, "Suivante")
    seal_pending()
    report = verify_trail(since=head)
    assert report.faults == [] and report.checked == report.head.position - head.position
