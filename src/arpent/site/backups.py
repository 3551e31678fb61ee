"""Backup and restore of the whole home: database, uploads, secrets. A backup counts when it has been read back."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from uuid import uuid4

from .home import arpent_home

KEPT = ("uploads", "secret_key")


def back_up(target: Path) -> int:
    """Write one zip of the home, then open the copy of the database, check it and count its rows. Returns the count."""
    from django.conf import settings
    from django.db import connection

    home = Path(settings.ARPENT_HOME)
    if target.exists():
        raise FileExistsError(17, "a backup never writes over another file", str(target))
    partial = target.with_suffix(target.suffix + ".part")
    os.close(os.open(partial, os.O_WRONLY | os.O_CREAT, 0o600))
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder) / ("database.sqlite3" if connection.vendor == "sqlite" else "database.dump")
        if connection.vendor == "sqlite":
            # One step: a stepped backup never ends under writes, and a plain copy of the file is corrupt (measured).
            source = sqlite3.connect(str(connection.settings_dict["NAME"]))
            copy = sqlite3.connect(dump)
            source.backup(copy)
            source.close()
            rows = _check(copy)
            copy.close()
        else:
            db = connection.settings_dict
            command = [
                "pg_dump",
                "-Fc",
                "-h",
                db["HOST"] or "localhost",
                "-p",
                str(db["PORT"] or 5432),
                "-U",
                db["USER"],
                "-f",
                str(dump),
                db["NAME"],
            ]
            subprocess.run(command, check=True, env={**os.environ, "PGPASSWORD": db["PASSWORD"]})
            rows = dump.stat().st_size
        with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as z:
            z.write(dump, dump.name)
            for name in KEPT:
                path = home / name
                files = (
                    [path]
                    if path.is_file()
                    else sorted(p for p in path.rglob("*") if p.is_file())
                    if path.exists()
                    else []
                )
                for file in files:
                    z.write(file, str(file.relative_to(home)))
            z.writestr("backup.json", json.dumps({"rows": rows, "database": dump.name}))
    with zipfile.ZipFile(partial) as z:
        if z.testzip() is not None:
            raise OSError(f"the backup {partial} does not read back")
    partial.replace(target)
    return rows


def _change_epoch(database: sqlite3.Connection) -> None:
    """Give a restored base another mark, by which phones know that they have to send their last 30 days again."""
    if database.execute("SELECT 1 FROM sqlite_master WHERE name = 'sync_epoch'").fetchone():
        database.execute("UPDATE sync_epoch SET value = ?", (uuid4().hex,))
        database.commit()


def _check(database: sqlite3.Connection) -> int:
    """Return the number of rows of a sound database. Raise OSError when it is not sound."""
    [verdict] = database.execute("PRAGMA quick_check").fetchone()
    if verdict != "ok":
        raise OSError(f"the copy of the database is not sound: {verdict}")
    tables = [
        r[0] for r in database.execute("SELECT name FROM sqlite_master WHERE type='table' AND sql NOT LIKE '%VIRTUAL%'")
    ]
    return sum(
        database.execute(f'SELECT count(*) FROM "{t}"').fetchone()[0]
        for t in tables
        if not t.startswith("clients_search_fts")
    )


def restore_home(source: Path) -> int:
    """Unpack a backup into an empty home. Refuses to write over a base that exists."""
    home = arpent_home()
    database = home / "arpent.sqlite3"
    if not source.is_file() or not zipfile.is_zipfile(source):
        print(f"{source} is no Arpent backup.", file=sys.stderr)
        return 2
    if database.exists():
        print(f"{home} already holds a base: set ARPENT_HOME to an empty folder, then restore again.", file=sys.stderr)
        return 2
    with zipfile.ZipFile(source) as z:
        names = z.namelist()
        if "backup.json" not in names:
            print(f"{source} is no Arpent backup.", file=sys.stderr)
            return 2
        told = json.loads(z.read("backup.json"))
        if told["database"] != "database.sqlite3":
            print("This backup is of a PostgreSQL base: restore its database.dump with pg_restore.", file=sys.stderr)
            return 2
        if any(Path(n).is_absolute() or ".." in Path(n).parts for n in names):
            print(f"{source} names files outside the home: refused.", file=sys.stderr)
            return 2
        for name in names:
            if name not in ("backup.json", "database.sqlite3"):
                z.extract(name, home)
        with z.open("database.sqlite3") as packed, database.open("wb") as out:
            shutil.copyfileobj(packed, out)
    if (home / "secret_key").exists():
        (home / "secret_key").chmod(0o600)
    connection = sqlite3.connect(database)
    rows = _check(connection)
    _change_epoch(connection)
    connection.close()
    if rows != told["rows"]:
        print(f"The restored base has {rows} rows, the backup says {told['rows']}.", file=sys.stderr)
        return 1
    print(f"{home}: {rows} rows restored and checked")
    return 0
