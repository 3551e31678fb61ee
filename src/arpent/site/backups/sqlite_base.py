"""The SQLite database in a backup: consistent copy, row counts, and a check of its schema for foreign code."""

import contextlib
import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from .errors import BackupError
from .places import SCRATCH, open_private

# Triggers that the audit trail does not install after each migration, by the SHA-256 of their SQL without its spacing.
# A test compares them with those of a fresh base.
KNOWN_TRIGGERS = {
    "clients_search_i": "5ffcb7da35c521f0ff733cba23666b155a3692643621a1aa66bf8b5aaba22e66",
    "clients_search_d": "94c07af6abf163dcb59f76a7cf154ffe6f541026aa71fc256dae13f1c5c4d23e",
}
VIRTUAL_TABLES = {"clients_search_fts"}
AUDIT = "audit_"
NEEDED = {"django_migrations", "people_user", "history_auditentry"}


@contextmanager
def nameless_base(folder: Path) -> Iterator[tuple[BinaryIO, sqlite3.Connection, sqlite3.Connection]]:
    """Yield an unnamed SQLite database: its file, a connection to write it, and one to read it afterwards.
    Both connections open the file before its name is removed; without a journal nothing else is written. A killed
    process therefore leaves no copy on the disk.
    """
    path = folder / f"{SCRATCH}{uuid4().hex}"
    file = open_private(path)
    with closing(sqlite3.connect(path)) as writer, closing(sqlite3.connect(path)) as reader:
        with contextlib.suppress(OSError):  # Windows does not unlink an open file
            path.unlink()
        try:
            writer.execute("PRAGMA journal_mode=OFF")
            yield file, writer, reader
        finally:
            file.close()
    path.unlink(missing_ok=True)


def copy_base(source: Path, file: BinaryIO, writer: sqlite3.Connection) -> None:
    """Copy a database in use, in one step: an incremental copy never ends under concurrent writes (measured)."""
    with closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True, timeout=60)) as base:
        base.backup(writer)
    writer.close()
    use_rollback_journal(file)


def use_rollback_journal(file: BinaryIO) -> None:
    """Mark a database file as not in WAL mode (bytes 18 and 19, sqlite.org/fileformat.html), so that opening it creates
    no -wal file.
    """
    file.seek(18)
    if file.read(2) == b"\x02\x02":
        file.seek(18)
        file.write(b"\x01\x01")
        file.flush()
    file.seek(0)


def count_rows(base: sqlite3.Connection) -> dict[str, int]:
    """Return the number of rows by table, without SQLite's own tables and the search index.
    Raise BackupError for a damaged database.
    """
    try:
        base.execute("PRAGMA cell_size_check=ON")
        verdicts = [str(row[0]) for row in base.execute("PRAGMA quick_check(3)")]
        if verdicts != ["ok"]:
            raise BackupError(f"The copy of the database is damaged: {'; '.join(verdicts)[:200]}")
        kinds = base.execute("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
        tables = sorted(str(n) for (n,) in kinds if not str(n).startswith("sqlite_"))
        return {t: base.execute(f"SELECT count(*) FROM {_quoted(t)}").fetchone()[0] for t in tables}
    except sqlite3.DatabaseError as error:
        raise BackupError(f"The copy of the database is damaged: {error}") from error


def list_migrations(base: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return (app, name) of the migrations applied to an SQLite database. Raise BackupError when it is not one of
    Arpent.
    """
    if not base.execute("SELECT 1 FROM sqlite_master WHERE name = 'django_migrations'").fetchone():
        raise BackupError("The database is no base of Arpent: nothing to back up.")
    return sorted((str(app), str(name)) for app, name in base.execute("SELECT app, name FROM django_migrations"))


def drop_foreign_code(base: sqlite3.Connection) -> None:
    """Drop the audit trail's triggers of a restored database, after checking that it contains no foreign code.

    Raise BackupError for a database of another application, a damaged one, or one with unknown views, triggers or
    virtual tables. The trail's triggers are dropped without comparing their text: the following migration installs
    them again.
    """
    try:
        rows = base.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
        tables = {n for kind, n, _ in rows if kind == "table"}
        if not tables >= NEEDED:
            raise BackupError("The database of this backup is no base of Arpent: refused.")
        virtual = {
            n for (n,) in base.execute("SELECT name FROM pragma_table_list WHERE type = 'virtual' AND schema = 'main'")
        }
        foreign = sorted(virtual - VIRTUAL_TABLES)
        for kind, name, sql in rows:
            if kind == "view" or (kind == "trigger" and not _is_known(name, sql)):
                foreign.append(name)
        if foreign:
            raise BackupError(
                f"The database of this backup holds {', '.join(foreign)[:200]}, which Arpent did not put there:"
                " refused."
            )
        for kind, name, _ in rows:
            if kind == "trigger" and name.startswith(AUDIT):
                base.execute(f"DROP TRIGGER {_quoted(name)}")
        base.commit()
    except sqlite3.DatabaseError as error:
        raise BackupError(f"The copy of the database is damaged: {error}") from error


def holds_tables(path: Path) -> bool:
    """Return whether a file contains a database with tables; one that cannot be read counts as a database."""
    if not path.exists() or path.stat().st_size == 0:
        return False
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=5)) as base:
            return bool(base.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone())
    except sqlite3.Error:
        return True


def fingerprint(sql: str) -> str:
    """Return a SHA-256 digest of an SQL statement, independent of whitespace."""
    return hashlib.sha256(" ".join(sql.split()).encode()).hexdigest()


def _is_known(name: str, sql: str) -> bool:
    return name.startswith(AUDIT) or (name in KNOWN_TRIGGERS and fingerprint(sql) == KNOWN_TRIGGERS[name])


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
