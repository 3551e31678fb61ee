"""Periodic chores of the worker: those that the manifests declare, and the framework's.
Each function takes the moment (``at``) and may run twice for one interval: the second run must change nothing. A
function that fails is logged and retried later; the others continue.
"""

import datetime as dt
from importlib import import_module

from django.conf import settings
from django.core.management import call_command

from arpent.kernel.manifest import Chore

from .domains import manifests


def clear_expired_sessions(at: dt.datetime) -> None:
    """Delete the sessions that have expired."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


def prune_task_results(at: dt.datetime) -> None:
    """Delete finished tasks: after two weeks, after three months when they failed."""
    call_command("prune_db_task_results", queue_name="*", min_age_days=14, failed_min_age_days=90, verbosity=0)


def list_chores() -> tuple[Chore, ...]:
    """Return the chores of all domains."""
    return tuple(chore for domain in manifests() for chore in domain.chores)
