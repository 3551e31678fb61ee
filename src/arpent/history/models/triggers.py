"""The triggers of the audit trail, generated from the models on SQLite and PostgreSQL.

Two kinds: ``audit*`` on each audited table writes entries; ``audit_fixed*`` makes entries, seals and redactions
append-only. The only change allowed is a redaction: before, after and redaction_id of an entry, and the erasure of a
salt, while the transaction declares a redaction that is recorded in history_redaction. ``doctor`` compares the text of
each trigger in the database with the text generated here.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connections, models, transaction

from .audit import SECRET_CHANGED, SECRET_COLUMNS, audited_models

MESSAGE = "the audit trail is append-only"
# Columns of append-only tables that a redaction may change; none for the record of redactions itself.
APPEND_ONLY = {
    "history_auditentry": ("before", "after", "redaction_id"),
    "history_seal": ("salt",),
    "history_redaction": (),
}
_ENTRY = {
    "history_auditentry": ("id", "at", "table", "record_id", "action", "person_id", "operation_id"),
    "history_seal": ("position", "entry_id", "redaction_id", "digest", "chain"),
}


@dataclass(frozen=True)
class Trigger:
    """One trigger: its name, its table and the statement that creates it."""

    name: str
    table: str
    sql: str


# Triggers that other domains create in their migrations, by database vendor.
OTHER_TRIGGERS: dict[str, list[Trigger]] = {"sqlite": [], "postgresql": []}


def register_triggers(vendor: str, *triggers: Trigger) -> None:
    """Declare triggers that a domain's migrations create, so that ``check_triggers`` accepts them."""
    OTHER_TRIGGERS[vendor].extend(triggers)


# Functions that return a domain's additional triggers for a vendor; installed and checked with those of the trail.
BUILDERS: list[Callable[[str], list[Trigger]]] = []


def register_trigger_builder(builder: Callable[[str], list[Trigger]], functions: dict[str, str]) -> None:
    """Declare triggers to install after each migration, with names that begin with ``audit_``.

    ``functions``: bodies of their PostgreSQL trigger functions, by name.
    """
    BUILDERS.append(builder)
    FUNCTIONS.update(functions)


def expected_triggers(vendor: str, tables: set[str]) -> list[Trigger]:
    """Return the triggers that a database with these tables must have."""
    build = _sqlite_triggers if vendor == "sqlite" else _postgresql_triggers
    triggers = [t for m in audited_models() if m._meta.db_table in tables for t in build(m)]
    added = [t for build_more in BUILDERS for t in build_more(vendor)]
    return triggers + [t for t in [*_append_only(vendor), *added] if t.table in tables]


def install_triggers(using: str = "default") -> None:
    """Create the triggers of every existing table, replacing outdated ones."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    if not set(APPEND_ONLY) <= tables:
        return
    with transaction.atomic(using=using), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for name, body in FUNCTIONS.items():
                cursor.execute(
                    f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $arpent${body}$arpent$"
                )
        for trigger in expected_triggers(connection.vendor, tables):
            where = "" if connection.vendor == "sqlite" else f' ON "{trigger.table}"'
            cursor.execute(f'DROP TRIGGER IF EXISTS "{trigger.name}"{where}')
            cursor.execute(trigger.sql)


def drop_triggers(using: str = "default") -> None:
    """Drop the triggers on SQLite before a migration: it cannot remove a column that a trigger references."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'audit\\_%%' ESCAPE '\\'", []
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')


def read_triggers(using: str = "default") -> list[Trigger]:
    """Return the triggers of the database with their SQL; that of a disabled one says so."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
            return [Trigger(*row) for row in cursor.fetchall()]
        cursor.execute(
            "SELECT t.tgname, c.relname, pg_get_triggerdef(t.oid, true), t.tgenabled FROM pg_trigger t "
            "JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal AND c.relnamespace = "
            "current_schema()::regnamespace"
        )
        return [
            Trigger(name, table, text if enabled == "O" else f"disabled ({enabled}): {text}")
            for name, table, text, enabled in cursor.fetchall()
        ]


def read_functions(using: str = "default") -> dict[str, str]:
    """Return the bodies of the project's trigger functions in the database, by name (empty on SQLite)."""
    connection = connections[using]
    if connection.vendor != "postgresql":
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.proname, p.prosrc FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang "
            "WHERE p.pronamespace = current_schema()::regnamespace AND p.proname = ANY(%s) AND l.lanname = 'plpgsql'",
            [list(FUNCTIONS)],
        )
        return dict(cursor.fetchall())


