"""The PostgreSQL database in a backup: each table as COPY text, all from one snapshot.
A restore creates the tables by Arpent's own migrations and copies rows into them. A backup contains no SQL, and neither
pg_dump nor pg_restore is needed, so their versions do not matter. The whole restore is one transaction.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.core.management.sql import emit_post_migrate_signal
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from psycopg import Error, sql

from .errors import BackupError
from .manifest import TABLE, Manifest
from .reading import OpenBackup

LOCK = 4_172_025  # two restores into one database: the second one is refused


def list_columns() -> dict[str, list[str]]:
    """Return the stored, not generated, columns of every table of the current schema, in their order."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns JOIN information_schema.tables "
            "USING (table_schema, table_name) WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' "
            "AND is_generated = 'NEVER' ORDER BY table_name, ordinal_position"
        )
        found: dict[str, list[str]] = {}
        for table, column in cursor.fetchall():
            found.setdefault(table, []).append(column)
    return found


def list_migrations() -> list[tuple[str, str]]:
    """Return (app, name) of the migrations applied to the PostgreSQL database."""
    return sorted(MigrationRecorder(connection).applied_migrations())


def copy_table(table: str, columns: Sequence[str], rows: dict[str, int]) -> Iterator[bytes]:
    """Yield a table's rows as COPY text (one line each), and store their number in ``rows``."""
    statement = sql.SQL("COPY {} ({}) TO STDOUT").format(*_names(table, columns))
    count = 0
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for block in copy:
            count += bytes(block).count(b"\n")
            yield bytes(block)
    rows[table] = count


def create_tables(manifest: Manifest) -> None:
    """Migrate an empty database to the backup's migrations.
    Raise BackupError when it is not empty, or the backup's version is unknown. Each migration commits by itself; a
    database without people left by a killed restore is continued by the next one.
    """
    applied = set(MigrationRecorder(connection).applied_migrations())
    wanted = set(manifest.migrations)
    tables = set(connection.introspection.table_names())
    if (tables and not applied) or not applied <= wanted or _has_people(tables):
        raise BackupError(
            f"The database {connection.settings_dict['NAME']} is not empty: create another one, name it in "
            "ARPENT_DATABASE_URL, then restore again."
        )
    executor = MigrationExecutor(connection)
    for key in list(wanted):
        wanted -= set(executor.loader.replacements[key].replaces) if key in executor.loader.replacements else set()
    if any(key not in executor.loader.graph.nodes for key in wanted):
        raise BackupError(
            f"This backup was made by version {manifest.version} of Arpent, whose tables this version does not know: "
            "restore with that version, then upgrade."
        )
    children = {parent for key in wanted for parent in executor.loader.graph.node_map[key].parents}
    executor.migrate([key for key in sorted(wanted) if key not in children])


def _has_people(tables: set[str]) -> bool:
    if "people_user" not in tables:
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM people_user)")
        return bool(cursor.fetchone()[0])


def load_rows(backup: OpenBackup) -> None:
    """Copy every row of a backup into the tables, inside the caller's transaction, and check their number.

    The trail's triggers are disabled meanwhile; foreign keys are checked at the end. Raise BackupError when the tables
    differ from those of the backup, or another restore is at work.
    """
    manifest, columns = backup.manifest, list_columns()
    if {t: sorted(c) for t, c in columns.items()} != {t: sorted(c) for t, c in manifest.columns.items()} or set(
        columns
    ) != set(manifest.rows):
        raise BackupError("The tables of this backup are not those of its version of Arpent: refused.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            raise BackupError("Another restore into this database is at work: wait for its end.")
        tables = [sql.Identifier(t) for t in columns]
        for table in tables:
            cursor.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(table))
        cursor.execute(sql.SQL("TRUNCATE {}").format(sql.SQL(", ").join(tables)))
        for name, row_count in manifest.rows.items():
            _load_table(cursor, backup, name, manifest.columns[name], row_count)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(table))
        _move_sequences(cursor)
    # Installs the trail's triggers, which migrations run one by one do not.
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")


def _load_table(cursor: Any, backup: OpenBackup, table: str, columns: Sequence[str], row_count: int) -> None:
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(*_names(table, columns))
    try:
        with cursor.copy(statement) as copy:
            for chunk in backup.chunks(f"{TABLE}{table}.copy"):
                copy.write(chunk)
    except Error as error:
        raise BackupError(f"This backup is damaged: {table} cannot be filled ({error}).".replace("\n", " ")) from error
    cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table)))
    [count] = cursor.fetchone()
    if count != row_count:
        raise BackupError(f"{table} has {count} rows, the backup says {row_count}: nothing was restored.")


def _move_sequences(cursor: Any) -> None:
    """Have every identity column go on after its highest value."""
    cursor.execute(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema() AND "
        "(is_identity = 'YES' OR column_default LIKE 'nextval(%')",
        None,
    )
    for table, column in cursor.fetchall():
        name = sql.Identifier(table).as_string(None)
        cursor.execute(
            sql.SQL(
                "SELECT setval(pg_get_serial_sequence({}, {}), greatest(max({}), 1), max({}) IS NOT NULL) FROM {}"
            ).format(
                sql.Literal(name),
                sql.Literal(column),
                sql.Identifier(column),
                sql.Identifier(column),
                sql.Identifier(table),
            )
        )


def _names(table: str, columns: Sequence[str]) -> tuple[sql.Composable, sql.Composable]:
    return sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))


@contextmanager
def one_moment() -> Iterator[None]:
    """Run a block in one read-only snapshot of the database (REPEATABLE READ)."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
