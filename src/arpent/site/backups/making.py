"""Create a backup: one zip of the database, the uploaded files and the secret key.

The database is copied first, then the files: a file is written before the row that names it and never changes, so every
file of the copied rows is included. The backup is published under its name only when it has been read back.
"""

import hashlib
import os
import stat
import sys
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from arpent import __version__

from . import sqlite_base
from .errors import BackupError, reported_disk_errors
from .manifest import KEY, LEDGER, NAME, SQLITE_BASE, TABLE, Manifest, is_upload_name
from .places import Draft, clear_scratch
from .reading import CHUNK, OpenBackup, open_backup
from .sealing import Keys, Seal, sealed_into


def back_up(target: Path, *, seal: Seal | None = None) -> int:
    """Write a backup and verify it by reading it back; return its number of rows.

    Raise FileExistsError when the file exists, BackupError when the backup failed; no partial file remains.
    """
    from django.conf import settings

    home = Path(settings.ARPENT_HOME)
    os.umask(0o077)
    if target.exists():
        raise FileExistsError(17, "a backup never replaces a file", str(target))
    if not target.absolute().parent.is_dir():
        raise BackupError(
            f"The folder {target.absolute().parent} does not exist: create it, then run the command again."
        )
    clear_scratch(home)
    _complete_ledger()
    with reported_disk_errors(target.absolute().parent):
        draft = Draft(target)
        try:
            with sealed_into(draft.file, seal) as clear, zipfile.ZipFile(clear, "w", zipfile.ZIP_DEFLATED) as z:
                manifest = _write(z, home)
            draft.file.flush()
            _read_back(draft.file, home, seal, manifest)
            draft.publish()
        finally:
            draft.close()
    return manifest.row_count


def _write(z: zipfile.ZipFile, home: Path) -> Manifest:
    from django.db import connection

    now = datetime.now(UTC)
    manifest = Manifest(connection.vendor, __version__, now.isoformat(timespec="seconds"))
    packer = _Packer(z, manifest, now)
    manifest.trail_head = _read_head()
    if connection.vendor == "sqlite":
        _write_sqlite(packer, Path(str(connection.settings_dict["NAME"])), home)
    else:
        _write_postgresql(packer)
    for name, path in _files_of(home):
        packer.add_file(name, path)
    packer.write(NAME, [manifest.as_json().encode()])
    return manifest


def _complete_ledger() -> None:
    """Add every erasure of the database to the ledger; older databases without the table are accepted."""
    from django.db import DatabaseError

    from arpent.privacy.public import write_ledger

    with suppress(DatabaseError):
        write_ledger()


def _read_head() -> tuple[int, str] | None:
    """Return the head of the audit trail before the copy, which the copy therefore contains; None for a database
    without seals.
    """
    from django.db import DatabaseError

    from arpent.history.public import trail_head

    try:
        head = trail_head()
    except DatabaseError:
        return None
    return (head.position, head.chain) if head else None


def _write_sqlite(packer: "_Packer", base: Path, home: Path) -> None:
    if not sqlite_base.holds_tables(base):
        raise BackupError(f"There is no base in {base}: nothing to back up.")
    with reported_disk_errors(home), sqlite_base.nameless_base(home) as (file, writer, reader):
        sqlite_base.copy_base(base, file, writer)
        packer.manifest.rows = sqlite_base.count_rows(reader)
        packer.manifest.migrations = sqlite_base.list_migrations(reader)
        file.seek(0)
        packer.add(SQLITE_BASE, iter(lambda: file.read(CHUNK), b""))


def _write_postgresql(packer: "_Packer") -> None:
    from . import postgresql_base

    manifest = packer.manifest
    with postgresql_base.one_moment():
        manifest.migrations = postgresql_base.list_migrations()
        manifest.columns = postgresql_base.list_columns()
        if not manifest.migrations:
            raise BackupError("The database holds no base of Arpent: nothing to back up.")
        for table, columns in manifest.columns.items():
            packer.add(f"{TABLE}{table}.copy", postgresql_base.copy_table(table, columns, manifest.rows))


def _files_of(home: Path) -> Iterator[tuple[str, Path]]:
    """Yield the files outside the database: the secret key, the ledger of erasures and the uploaded files."""
    for name in (KEY, LEDGER):
        if (home / name).is_file():
            yield name, home / name
    for root, folders, names in os.walk(home / "uploads"):
        folders.sort()
        for one in sorted(names):
            path = Path(root) / one
            name = path.relative_to(home).as_posix()
            if name.endswith((".part", ".tmp")):
                continue
            if is_upload_name(name) and stat.S_ISREG(path.lstat().st_mode):
                yield name, path
            else:
                print(f"{path} is no file of Arpent: not in the backup.", file=sys.stderr)


class _Packer:
    """Writes members into the zip and notes their sizes and hashes."""

    def __init__(self, z: zipfile.ZipFile, manifest: Manifest, now: datetime) -> None:
        self.z, self.manifest, self.moment = z, manifest, now.timetuple()[:6]

    def add_file(self, name: str, path: Path) -> None:
        """Add a file; skip one that was erased since the folder was listed."""
        try:
            file = path.open("rb")
        except FileNotFoundError:
            return
        with file:
            self.add(name, iter(lambda: file.read(CHUNK), b""))

    def add(self, name: str, chunks: Iterable[bytes]) -> None:
        self.manifest.members[name] = self.write(name, chunks)

    def write(self, name: str, chunks: Iterable[bytes]) -> tuple[int, str]:
        info = zipfile.ZipInfo(name, self.moment)
        info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, (stat.S_IFREG | 0o600) << 16
        digest, size = hashlib.sha256(), 0
        with self.z.open(info, "w", force_zip64=True) as member:
            for chunk in chunks:
                member.write(chunk)
                digest.update(chunk)
                size += len(chunk)
        return size, digest.hexdigest()


def _read_back(file: BinaryIO, home: Path, seal: Seal | None, written: Manifest) -> None:
    """Verify the backup like a restore: decrypt it, read every byte, open the database and count its rows."""
    keys = Keys((seal.identity,), seal.passphrase) if seal else Keys()
    with ExitStack() as stack:
        stack.enter_context(reported_disk_errors(home))
        backup = stack.enter_context(open_backup(file, home, keys))
        if backup.manifest != written:
            raise BackupError("The backup does not read back as it was written: look at the disk.")
        for name in backup.manifest.members:
            if name == SQLITE_BASE:
                rows = _count_base(backup, home)
            elif name.startswith(TABLE):
                rows = {name[len(TABLE) : -len(".copy")]: sum(c.count(b"\n") for c in backup.chunks(name))}
            else:
                for _ in backup.chunks(name):
                    pass
                continue
            if any(written.rows[table] != count for table, count in rows.items()):
                raise BackupError("The backup does not hold the rows that were copied: look at the disk.")


def _count_base(backup: OpenBackup, home: Path) -> dict[str, int]:
    with sqlite_base.nameless_base(home) as (file, _writer, reader):
        for chunk in backup.chunks(SQLITE_BASE):
            file.write(chunk)
        file.flush()
        return sqlite_base.count_rows(reader)