def normal_text(sql: str) -> str:
    """Return a trigger's SQL normalised for comparison: without differences of white space and quoting."""
    return re.sub(r"\s+", " ", sql).replace('"', "").strip()


def _append_only(vendor: str) -> list[Trigger]:
    triggers = []
    for table, changing in APPEND_ONLY.items():
        if vendor == "sqlite":
            short = table.removeprefix("history_")
            when = f"WHEN {_sqlite_forbidden(table)} " if changing else ""
            for verb, condition in (("UPDATE", when), ("DELETE", "")):
                name = f"audit_fixed_{short}_{verb.lower()}"
                triggers.append(
                    Trigger(
                        name,
                        table,
                        f'CREATE TRIGGER "{name}" BEFORE {verb} ON "{table}" {condition}'
                        f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
                    )
                )
        else:
            update = f"arpent_fixed_{table}" if changing else "arpent_audit_fixed"
            triggers += [
                Trigger("audit_fixed_delete", table, _pg("audit_fixed_delete", "BEFORE DELETE", table, row=True)),
                Trigger("audit_fixed_truncate", table, _pg("audit_fixed_truncate", "BEFORE TRUNCATE", table)),
                Trigger(
                    "audit_fixed_update", table, _pg("audit_fixed_update", "BEFORE UPDATE", table, update, row=True)
                ),
            ]
    return triggers


def _pg(name: str, when: str, table: str, function: str = "arpent_audit_fixed", row: bool = False) -> str:
    level = "ROW" if row else "STATEMENT"
    return f'CREATE TRIGGER {name} {when} ON "{table}" FOR EACH {level} EXECUTE FUNCTION {function}()'


def _sqlite_forbidden(table: str) -> str:
    """Return the SQL condition that is true for an update that is not a permitted redaction."""
    fixed = [f'OLD."{c}" IS NOT NEW."{c}"' for c in _ENTRY[table]]
    permitted = "SELECT 1 FROM history_redacting p JOIN history_redaction r ON r.id = p.redaction_id"
    if table == "history_auditentry":
        permitted += " WHERE NEW.redaction_id = r.id"
        fixed += ["(OLD.before IS NULL) <> (NEW.before IS NULL)", "(OLD.after IS NULL) <> (NEW.after IS NULL)"]
    else:
        fixed.append("NEW.salt IS NOT NULL")
    return f"NOT EXISTS ({permitted}) OR " + " OR ".join(fixed)


def _postgresql_forbidden(table: str) -> str:
    fixed = [f'OLD."{c}" IS DISTINCT FROM NEW."{c}"' for c in _ENTRY[table]]
    permitted = (
        "SELECT 1 FROM history_redaction r WHERE replace(r.id::text, '-', '') = current_setting('arpent.redaction',"
        " true)"
    )
    if table == "history_auditentry":
        permitted += " AND NEW.redaction_id = replace(r.id::text, '-', '')"
        fixed += ["(OLD.before IS NULL) <> (NEW.before IS NULL)", "(OLD.after IS NULL) <> (NEW.after IS NULL)"]
    else:
        fixed.append("NEW.salt IS NOT NULL")
    return f"NOT EXISTS ({permitted}) OR " + " OR ".join(fixed)


def _fixed_body(table: str) -> str:
    return f" BEGIN IF {_postgresql_forbidden(table)} THEN RAISE EXCEPTION '{MESSAGE}'; END IF; RETURN NEW; END "


