"""Nobody with access to the database file can change the audit trail or its triggers without `arpent doctor`
reporting it.
"""

import pytest
from django.db import DatabaseError, connection

from arpent.clients.testing import make_company
from arpent.history.models import AuditEntry
from arpent.site import doctor

pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="the file in hand is SQLite's")


@pytest.fixture
def trail(cast):
    """A trail that doctor found sound, and its last entry about a company."""
    company = make_company(cast.owner)
    assert problems() == []
    return AuditEntry.objects.filter(record_id=company.pk.hex).latest("id")


def problems():
    return [text for level, text in (doctor._triggers(), doctor._trail(full=False)) if level == "error"]


def run(*statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def trigger_text(name):
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [name])
        return cursor.fetchone()[0]


def test_dropping_a_guard_and_rewriting_an_entry(trail):
    run(
        "DROP TRIGGER audit_fixed_auditentry_update",
        f"UPDATE history_auditentry SET after = replace(after, 'Pompes', 'Tuyaux') WHERE id = {trail.pk}",
    )
    dropped, rewritten = problems()
    assert "missing trigger audit_fixed_auditentry_update on history_auditentry" in dropped
    assert f"entry {trail.pk}: clients_company" in rewritten


def test_putting_the_guard_back_hides_nothing(trail):
    guard = trigger_text("audit_fixed_auditentry_update")
    run(
        "DROP TRIGGER audit_fixed_auditentry_update",
        f"UPDATE history_auditentry SET at = '2020-01-01 00:00:00.000000' WHERE id = {trail.pk}",
        guard,
    )
    [rewritten] = problems()
    assert f"entry {trail.pk}" in rewritten and "changed since it was sealed" in rewritten


def test_deleting_an_entry(trail):
    guard = trigger_text("audit_fixed_auditentry_delete")
    run("DROP TRIGGER audit_fixed_auditentry_delete", f"DELETE FROM history_auditentry WHERE id = {trail.pk}", guard)
    [deleted] = problems()
    assert f"entry {trail.pk}: deleted" in deleted


def test_dropping_the_trigger_of_a_table(trail):
    run("DROP TRIGGER audit_clients_company_u")
    [dropped] = problems()
    assert "missing trigger audit_clients_company_u on clients_company" in dropped


def test_a_trigger_that_writes_another_name(trail):
    text = trigger_text("audit_clients_company_u")
    run("DROP TRIGGER audit_clients_company_u", text.replace("SELECT person_id FROM", "SELECT 'another' FROM"))
    [changed] = problems()
    assert "changed trigger audit_clients_company_u on clients_company" in changed


def test_a_forged_entry_cannot_be_dated_among_the_sealed_ones(trail, cast):
    """A forged actor or date is an entry like others when it is written; its place in the chain shows when that was."""
    forged = (cast.mate.pk.hex, "2020-01-01 00:00:00.000000")
    run(
        f"INSERT INTO history_auditcontext (id, person_id, at) VALUES (1, '{forged[0]}', '{forged[1]}')",
        "UPDATE clients_company SET name = 'Volé'",
        "DELETE FROM history_auditcontext",
    )
    assert problems() == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT position FROM history_seal ORDER BY entry_id DESC LIMIT 1")
        [position] = cursor.fetchone()
        cursor.execute("SELECT max(position) FROM history_seal")
        assert cursor.fetchone() == (position,)


def test_the_actor_of_a_sealed_entry_cannot_be_forged(trail, cast):
    guard = trigger_text("audit_fixed_auditentry_update")
    run(
        "DROP TRIGGER audit_fixed_auditentry_update",
        f"UPDATE history_auditentry SET person_id = '{cast.mate.pk.hex}' WHERE id = {trail.pk}",
        guard,
    )
    assert "changed since it was sealed" in problems()[0]


def test_cutting_off_the_end(trail):
    guards = [trigger_text(f"audit_fixed_{t}_delete") for t in ("auditentry", "seal")]
    run(
        "DROP TRIGGER audit_fixed_auditentry_delete",
        "DROP TRIGGER audit_fixed_seal_delete",
        f"DELETE FROM history_auditentry WHERE id >= {trail.pk}",
        f"DELETE FROM history_seal WHERE entry_id >= {trail.pk}",
        *guards,
    )
    [cut] = problems()
    assert "the trail was cut off" in cut


def test_changing_a_row_and_putting_its_trigger_back(trail):
    trigger = trigger_text("audit_clients_company_u")
    run("DROP TRIGGER audit_clients_company_u", "UPDATE clients_company SET potential = 12", trigger)
    assert problems() == []
    level, text = doctor._rows()
    assert level == "warning" and f"clients_company {trail.record_id}: differs from its last entry" in text


def test_a_base_too_damaged_to_be_read_is_a_finding_and_no_traceback(db, monkeypatch):
    def broken():
        raise DatabaseError("malformed database schema")

    monkeypatch.setattr(doctor, "_triggers", broken)
    assert ("error", "the database cannot be read: malformed database schema") in doctor.examine()
