"""The audit trail, written by database triggers so that not even raw SQL passes by.

Every write to an audited table leaves one entry: table, record, before and after as JSON, and the person and the
operation of the transaction. The triggers are generated from the models after each migration, on both engines. On
SQLite, which has one writer at a time, the actor stands in a one-row table that the transaction fills and clears; on
PostgreSQL in a setting local to the transaction.
"""

from django.apps import apps
from django.db import connections, models

# Tables that hold no fact of the business: machinery, caches, and the trail itself.
UNAUDITED = {
    "people_auditentry": "the trail itself",
    "people_acting": "the actor of the running transaction",
    "people_job": "progress of long work, changed many times a second",
    "geography_cachedmatrix": "a cache",
    "clients_searchentry": "derived from audited tables",
    "offers_offeryear": "a counter that never goes back",
    "offers_presence": "who has a page open, written every few seconds",
    "sync_devicestate": "what a phone says of itself at each word",
    "sync_epoch": "the mark of a base, changed by a restore",
    "clients_importrow": "the file as it was uploaded, kept to report rejected rows",
}

# Columns that never enter the trail.
SECRET = ("password",)


class AuditEntry(models.Model):
    """One write: who, when, before, after."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    table = models.CharField(max_length=60)
    record_id = models.CharField(max_length=40)
    action = models.CharField(max_length=1)  # I, U or D
    before = models.TextField(null=True)
    after = models.TextField(null=True)
    person_id = models.CharField(max_length=36, null=True)
    operation_id = models.CharField(max_length=36, null=True)

    class Meta:
        indexes = [
            models.Index(fields=["record_id", "id"], name="audit_record"),
            models.Index(fields=["operation_id", "table"], name="audit_operation"),
        ]


class Acting(models.Model):
    """Who acts in the running transaction (SQLite only): at most one row, never seen outside it."""

    id = models.PositiveSmallIntegerField(primary_key=True)
    person_id = models.CharField(max_length=36, null=True)
    operation_id = models.CharField(max_length=36, null=True)
    at = models.CharField(max_length=32, null=True)


def audited_models() -> list[type[models.Model]]:
    """Return the models whose every write leaves an entry."""
    ours = [m for m in apps.get_models(include_auto_created=True) if m.__module__.startswith("arpent.")]
    return [m for m in ours if m._meta.db_table not in UNAUDITED]


def install_triggers(using: str = "default") -> None:
    """Create the triggers of every audited table that exists, replacing those of an older shape."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    if "people_auditentry" not in tables:
        return
    build = _sqlite_triggers if connection.vendor == "sqlite" else _postgresql_triggers
    with connection.cursor() as cursor:
        for statement in _append_only(connection.vendor):
            cursor.execute(statement)
        for model in audited_models():
            if model._meta.db_table in tables:
                for statement in build(model):
                    cursor.execute(statement)