# PostgreSQL's trigger functions: name to body. The arguments of arpent_audit: the primary key, then secret columns.
FUNCTIONS = {
    "arpent_audit_fixed": f" BEGIN RAISE EXCEPTION '{MESSAGE}'; END ",
    "arpent_fixed_history_auditentry": _fixed_body("history_auditentry"),
    "arpent_fixed_history_seal": _fixed_body("history_seal"),
    "arpent_audit": (
        f"""
DECLARE pk text; b jsonb; a jsonb; secret text; secrets text[] := TG_ARGV[1:];
BEGIN
  IF TG_OP <> 'INSERT' THEN b := to_jsonb(OLD); pk := b->>TG_ARGV[0]; END IF;
  IF TG_OP <> 'DELETE' THEN a := to_jsonb(NEW); pk := a->>TG_ARGV[0]; END IF;
  IF a IS NOT DISTINCT FROM b THEN RETURN NULL; END IF;
  FOR i IN 1 .. coalesce(array_length(secrets, 1), 0) LOOP
    secret := secrets[i];
    IF TG_OP = 'UPDATE' AND a->secret IS DISTINCT FROM b->secret
      THEN a := jsonb_set(a, ARRAY[secret], '"{SECRET_CHANGED}"'); ELSE a := a - secret; END IF;
    b := b - secret;
  END LOOP;
  INSERT INTO history_auditentry (at, "table", record_id, action, before, after, person_id, operation_id)
  VALUES (coalesce(nullif(current_setting('arpent.at', true), '')::timestamptz, clock_timestamp()),
    TG_TABLE_NAME, replace(pk, '-', ''), left(TG_OP, 1), b::text, a::text,
    nullif(current_setting('arpent.person', true), ''), nullif(current_setting('arpent.operation', true), ''));
  RETURN NULL;
END
"""
    ),
}


def _sqlite_triggers(model: type[models.Model]) -> list[Trigger]:
    table, columns = model._meta.db_table, [str(f.column) for f in model._meta.local_concrete_fields]
    pk, secret = model._meta.pk.column, SECRET_COLUMNS.get(table, ())

    def row(side: str) -> str:
        return "json_object(" + ", ".join(f"'{c}', {side}.\"{c}\"" for c in columns if c not in secret) + ")"

    changed_row = row("NEW")
    for c in secret:
        changed_row = (
            f"CASE WHEN OLD.\"{c}\" IS NOT NEW.\"{c}\" THEN json_set({changed_row}, '$.{c}', '{SECRET_CHANGED}') "
            f"ELSE {changed_row} END"
        )
    changed = " OR ".join(f'OLD."{c}" IS NOT NEW."{c}"' for c in columns)
    triggers = []
    for verb, code, before, after, side, when in (
        ("INSERT", "I", "NULL", row("NEW"), "NEW", ""),
        ("UPDATE", "U", row("OLD"), changed_row, "NEW", f"WHEN {changed} "),
        ("DELETE", "D", row("OLD"), "NULL", "OLD", ""),
    ):
        name = f"audit_{table}_{code.lower()}"
        sql = (
            f'CREATE TRIGGER "{name}" AFTER {verb} ON "{table}" {when}BEGIN '
            'INSERT INTO history_auditentry (at, "table", record_id, action, before, after, person_id, operation_id) '
            "VALUES (coalesce((SELECT at FROM history_auditcontext), strftime('%Y-%m-%d %H:%M:%f', 'now')), "
            f"'{table}', {side}.\"{pk}\", '{code}', {before}, {after}, "
            "(SELECT person_id FROM history_auditcontext), (SELECT operation_id FROM history_auditcontext)); END"
        )
        triggers.append(Trigger(name, table, sql))
    return triggers


def _postgresql_triggers(model: type[models.Model]) -> list[Trigger]:
    table: Any = model._meta.db_table
    arguments = ", ".join(f"'{a}'" for a in (str(model._meta.pk.column), *SECRET_COLUMNS.get(table, ())))
    return [
        Trigger("audit_whole", table, _pg("audit_whole", "BEFORE TRUNCATE", table)),
        Trigger(
            "audit",
            table,
            f'CREATE TRIGGER audit AFTER INSERT OR DELETE OR UPDATE ON "{table}" '
            f"FOR EACH ROW EXECUTE FUNCTION arpent_audit({arguments})",
        ),
    ]
