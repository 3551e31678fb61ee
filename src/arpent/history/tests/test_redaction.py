"""Redaction of the audit trail: values are removed, the seals still verify, and each redaction has its record."""

import json

import pytest
from django.db import DatabaseError, connection, transaction

from arpent.clients.actions.companies import change_company
from arpent.history.actions.operations import operation
from arpent.history.actions.redaction import blank_columns, redact_entries, replace_texts
from arpent.history.actions.sealing import seal_pending
from arpent.history.models import AuditEntry, Redaction, Seal
from arpent.history.queries.trail import trail_head
from arpent.history.tests.trail import entries_of, faults, run_sql, without_triggers
from arpent.people.testing import NOON

pytestmark = pytest.mark.postgresql


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
