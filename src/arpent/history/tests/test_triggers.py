"""The triggers of the audit trail: a dropped, changed or foreign one is named, and so is a row changed without them."""

import pytest
from django.db import connection

from arpent.history.queries.triggers import check_triggers
from arpent.history.queries.untraced import list_untraced
from arpent.history.tests.trail import run_sql, without_triggers

pytestmark = pytest.mark.postgresql


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


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no functions of triggers")
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
