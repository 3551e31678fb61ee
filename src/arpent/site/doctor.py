"""Diagnosis of an installation, for `arpent doctor`: findings as sentences."""

import sqlite3
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection

from .assets import DIST
from .backups import describe_leftover
from .exposure import examine_exposure
from .processes.condition import examine_processes

# SQLite from 3.7.0 to 3.51.2 may corrupt a WAL when a reset meets a checkpoint; fixed in 3.51.3, 3.50.7 and 3.44.6.
FIXED = (3, 51, 3)
BACKPORTS = {(3, 50): 7, (3, 44): 6}

Finding = tuple[str, str]


def examine(*, full: bool = False) -> list[Finding]:
    """Return findings as (ok | warning | error, message). ``full``: verify the whole audit trail, whatever
    its length.
    """
    findings = [_sqlite_version(sqlite3.sqlite_version_info)] if connection.vendor == "sqlite" else []
    findings += _restore() + _erasures()
    looks: list[Callable[[], Finding]] = [_database, _migrations, _secret, _frontend, _triggers, lambda: _trail(full)]
    findings += [_looked(look) for look in [*looks, *([_rows] if full else [])]]
    return findings + examine_processes() + examine_exposure()


def _looked(look: Callable[[], Finding]) -> Finding:
    """Return the findings of a check; a database too damaged to be checked is a finding too."""
    try:
        return look()
    except DatabaseError as error:
        return "error", f"the database cannot be read: {error}"


def _sqlite_version(version: tuple[int, int, int]) -> Finding:
    text = ".".join(map(str, version))
    if version >= FIXED or BACKPORTS.get(version[:2], 10**6) <= version[2]:
        return "ok", f"SQLite {text}"
    return (
        "warning",
        (
            f"SQLite {text} carries the WAL-reset bug (fixed in 3.51.3): use a Python built with a newer SQLite, or "
            "PostgreSQL (ARPENT_DATABASE_URL), and keep daily backups (arpent backup)."
        ),
    )


def _database() -> Finding:
    try:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA quick_check")
                verdict = cursor.fetchone()[0]
                return (
                    ("ok", "the database is sound")
                    if verdict == "ok"
                    else ("error", f"the database is damaged: {verdict}")
                )
            cursor.execute("SELECT 1")
        return "ok", "PostgreSQL answers"
    except Exception as error:
        # Whatever hinders the database, the doctor says it rather than dies of it.
        return "error", f"the database does not answer: {error}"


def _restore() -> list[Finding]:
    sentence = describe_leftover(Path(settings.ARPENT_HOME))
    if sentence is None:
        return []
    return [("warning" if sentence.endswith("delete it.") else "error", sentence)]


def _erasures() -> list[Finding]:
    """Report erasures that a restored database did not contain, and those that await a decision."""
    from arpent.privacy.public import count_repeats

    try:
        unknown, open_, looks = count_repeats()
    except (DatabaseError, OSError, ValueError):
        return []  # what hinders the database is said below
    found: list[Finding] = []
    if unknown:
        found.append(
            (
                "error",
                f"{unknown} erasures of persons are not in this base, which is older: run `arpent repeat-erasures`",
            )
        )
    if open_:
        found.append(
            ("error", f"{open_} erased persons may be back after a restore: see Réglages, Données personnelles")
        )
    if looks:
        found.append(
            ("warning", f"{looks} erasures were made again after a restore: see Réglages, Données personnelles")
        )
    return found


def _migrations() -> Finding:
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting and describe_leftover(Path(settings.ARPENT_HOME)):
        return "error", "the database is not restored"
    return (
        ("warning", f"{len(waiting)} migrations wait: start `arpent run` once")
        if waiting
        else ("ok", "the database has this version's shape")
    )


def _secret() -> Finding:
    path = Path(settings.ARPENT_HOME) / "secret_key"
    if path.exists() and path.stat().st_mode & 0o077:
        return "error", f"{path} can be read by others: chmod 600 it"
    return "ok", "the secret key is private"


def _frontend() -> Finding:
    built = DIST / "manifest.json"
    return (
        ("ok", "the front end is built")
        if built.exists()
        else ("error", "the front end is not built: run `make run` once, or install the wheel")
    )


def _triggers() -> Finding:
    from arpent.history.public import check_triggers

    faults = [str(f) for f in check_triggers()]
    return (
        (
            "error",
            f"{', '.join(faults[:8])} ({len(faults)} in all): somebody changed the base, or run `arpent run` once",
        )
        if faults
        else ("ok", "every table is audited by this version's triggers")
    )


def _trail(full: bool) -> Finding:
    from django.utils import timezone

    from arpent.history.public import check_trail

    try:
        report = check_trail(at=timezone.now(), full=full)
    except (DatabaseError, OSError) as error:
        return "error", f"the audit trail could not be verified: {error}"
    if report.faults:
        more = f" (and {len(report.faults) - 5} more)" if len(report.faults) > 5 else ""
        return (
            "error",
            (
                f"the audit trail was tampered with: {'; '.join(report.faults[:5])}{more}. Keep the base as it is, and "
                "compare it with the last backup."
            ),
        )
    return "ok", f"the audit trail is sound: {report.checked} seals verified, {report.unsealed} entries wait for theirs"


def _rows() -> Finding:
    from arpent.history.public import list_untraced

    try:
        found = list(islice(list_untraced(), 50))
    except DatabaseError as error:
        return "error", f"the rows could not be compared with the audit trail: {error}"
    if found:
        return (
            "warning",
            (
                f"{'; '.join(found[:5])} ({len(found)} found): changed while the triggers were away, by hand or by an"
                " upgrade"
            ),
        )
    return "ok", "every row is as its last audit entry says"
