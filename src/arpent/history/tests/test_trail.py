"""The audit trail shows every change made with the database file in hand, and can be redacted lawfully."""

import json

import pytest
from django.db import DatabaseError, connection, transaction

from arpent.clients.actions.companies import change_company
from arpent.clients.actions.contacts import save_contact
from arpent.clients.testing import make_company
from arpent.history.actions.operations import operation
from arpent.history.actions.redaction import blank_columns, redact_entries, replace_texts
from arpent.history.actions.sealing import seal_pending
from arpent.history.models import AuditEntry, Redaction, Seal, SealingState
from arpent.history.models.triggers import drop_triggers, install_triggers
from arpent.history.queries.trail import TrailHead, trail_head, verify_trail
from arpent.history.queries.triggers import check_triggers
from arpent.history.queries.untraced import list_untraced
from arpent.people.testing import NOON
from tests.shared_rows import shared_rows

pytestmark = pytest.mark.postgresql

sqlite_only = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="SQLite seals within each operation")


def run_sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def without_triggers(statement, *values):
    """Run a statement as a person does who has the file: triggers dropped before, put back after."""
    if connection.vendor == "sqlite":
        drop_triggers()
        run_sql(statement, *values)
        install_triggers()
    else:
        run_sql("ALTER TABLE history_auditentry DISABLE TRIGGER USER")
        run_sql("ALTER TABLE history_seal DISABLE TRIGGER USER")
        run_sql(statement, *values)
        run_sql("ALTER TABLE history_auditentry ENABLE TRIGGER USER")
        run_sql("ALTER TABLE history_seal ENABLE TRIGGER USER")


@shared_rows
def company(cast):
    """A company whose trail is sealed."""
    company = make_company(cast.owner)
    change_company(company_id=company.pk, by=cast.owner, at=NOON, values={"name": "Autre"})
    seal_pending()
    return company


def entries_of(record):
    return AuditEntry.objects.filter(record_id=record.pk.hex).order_by("id")


def faults(**options):
    return verify_trail(**options).faults


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


@shared_rows
def contact(cast, company):
    save_contact(company_id=company.pk, by=cast.owner, at=NOON, values={"last_name": "Dupré", "phone": "0472000000"})
    seal_pending()
    return company.contacts.visible_to(cast.owner).get()


def redact(cast, **options):
    return redact_entries(by=cast.administrator, at=NOON, reason="people.erase", **options)


def test_a_redacted_trail_forgets_the_values_and_still_verifies(cast, contact):
    head = trail_head()
    count = redact(cast, redact=blank_columns("last_name", "phone"), records={"clients_contact": [contact.pk]})
    seal_pending()
    [entry] = entries_of(contact)
    after = json.loads(entry.after)
    assert count == 1 and after["last_name"] is None and after["phone"] is None and after["company_id"]
    assert faults(remembered=[head]) == []
    redaction = Redaction.objects.get()
    assert redaction.columns == {"clients_contact": {"last_name": 1, "phone": 1}} and redaction.reason == "people.erase"
    assert AuditEntry.objects.filter(table="history_redaction", record_id=redaction.pk.hex).exists()
    assert not AuditEntry.objects.filter(table="clients_contact", after__contains="Dupr").exists()
    assert list(Seal.objects.filter(entry_id=entry.pk, redaction_id=None).values_list("salt", flat=True)) == [None]


def test_texts_are_redacted_wherever_they_are_mentioned(cast, company):
    change_company(company_id=company.pk, by=cast.owner, at=NOON, values={"name": "Établissements DUPRÉ et fils"})
    with operation(by=cast.owner, at=NOON, kind="accounts.team", label="Équipe de Dupré"):
        pass
    count = redact(cast, redact=replace_texts(["Dupré"], "[effacé]"), containing=["Dupré"])
    seal_pending()
    assert count == 3 and faults() == []
    assert '"Établissements [effacé] et fils"' in entries_of(company).last().after
    assert AuditEntry.objects.filter(table="history_operation", after__contains="Équipe de [effacé]").count() == 1


def test_an_entry_can_be_redacted_again(cast, contact):
    for column in ("last_name", "phone"):
        assert redact(cast, redact=blank_columns(column), records={"clients_contact": [contact.pk]}) == 1
    seal_pending()
    assert faults() == [] and Redaction.objects.count() == 2


def test_nothing_to_redact_leaves_no_record(cast, contact):
    assert redact(cast, redact=blank_columns("nothing"), records={"clients_contact": [contact.pk]}) == 0
    assert not Redaction.objects.exists()


def test_a_redacted_entry_cannot_be_changed_unseen(cast, contact):
    redact(cast, redact=blank_columns("last_name"), records={"clients_contact": [contact.pk]})
    seal_pending()
    [entry] = entries_of(contact)
    without_triggers("UPDATE history_auditentry SET after = replace(after, 'phone', 'fax') WHERE id = %s", entry.pk)
    assert any("changed since it was sealed" in f for f in faults())


def test_a_salt_erased_without_a_redaction_is_named(company):
    entry = entries_of(company).last()
    without_triggers("UPDATE history_seal SET salt = NULL WHERE entry_id = %s", entry.pk)
    assert faults() == [f"entry {entry.pk}: its salt was erased without a redaction"]


