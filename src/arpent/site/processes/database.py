"""Prepare the database before any process starts: wait for it and migrate it."""

import sys
import time
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from filelock import FileLock

from arpent.privacy.public import repeat_erasures

from .pause import GrowingPause

# How long a start waits for its database, in seconds; then it fails, and the caller (systemd, a person) decides.
PATIENCE = 60.0


def prepare_database(patience: float = PATIENCE) -> None:
    """Migrate the database if necessary and repeat erasures that it lacks. Concurrent calls are serialised.
    Raise SystemExit when the database does not answer within ``patience`` seconds.
    """
    pause, deadline = GrowingPause(), time.monotonic() + patience
    while True:
        try:
            with FileLock(Path(settings.ARPENT_HOME) / "migrate.lock", mode=0o600):
                if not has_every_migration():
                    call_command("migrate", verbosity=0, interactive=False)
                _repeat_erasures()
            return
        except OperationalError as error:
            wait = pause.after(0)
            if time.monotonic() + wait > deadline:
                raise SystemExit(f"The database does not answer: {_line(error)}") from error
            print(f"Arpent waits for the database: {_line(error)}", file=sys.stderr, flush=True)
            connection.close()
            time.sleep(wait)


def has_every_migration() -> bool:
    """Return whether every migration file of the installed apps is recorded as applied.
    Only names are read: Django's own plan imports every migration, which takes half a second of CPU time at each start.
    """
    files = {
        (config.label, path.stem)
        for config in apps.get_app_configs()
        for path in (Path(config.path) / "migrations").glob("*.py")
        if path.stem != "__init__"
    }
    return files <= set(MigrationRecorder(connection).applied_migrations())


def _repeat_erasures() -> None:
    """Repeat the erasures of the home's ledger in a database restored from an older backup, before any process
    works.
    """
    done = repeat_erasures(at=timezone.now())
    if done.erasures:
        print(
            f"Arpent: {done.erasures} erasures were made again after a restore: {done.persons} persons found and"
            f" erased, {done.open} left to a decision (Réglages, Données personnelles).",
            file=sys.stderr,
            flush=True,
        )


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
