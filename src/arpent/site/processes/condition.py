"""Findings of `arpent doctor` about the machine and the processes: disk space, worker, queue."""

import datetime as dt
import shutil
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from .lock import is_home_locked

# Room on the disk of the home, in MB. SQLite's log, a backup's copy and a day of uploads fit into the first.
LITTLE, TOO_LITTLE = 1024, 100
# A task that waits for longer says that no worker takes it, or that one runs for very long.
LONG_WAIT = dt.timedelta(minutes=15)

Finding = tuple[str, str]


def examine_processes() -> list[Finding]:
    """Return findings as (ok | warning | error, message)."""
    home = Path(settings.ARPENT_HOME)
    return [judge_room(home, shutil.disk_usage(home).free // 1024**2), _worker(home), *_queue()]


def judge_room(home: Path, free_mb: int) -> Finding:
    """Return the level and the message for ``free_mb`` megabytes left on the disk."""
    text = f"{free_mb} MB left on the disk of {home}"
    if free_mb < TOO_LITTLE:
        return "error", f"{text}: nothing can be written soon, make room now"
    if free_mb < LITTLE:
        return "warning", f"{text}: make room before writing stops"
    return "ok", text


def _worker(home: Path) -> Finding:
    try:
        running = is_home_locked(home)
    except OSError as error:
        return "warning", f"whether a worker runs cannot be known: {error}"
    if running:
        return "ok", "a worker runs on this home"
    return "warning", "no worker runs on this home: start `arpent run`, or `arpent worker` beside `arpent web`"


def _queue() -> list[Finding]:
    try:
        oldest = DBTaskResult.objects.ready().order_by("enqueued_at").first()
    except DatabaseError:
        return []  # said by the finding on the database
    if oldest is None or timezone.now() - oldest.enqueued_at < LONG_WAIT:
        return []
    return [("warning", f"a task has waited since {oldest.enqueued_at:%Y-%m-%d %H:%M} UTC: is the worker stuck?")]