def test_a_redaction_without_its_record_is_named(cast, contact):
    redact(cast, redact=blank_columns("last_name"), records={"clients_contact": [contact.pk]})
    seal_pending()
    redaction = Redaction.objects.get()
    if connection.vendor == "sqlite":
        without_triggers("DELETE FROM history_redaction")
    else:
        run_sql("ALTER TABLE history_redaction DISABLE TRIGGER USER")
        run_sql("DELETE FROM history_redaction")
        run_sql("ALTER TABLE history_redaction ENABLE TRIGGER USER")
    assert any(f"redaction {redaction.pk.hex} has no record" in f for f in faults())


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE history_auditentry SET after = '{}'",
        "UPDATE history_seal SET salt = NULL",
        "DELETE FROM history_auditentry",
        "DELETE FROM history_seal",
        "UPDATE history_redaction SET reason = 'x'",
        "DELETE FROM history_redaction",
    ],
)
def test_the_trail_its_seals_and_its_redactions_are_append_only(cast, contact, statement):
    redact(cast, redact=blank_columns("last_name"), records={"clients_contact": [contact.pk]})
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        run_sql(statement)


@pytest.mark.parametrize(
    "change", ["at = '2020-01-01 00:00:00+00'", "person_id = 'x'", "record_id = 'x'", "action = 'D'", "before = 'x'"]
)
def test_a_redaction_may_change_payloads_only(cast, contact, change):
    from arpent.history.actions.redaction import _permit

    redact(cast, redact=blank_columns("last_name"), records={"clients_contact": [contact.pk]})
    redaction = Redaction.objects.get().pk.hex
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        _permit(redaction)
        run_sql(f"UPDATE history_auditentry SET {change}, redaction_id = %s WHERE action = 'I'", redaction)


def test_every_trigger_is_as_this_version_writes_it(db):
    assert check_triggers() == []


def names(found):
    return [(f.fault, f.table) for f in found]


def test_a_dropped_trigger_is_named(company):
    where = "" if connection.vendor == "sqlite" else " ON clients_company"
    run_sql("DROP TRIGGER audit_clients_company_u" if not where else f"DROP TRIGGER audit{where}")
    assert names(check_triggers()) == [("missing", "clients_company")]


@pytest.mark.parametrize("table", ["history_auditentry", "history_seal", "history_redaction"])
def test_a_dropped_guard_of_the_trail_is_named(db, table):
    if connection.vendor == "sqlite":
        run_sql(f"DROP TRIGGER audit_fixed_{table.removeprefix('history_')}_update")
    else:
        run_sql(f"DROP TRIGGER audit_fixed_update ON {table}")
    assert names(check_triggers()) == [("missing", table)]


def test_a_trigger_with_another_text_is_named(db):
    if connection.vendor == "sqlite":
        run_sql("DROP TRIGGER audit_fixed_auditentry_delete")
        run_sql("CREATE TRIGGER audit_fixed_auditentry_delete BEFORE DELETE ON history_auditentry BEGIN SELECT 1; END")
    else:
        run_sql("ALTER TABLE history_auditentry DISABLE TRIGGER audit_fixed_delete")
    assert names(check_triggers()) == [("changed", "history_auditentry")]


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no functions of triggers")
def test_a_trigger_function_with_another_body_is_named(db):
    run_sql(
        "CREATE OR REPLACE FUNCTION arpent_audit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$"
    )
    assert [str(f) for f in check_triggers()] == ["changed function arpent_audit"]


def test_a_trigger_of_somebody_else_is_named(db):
    if connection.vendor == "sqlite":
        run_sql("CREATE TRIGGER theirs AFTER UPDATE ON clients_company BEGIN DELETE FROM history_auditcontext; END")
    else:
        run_sql(
            "CREATE TRIGGER theirs AFTER UPDATE ON clients_company EXECUTE FUNCTION"
            " suppress_redundant_updates_trigger()"
        )
    assert names(check_triggers()) == [("foreign", "clients_company")]


def unguarded(statement, *values):
    """Change a business row while its triggers are away."""
    if connection.vendor == "sqlite":
        without_triggers(statement, *values)
    else:
        run_sql("SET LOCAL session_replication_role = replica")
        run_sql(statement, *values)
        run_sql("SET LOCAL session_replication_role = origin")


def test_rows_are_as_the_trail_has_them(cast, contact):
    cast.owner.set_password("secret-de-polichinelle")
    cast.owner.save()
    assert list(list_untraced()) == []


def test_a_row_changed_while_its_trigger_was_away_is_named(company):
    unguarded("UPDATE clients_company SET potential = 12 WHERE id = %s", param(company))
    assert list(list_untraced()) == [f"clients_company {company.pk.hex}: differs from its last entry"]


def test_a_row_deleted_while_its_trigger_was_away_is_named(cast, company):
    for table in ("clients_searchentry", "clients_timelineentry", "clients_site"):
        run_sql(f"DELETE FROM {table} WHERE company_id = %s", param(company))
    unguarded("DELETE FROM clients_company WHERE id = %s", param(company))
    assert list(list_untraced()) == [f"clients_company {company.pk.hex}: deleted without an audit entry"]


def param(record):
    return record.pk.hex if connection.vendor == "sqlite" else record.pk
