"""Every write leaves its trace, and every operation can be undone, unless somebody changed the record since."""

import json

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import DatabaseError, connection, transaction

from arpent.clients.actions.companies import change_company, change_many, delete_companies
from arpent.clients.actions.contacts import save_contact
from arpent.clients.actions.timeline import record_on_timeline
from arpent.clients.models import Company, CompanyTag, Contact, Site, TimelineEntry
from arpent.clients.testing import make_company
from arpent.history.actions.operations import operation
from arpent.history.actions.redaction import blank_columns, redact_entries
from arpent.history.actions.undo import undo_operation
from arpent.history.models import AuditEntry, Operation
from arpent.history.models.audit import audited_models
from arpent.kernel.errors import DomainError, NotFound
from arpent.people.testing import NOON

pytestmark = pytest.mark.postgresql


def last_operation(kind):
    return Operation.objects.unscoped("a test looks").filter(kind=kind).order_by("-at", "-pk").first()


def state(person):
    return {
        m.__name__: sorted(map(str, m.objects.visible_to(person).values_list()))
        for m in (Company, Site, Contact, CompanyTag, TimelineEntry)
    }


def undo(kind, by):
    return undo_operation(operation_id=last_operation(kind).pk, by=by, at=NOON)


def test_many_tables_are_audited(db):
    assert len(audited_models()) > 15


def test_raw_sql_leaves_a_trace(cast):
    company = make_company(cast.owner)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE clients_company SET name = 'Volé' WHERE name = 'Pompes Testard'")
    entry = AuditEntry.objects.filter(table="clients_company", record_id=company.pk.hex).order_by("-id")[0]
    assert entry.action == "U" and '"Pompes Testard"' in entry.before and "Vol" in entry.after
    assert entry.person_id is None and entry.operation_id is None


def test_the_trail_says_who_and_when(cast):
    company = make_company(cast.owner)
    entry = AuditEntry.objects.get(table="clients_company", record_id=company.pk.hex, action="I")
    assert entry.person_id == cast.owner.pk.hex and entry.at == NOON
    assert entry.operation_id == last_operation("clients.create").pk.hex


