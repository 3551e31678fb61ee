"""Background jobs: create, enqueue, record progress, finish, cancel.

The queue is in the same database, so that a job and its task are written in one transaction. A job is run by one worker
at a time: see ``job_leases``. Each update is conditional on the run (id and attempt): a run that lost its lease cannot
write.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.tasks import Task

from arpent.kernel.errors import NotFound
from arpent.people.public import User

from ..models import Job, Operation
from ..models.job import JobQuerySet
from .operations import current_operation

# A run whose lease was not renewed for this long is considered dead.
LEASE = dt.timedelta(minutes=2)
# How long a run may go without progress before its heartbeat no longer renews the lease.
MAX_SILENCE = dt.timedelta(hours=1)

_TASKS: dict[str, Task[Any, Any]] = {}


class LeaseLost(Exception):
    """The job was taken over by another run, or ended. The run must not commit anything more."""


def register_jobs(tasks: Mapping[str, Task[Any, Any]]) -> None:
    """Set which task runs each kind of job; called once, by the composition root.

    A task takes the job's id as a text.
    """
    _TASKS.update(tasks)


def job_kinds() -> list[str]:
    """Return the kinds of jobs that have a registered task."""
    return sorted(_TASKS)


def all_jobs() -> JobQuerySet:
    """Return every job of every person, for the worker."""
    return Job.objects.unscoped("the worker runs every person's jobs")  # type: ignore[return-value]


def create_job(
    *,
    kind: str,
    by: User,
    at: dt.datetime,
    subject_id: UUID | None = None,
    total: int = 0,
    operation: Operation | None = None,
    cursor: dict[str, Any] | None = None,
    done: int = 0,
    queue: bool = True,
) -> Job:
    """Create a waiting job and enqueue its task in the same transaction.

    ``operation``: the operation under which the job writes, by default the current one. ``queue=False``: the caller
    runs the job at once in its own process; if that process dies, the job is resumed like any other.
    """
    with transaction.atomic():
        job = Job(
            kind=kind,
            person=by,
            created_at=at,
            subject_id=subject_id,
            total=total,
            cursor=cursor or {},
            done=done,
            operation=operation or current_operation(),
        )
        if queue:
            job.task_id, job.enqueued_at = enqueue_task(job), at
        job.save(force_insert=True)
    return job


def enqueue_task(job: Job, *, run_after: dt.datetime | None = None) -> str:
    """Enqueue the task of a job and return the task's id. Raise KeyError for a kind that no task runs."""
    task = _TASKS[job.kind]
    return str((task.using(run_after=run_after) if run_after else task).enqueue(str(job.pk)).id)


def task_of(job: Job) -> Task[Any, Any]:
    """Return the task that runs a job's kind."""
    return _TASKS[job.kind]


def record_job_progress(job: Job, *, done: int, at: dt.datetime, total: int | None = None) -> None:
    """Record the progress of a run and renew its lease. Raise LeaseLost when the job belongs to another run."""
    advanced = done > job.done
    job.done, job.touched_at, job.lease_until = done, at, at + LEASE
    job.total = job.total if total is None else total
    values: dict[str, Any] = {"strikes": 0} if advanced else {}
    _record(job, done=done, total=job.total, cursor=job.cursor, touched_at=at, lease_until=job.lease_until, **values)


def renew_lease(job: Job, *, at: dt.datetime) -> bool:
    """Renew the lease of a run without progress.

    Return False when the job belongs to another run, or when there was no progress for MAX_SILENCE.
    """
    rows = _own(job).filter(touched_at__gt=at - MAX_SILENCE)
    return bool(rows.update(lease_until=at + LEASE))


def finish_job(job: Job, *, state: str, at: dt.datetime, problem: str = "") -> None:
    """Finish a job with a final state. Raise LeaseLost when the job belongs to another run."""
    job.state, job.ended_at, job.problem = state, at, problem
    values = {"state": state, "ended_at": at, "problem": problem, "result": job.result, "done": job.done}
    _record(job, total=job.total, lease_until=None, runner="", **values)


def release_job(job: Job, *, at: dt.datetime, run_after: dt.datetime | None = None) -> None:
    """Re-enqueue a job, to be continued from its cursor. Raise LeaseLost when the job belongs to another run."""
    with transaction.atomic():
        task = enqueue_task(job, run_after=run_after)
        job.state = Job.State.WAITING
        _record(job, state=job.state, lease_until=None, runner="", task_id=task, enqueued_at=at, run_after=run_after)


def _own(job: Job) -> JobQuerySet:
    return all_jobs().filter(pk=job.pk, attempt=job.attempt, state=Job.State.RUNNING)


def _record(job: Job, **values: Any) -> None:
    if not _own(job).update(**values):
        raise LeaseLost(f"{job.kind} {job.pk}, attempt {job.attempt}")


def is_cancel_requested(job: Job) -> bool:
    """Return whether the person requested cancellation."""
    return all_jobs().filter(pk=job.pk, cancel_requested=True).exists()


def request_cancel(*, job_id: UUID, by: User) -> Job:
    """Request that a job stops at its next step. Raise NotFound when the person may not see it."""
    job = Job.objects.visible_to(by).filter(pk=job_id).first()
    if job is None:
        raise NotFound("job")
    job.cancel_requested = True
    job.save(update_fields=["cancel_requested"])
    return job


def shift_cursor(*, kind: str, subject_id: UUID, keys: tuple[str, str], dropped: Sequence[int]) -> None:
    """Move back the cursors of the jobs on a subject after items before the cursor were removed.

    ``keys``: path of the number of processed items in the cursor; ``dropped``: 0-based positions of the removed items.
    """
    outer, inner = keys
    with transaction.atomic():
        for job in all_jobs().select_for_update(of=("self",)).filter(kind=kind, subject_id=subject_id):
            if outer in job.cursor:
                done = int(job.cursor[outer][inner])
                remaining = done - sum(1 for position in dropped if position < done)
                job.cursor = {**job.cursor, outer: {**job.cursor[outer], inner: remaining}}
                job.done = min(job.done, remaining)
                job.save(update_fields=["cursor", "done"])
