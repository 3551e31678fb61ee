"""What the worker does by itself, again and again: one table of names, intervals and functions.

Each function takes the moment (``at``) and may run twice for one interval: it must change nothing the second time. A
function that fails is logged and tried again later; the others go on.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from django.conf import settings
from django.core.management import call_command

from arpent.history.public import maintain_trail, resume_interrupted_jobs
from arpent.privacy.public import propose_retention


@dataclass(frozen=True)
class Chore:
    """One repeated piece of work.

    ``name`` identifies it in the log and in the record of its last run: it never changes.
    """

    name: str
    every: dt.timedelta
    run: Callable[[dt.datetime], object]


def clear_expired_sessions(at: dt.datetime) -> None:
    """Delete the sessions that have expired."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


def prune_task_results(at: dt.datetime) -> None:
    """Delete finished tasks: after two weeks, after three months when they failed."""
    call_command("prune_db_task_results", queue_name="*", min_age_days=14, failed_min_age_days=90, verbosity=0)


def resume_jobs(at: dt.datetime) -> None:
    """Enqueue the jobs that a dead worker left behind."""
    resume_interrupted_jobs(at=at)


def propose_ended_retention(at: dt.datetime) -> None:
    """Propose to the administrators whose time of retention has ended; nothing is erased."""
    propose_retention(at=at)


HOUSEKEEPING: tuple[Chore, ...] = (
    Chore("jobs", dt.timedelta(seconds=30), resume_jobs),
    Chore("sessions", dt.timedelta(days=1), clear_expired_sessions),
    Chore("retention", dt.timedelta(days=30), propose_ended_retention),
    Chore("task_results", dt.timedelta(days=1), prune_task_results),
    Chore("audit_trail", dt.timedelta(minutes=1), maintain_trail),
)
