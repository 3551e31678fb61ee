"""What the tests of the audit trail share: SQL beside the program, and the faults that a verification finds."""

from django.db import connection

from arpent.history.models import AuditEntry
from arpent.history.models.triggers import drop_triggers, install_triggers
from arpent.history.queries.trail import verify_trail


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


def entries_of(record):
    return AuditEntry.objects.filter(record_id=record.pk.hex).order_by("id")


def faults(**options):
    return verify_trail(**options).faults
