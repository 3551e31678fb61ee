"""Restore a backup: build it in a folder beside the home, check it, give it a new epoch, flush it, then rename it.

When killed at any moment, a restore leaves either no database or the complete one. On SQLite the last step is the
rename of the folder beside the home; on PostgreSQL it is the commit, right after that rename.
"""

import os
import sqlite3
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from ..home import arpent_home
from . import sqlite_base
from .errors import BackupError, reported_disk_errors
from .manifest import KEY, LEDGER, SQLITE_BASE, Manifest
from .places import claimed_aside, find_leftover, open_private, put_in_place, sync_tree
from .reading import OpenBackup, open_backup
from .sealing import Keys

BASE = "arpent.sqlite3"


def restore_home(source: Path, keys: Keys, ledgers: Sequence[Path] = ()) -> Manifest:
    """Restore a backup into a home without a database and, for PostgreSQL, into an empty database; return its manifest.

    The ledgers of erasures of the backup, of the home, of former homes beside it and of ``ledgers`` are merged into
    that of the home; `repeat_erasures` then applies it in a separate process. Configures Django for the folder beside
    the home, so that the process can do nothing else afterwards. Raise BackupError when the target is not empty or the
    backup is damaged; nothing usable remains then.
    """
    os.umask(0o077)
    home = arpent_home()
    engine = _target_engine()
    if engine == "sqlite" and sqlite_base.holds_tables(home / BASE):
        raise BackupError(f"{home} already holds a base: set ARPENT_HOME to an empty folder, then restore again.")
    for path in ledgers:
        if not path.is_file():
            raise BackupError(
                f"{path} is no file: --erasures names an erasures.jsonl, of a home that was in use after the backup."
            )
    if not source.is_file():
        raise BackupError(f"{source} is no file.")
    with reported_disk_errors(home.parent), source.open("rb") as file, claimed_aside(home) as aside:
        with open_backup(file, aside, keys) as backup:
            _check_target(backup.manifest, engine)
            _check_room(backup, aside)
            _unpack_files(backup, aside)
            if engine == "sqlite":
                _restore_sqlite(backup, aside)
                _merge_ledgers(home, aside, ledgers)
                sync_tree(aside)
                former = put_in_place(aside, home)
            else:
                former = _restore_postgresql(backup, aside, home, ledgers)
        if former is not None:
            print(f"What {home} held without a base is in {former}.", file=sys.stderr)
        return backup.manifest


def _target_engine() -> str:
    url = os.environ.get("ARPENT_DATABASE_URL", "")
    if url.startswith(("postgres://", "postgresql://")):
        return "postgresql"
    if url:
        raise BackupError(
            "A restore puts the SQLite base into ARPENT_HOME: unset ARPENT_DATABASE_URL, then restore again."
        )
    return "sqlite"


def _check_target(manifest: Manifest, engine: str) -> None:
    if manifest.engine == engine:
        return
    if manifest.engine == "postgresql":
        raise BackupError(
            "This backup is of a PostgreSQL base, which is restored to PostgreSQL only: name an empty database in "
            "ARPENT_DATABASE_URL, then restore again."
        )
    raise BackupError(
        "This backup is of a SQLite base, which is restored to SQLite only: unset ARPENT_DATABASE_URL, then restore"
        " again."
    )


def _check_room(backup: OpenBackup, aside: Path) -> None:
    if not hasattr(os, "statvfs"):
        return
    disk = os.statvfs(aside)
    needed, free = sum(size for size, _ in backup.manifest.members.values()), disk.f_bavail * disk.f_frsize
    if needed > free:
        raise BackupError(
            f"The disk of {aside.parent} has {free} bytes left and this backup needs {needed}: make room."
        )


def _unpack_files(backup: OpenBackup, aside: Path) -> None:
    """Write the uploaded files and the secret key; their names were checked by `read_manifest`."""
    for name in backup.manifest.members:
        if name in (KEY, LEDGER) or name.startswith("uploads/"):
            _unpack(backup, name, aside / name)