def drop_triggers(using: str = "default") -> None:
    """Drop the triggers of SQLite before its tables change: it removes no column that one of them names."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'audit\\_%%' ESCAPE '\\'", []
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')


def _append_only(vendor: str) -> list[str]:
    if vendor == "sqlite":
        return [
            statement
            for verb in ("UPDATE", "DELETE")
            for statement in (
                f"DROP TRIGGER IF EXISTS audit_fixed_{verb.lower()}",
                f"CREATE TRIGGER audit_fixed_{verb.lower()} BEFORE {verb} ON people_auditentry "
                "BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END",
            )
        ]
    return [
        "CREATE OR REPLACE FUNCTION arpent_audit_fixed() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the audit trail is append-only'; END $$",
        "DROP TRIGGER IF EXISTS audit_fixed ON people_auditentry",
        "CREATE TRIGGER audit_fixed BEFORE UPDATE OR DELETE ON people_auditentry "
        "FOR EACH ROW EXECUTE FUNCTION arpent_audit_fixed()",
        "DROP TRIGGER IF EXISTS audit_whole ON people_auditentry",
        "CREATE TRIGGER audit_whole BEFORE TRUNCATE ON people_auditentry EXECUTE FUNCTION arpent_audit_fixed()",
        "CREATE OR REPLACE FUNCTION arpent_audit() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "DECLARE pk text; b text; a text; "
        "BEGIN "
        "IF TG_OP = 'INSERT' THEN a := (to_jsonb(NEW) - 'password')::text; pk := to_jsonb(NEW)->>TG_ARGV[0]; "
        "ELSIF TG_OP = 'DELETE' THEN b := (to_jsonb(OLD) - 'password')::text; pk := to_jsonb(OLD)->>TG_ARGV[0]; "
        "ELSE b := (to_jsonb(OLD) - 'password')::text; a := (to_jsonb(NEW) - 'password')::text; pk := to_jsonb(NEW)->>TG_ARGV[0]; "
        "IF a = b THEN RETURN NULL; END IF; END IF; "
        'INSERT INTO people_auditentry (at, "table", record_id, action, before, after, person_id, operation_id) '
        "VALUES (coalesce(nullif(current_setting('arpent.at', true), '')::timestamptz, clock_timestamp()), "
        "TG_TABLE_NAME, replace(pk, '-', ''), left(TG_OP, 1), b, a, "
        "nullif(current_setting('arpent.person', true), ''), nullif(current_setting('arpent.operation', true), '')); "
        "RETURN NULL; END $$",
    ]


def _sqlite_triggers(model: type[models.Model]) -> list[str]:
    table, columns = model._meta.db_table, [f.column for f in model._meta.local_concrete_fields]
    pk = model._meta.pk.column

    def row(side: str) -> str:
        shown = [c for c in columns if c not in SECRET]
        return "json_object(" + ", ".join(f"'{c}', {side}.\"{c}\"" for c in shown) + ")"

    changed = " OR ".join(f'OLD."{c}" IS NOT NEW."{c}"' for c in columns)
    statements = []
    for verb, code, before, after, side, when in (
        ("INSERT", "I", "NULL", row("NEW"), "NEW", ""),
        ("UPDATE", "U", row("OLD"), row("NEW"), "NEW", f"WHEN {changed} "),
        ("DELETE", "D", row("OLD"), "NULL", "OLD", ""),
    ):
        name = f"audit_{table}_{code.lower()}"
        statements.append(f'DROP TRIGGER IF EXISTS "{name}"')
        statements.append(
            f'CREATE TRIGGER "{name}" AFTER {verb} ON "{table}" {when}BEGIN '
            'INSERT INTO people_auditentry (at, "table", record_id, action, before, after, person_id, operation_id) '
            "VALUES (coalesce((SELECT at FROM people_acting), strftime('%Y-%m-%d %H:%M:%f', 'now')), "
            f"'{table}', {side}.\"{pk}\", '{code}', {before}, {after}, "
            "(SELECT person_id FROM people_acting), (SELECT operation_id FROM people_acting)); END"
        )
    return statements


def _postgresql_triggers(model: type[models.Model]) -> list[str]:
    table, pk = model._meta.db_table, model._meta.pk.column
    return [
        f'DROP TRIGGER IF EXISTS audit_whole ON "{table}"',
        f'CREATE TRIGGER audit_whole BEFORE TRUNCATE ON "{table}" EXECUTE FUNCTION arpent_audit_fixed()',
        f'DROP TRIGGER IF EXISTS audit ON "{table}"',
        f'CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON "{table}" '
        f"FOR EACH ROW EXECUTE FUNCTION arpent_audit('{pk}')",
    ]


def missing_audit_triggers(using: str = "default") -> list[str]:
    """Return the audited tables that have no trigger."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'audit%'")
        else:
            cursor.execute(
                "SELECT DISTINCT event_object_table FROM information_schema.triggers WHERE trigger_name = 'audit'"
            )
        held = {r[0] for r in cursor.fetchall()}
    return sorted(m._meta.db_table for m in audited_models() if m._meta.db_table not in held)