def test_the_trail_is_append_only(cast):
    make_company(cast.owner)
    for statement in ("DELETE FROM history_auditentry", "UPDATE history_auditentry SET before = 'x'"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_passwords_never_enter_the_trail(cast):
    cast.owner.set_password("secret-de-polichinelle")
    cast.owner.save()
    assert not AuditEntry.objects.filter(table="people_user", after__contains="md5").exists()


def test_undoing_a_change_restores_the_values(cast):
    company = make_company(cast.owner)
    before = state(cast.owner)
    change_company(
        company_id=company.pk, by=cast.owner, at=NOON, values={"name": "Autre", "potential": 12, "call_interval": 30}
    )
    assert state(cast.owner) != before
    undo("clients.change", cast.owner)
    assert state(cast.owner) == before


def test_undoing_a_deletion_restores_everything(cast):
    company = make_company(cast.owner)
    save_contact(company_id=company.pk, by=cast.owner, at=NOON, values={"last_name": "Dupré", "phone": "0472000000"})
    record_on_timeline(company_id=company.pk, by=cast.owner, at=NOON, kind="note", title="Vu")
    before = state(cast.owner)
    delete_companies(company_ids=[company.pk], by=cast.owner, at=NOON)
    assert not Company.objects.visible_to(cast.owner).exists()
    undo("clients.delete", cast.owner)
    assert state(cast.owner) == before


def test_undo_can_be_undone(cast):
    company = make_company(cast.owner)
    change_company(company_id=company.pk, by=cast.owner, at=NOON, values={"name": "Autre"})
    after = state(cast.owner)
    report = undo("clients.change", cast.owner)
    undo_operation(operation_id=report.operation.pk, by=cast.owner, at=NOON)
    assert state(cast.owner) == after


def test_later_changes_are_preserved_and_listed(cast):
    company = make_company(cast.owner)
    change_company(company_id=company.pk, by=cast.owner, at=NOON, values={"name": "Un"})
    first = last_operation("clients.change")
    change_company(company_id=company.pk, by=cast.owner, at=NOON, values={"name": "Deux"})
    report = undo_operation(operation_id=first.pk, by=cast.owner, at=NOON)
    company = Company.objects.visible_to(cast.owner).get()
    assert company.name == "Deux"
    assert [k["reason"] for k in report.skipped] == ["changed"]


def test_steps_are_undone_one_after_the_other_from_the_last(cast):
    company = make_company(cast.owner)
    change_company(company_id=company.pk, by=cast.owner, at=NOON, values={"phone": "04 78 00 00 01"})
    first = last_operation("clients.change")
    delete_companies(company_ids=[company.pk], by=cast.owner, at=NOON)
    undo("clients.delete", cast.owner)
    report = undo_operation(operation_id=first.pk, by=cast.owner, at=NOON)
    company.refresh_from_db()
    assert report.skipped == [] and company.phone == ""
    report = undo("clients.create", cast.owner)
    assert report.skipped == [] and not Company.objects.visible_to(cast.owner).exists()


def test_a_created_record_that_others_reference_is_not_deleted(cast):
    company = make_company(cast.owner)
    save_contact(company_id=company.pk, by=cast.owner, at=NOON, values={"last_name": "Dupré"})
    report = undo("clients.create", cast.owner)
    assert Company.objects.visible_to(cast.owner).filter(pk=company.pk).exists()
    assert report.skipped


def test_a_bulk_change_is_undone_in_one_go(cast):
    ids = [make_company(cast.owner, f"Client {i}").pk for i in range(5)]
    before = state(cast.owner)
    count, operation = change_many(company_ids=ids, by=cast.owner, at=NOON, field="add_tag", value="eau")
    assert count == 5 and CompanyTag.objects.visible_to(cast.owner).count() == 5
    undo_operation(operation_id=operation, by=cast.owner, at=NOON)
    assert state(cast.owner) == before


def test_an_operation_is_undone_once(cast):
    make_company(cast.owner)
    operation = last_operation("clients.create")
    undo_operation(operation_id=operation.pk, by=cast.owner, at=NOON)
    with pytest.raises(DomainError, match="already_undone"):
        undo_operation(operation_id=operation.pk, by=cast.owner, at=NOON)


def test_who_may_undo_the_owners_operation(cast):
    make_company(cast.owner)
    operation = last_operation("clients.create")
    for person in (cast.mate, cast.stranger, cast.assistant):
        with pytest.raises(NotFound):
            undo_operation(operation_id=operation.pk, by=person, at=NOON)
    undo_operation(operation_id=operation.pk, by=cast.manager, at=NOON)
    assert not Company.objects.visible_to(cast.owner).exists()


def test_values_erased_from_the_trail_are_not_brought_back(cast):
    company = make_company(cast.owner)
    save_contact(company_id=company.pk, by=cast.owner, at=NOON, values={"last_name": "Dupré"})
    contact = Contact.objects.visible_to(cast.owner).get()
    change_company(company_id=company.pk, by=cast.owner, at=NOON, values={"name": "Autre"})
    delete_companies(company_ids=[company.pk], by=cast.owner, at=NOON)
    redact_entries(
        redact=blank_columns("last_name"),
        records={"clients_contact": [contact.pk]},
        by=cast.administrator,
        at=NOON,
        reason="people.erase",
    )
    report = undo("clients.delete", cast.owner)
    assert [(k["table"], k["reason"]) for k in report.skipped] == [("clients_contact", "erased")]
    assert Company.objects.visible_to(cast.owner).get().name == "Autre"
    assert not Contact.objects.visible_to(cast.owner).exists()


def test_a_password_change_is_in_the_trail_without_the_hash(cast):
    cast.owner.set_password("secret-de-polichinelle")
    cast.owner.save(update_fields=["password"])
    entry = AuditEntry.objects.filter(table="people_user", record_id=cast.owner.pk.hex, action="U").get()
    assert json.loads(entry.after)["password"] == "changed" and "password" not in json.loads(entry.before)


def test_undoing_what_changed_a_password_leaves_the_password(cast):
    with operation(by=cast.administrator, at=NOON, kind="accounts.change"):
        cast.owner.set_password("secret-de-polichinelle")
        cast.owner.first_name = "Olympe"
        cast.owner.save()
    undo("accounts.change", cast.administrator)
    cast.owner.refresh_from_db()
    assert cast.owner.first_name == "Olga" and cast.owner.check_password("secret-de-polichinelle")


def test_addresses_and_second_factors_are_audited_without_their_secrets(cast):
    address = EmailAddress.objects.create(user=cast.owner, email="olga@firm.example")
    factor = Authenticator.objects.create(user=cast.owner, type="totp", data={"secret": "chiffré"})
    factor.data = {"secret": "changé"}
    factor.save()
    assert AuditEntry.objects.filter(table="account_emailaddress", record_id=str(address.pk)).count() == 1
    created, changed = AuditEntry.objects.filter(table="mfa_authenticator", record_id=str(factor.pk)).order_by("id")
    assert "data" not in json.loads(created.after) and json.loads(changed.after)["data"] == "changed"
    assert not AuditEntry.objects.filter(after__contains="chang\u00e9").exists()