def _unpack(backup: OpenBackup, name: str, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with open_private(path) as out:
        for chunk in backup.chunks(name):
            out.write(chunk)


def _restore_sqlite(backup: OpenBackup, aside: Path) -> None:
    path = aside / BASE
    _unpack(backup, SQLITE_BASE, path)
    with path.open("r+b") as file:
        sqlite_base.use_rollback_journal(file)
    with closing(sqlite3.connect(path)) as base:
        rows = sqlite_base.count_rows(base)
        if rows != backup.manifest.rows:
            raise BackupError(
                f"The base of this backup has {sum(rows.values())} rows, its backup.json says "
                f"{backup.manifest.row_count}: nothing was restored."
            )
        sqlite_base.drop_foreign_code(base)
    _set_up_django(aside)
    from django.core.management import call_command
    from django.db import DatabaseError, connection, connections

    from arpent.history.public import check_triggers
    from arpent.sync.public import change_epoch

    _check_version(backup.manifest)
    try:
        # Also where nothing waits: it installs the trail's triggers.
        call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
        faults = check_triggers()
        if not faults:
            _check_trail(backup.manifest)
            change_epoch()
    except DatabaseError as error:
        raise BackupError(f"The database of this backup has not the shape it tells ({error}): refused.") from error
    if faults:
        raise BackupError(f"The database of this backup has a {faults[0]}, also after a migration: refused.")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connections.close_all()


def _check_version(manifest: Manifest) -> None:
    """Raise an error for a database of an unknown version; one of the current version may contain squashed
    migrations.
    """
    from django.db.migrations.loader import MigrationLoader

    from arpent import __version__

    known = MigrationLoader(None).disk_migrations
    if manifest.version != __version__ and any(key not in known for key in manifest.migrations):
        raise BackupError(
            f"This backup was made by version {manifest.version} of Arpent, whose tables this version does not know: "
            "restore with that version, then upgrade."
        )


def _restore_postgresql(backup: OpenBackup, aside: Path, home: Path, ledgers: Sequence[Path]) -> Path | None:
    _set_up_django(aside)
    from django.db import transaction

    from arpent.history.public import clear_sealing_horizon
    from arpent.sync.public import change_epoch

    from . import postgresql_base

    postgresql_base.create_tables(backup.manifest)
    with transaction.atomic():
        postgresql_base.load_rows(backup)
        _check_trail(backup.manifest)
        clear_sealing_horizon()
        change_epoch()
        _merge_ledgers(home, aside, ledgers)
        sync_tree(aside)
        return put_in_place(aside, home)


def _merge_ledgers(home: Path, aside: Path, given: Sequence[Path]) -> None:
    """Merge all ledgers of erasures into the restored home; report when none has entries newer than the backup."""
    from arpent.privacy.public import merge_ledgers

    former = sorted(home.parent.glob(f"{home.name}.before-restore*"))
    sources = [p for p in (home / LEDGER, *(f / LEDGER for f in former)) if p.is_file()]
    try:
        merge_ledgers(aside / LEDGER, [*sources, *given])
    except ValueError as error:
        raise BackupError(str(error)) from error
    if not (sources or given):
        print(
            "Erasures made since this backup are not known here: if the former home is left, run "
            f"`arpent repeat-erasures FORMER/{LEDGER}` before anybody works.",
            file=sys.stderr,
        )


def _check_trail(manifest: Manifest) -> None:
    """Report when the audit trail differs from the one that was backed up.

    This is not an error: the rows are those that were copied.
    """
    from arpent.history.public import TrailHead, verify_trail

    remembered_heads = [TrailHead(*manifest.trail_head)] if manifest.trail_head else []
    if faults := verify_trail(remembered=remembered_heads).faults:
        print(f"The audit trail of this backup is not sound: {'; '.join(faults[:5])}.", file=sys.stderr)


def _set_up_django(aside: Path) -> None:
    import django
    from django.conf import settings

    if settings.configured:
        raise RuntimeError("a restore runs in a process of its own")
    os.environ["ARPENT_HOME"] = str(aside)
    django.setup()


def refuse_half_restored() -> None:
    """Raise BackupError where a restore is running or was interrupted: a new database in its place would conceal it."""
    home = arpent_home()
    if _target_is_home() and find_leftover(home) and not sqlite_base.holds_tables(home / BASE):
        raise BackupError(str(describe_leftover(home)))


def describe_leftover(home: Path) -> str | None:
    """Return a message about the remains of an interrupted restore and what to do, or None."""
    leftover = find_leftover(home)
    if leftover is None:
        return None
    if _target_is_home() and sqlite_base.holds_tables(home / BASE):
        return f"{leftover} is left by a restore that was cut off, and nothing uses it: delete it."
    return (
        "A restore was cut off before its end and nothing was put in place: run `arpent restore FILE` again "
        f"(it deletes its leftover {leftover}), or delete that folder to start without the backup."
    )


def _target_is_home() -> bool:
    return not os.environ.get("ARPENT_DATABASE_URL")
