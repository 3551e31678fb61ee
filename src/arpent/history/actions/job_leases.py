"""Run a job in one process at a time, and resume jobs whose process ended.

A claim is a compare-and-set: one UPDATE that matches only a waiting job, or one whose lease has expired. For a task
delivered twice, a second worker or a finished job it matches no row, and nothing is run.
"""

import datetime as dt
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.tasks import TaskResultStatus
from django.tasks.exceptions import TaskResultDoesNotExist

from arpent.database.lengths import fitted
from arpent.kernel.errors import DomainError
from arpent.kernel.processes import is_process_dead, process_marker

from ..models import Job
from .jobs import LEASE, LeaseLost, all_jobs, enqueue_task, finish_job, job_kinds, release_job, renew_lease, task_of

log = logging.getLogger(__name__)

BEAT_SECONDS = LEASE.total_seconds() / 4
# A job claimed this often without progress is ended as failed: it probably kills its worker.
MAX_ATTEMPTS = 10
# Delay before a job is run again after a database failure.
PAUSE = dt.timedelta(seconds=15)
# Time allowed between the delivery of a task and the claim of its job.
DELIVERY = dt.timedelta(seconds=60)

Clock = Callable[[], dt.datetime]
Fail = Callable[[Job, dt.datetime, str], None]


def claim_job(*, job_id: UUID, at: dt.datetime) -> Job | None:
    """Claim a job for this process. Return None when it is over, not due yet, or run by another process."""
    free = Q(state=Job.State.WAITING) | Q(state=Job.State.RUNNING, lease_until__lt=at)
    due = Q(run_after=None) | Q(run_after__lte=at)
    with transaction.atomic():
        claimed = (
            all_jobs()
            .filter(free, due, pk=job_id)
            .update(
                state=Job.State.RUNNING,
                attempt=F("attempt") + 1,
                strikes=F("strikes") + 1,
                runner=fitted(Job, "runner", process_marker()),
                lease_until=at + LEASE,
                started_at=Coalesce("started_at", Value(at)),
                touched_at=at,
            )
        )
        return all_jobs().select_related("person", "operation").get(pk=job_id) if claimed else None


def run_claimed_job[T](
    *,
    job_id: UUID,
    clock: Clock,
    work: Callable[[Job], T],
    fail: Fail | None = None,
    broken: str = "history.job_broken",
) -> T | None:
    """Claim a job and run ``work``; return its result, or None when the job cannot be claimed.

    A DomainError or a bug ends the job with ``fail(job, at, code)`` and is raised again. After a database failure or an
    interruption of the process the job is released, to be continued from its cursor. ``broken``: the code of a bug.
    """
    job = claim_job(job_id=job_id, at=clock())
    if job is None:
        return None
    close = fail or _fail
    with _heartbeat(job, clock):
        try:
            if job.strikes > MAX_ATTEMPTS:
                raise RuntimeError(f"{job.kind} {job.pk} was claimed {job.strikes} times without progress")
            return work(job)
        except LeaseLost:
            log.warning("%s %s was taken over by another process", job.kind, job.pk)
            return None
        except DomainError as refusal:
            _close(close, job, clock(), refusal.code)
            raise
        except (OperationalError, InterfaceError):
            _release(job, clock(), PAUSE)
            raise
        except Exception:
            # Close the job first, so that the person's screen does not wait, then raise the bug.
            _close(close, job, clock(), broken)
            raise
        except BaseException:
            _release(job, clock(), None)
            raise


def _fail(job: Job, at: dt.datetime, problem: str) -> None:
    finish_job(job, state=Job.State.FAILED, at=at, problem=problem)


def _close(close: Fail, job: Job, at: dt.datetime, problem: str) -> None:
    try:
        close(job, at, problem)
    except LeaseLost:
        log.warning("%s %s was taken over by another process", job.kind, job.pk)


def _release(job: Job, at: dt.datetime, pause: dt.timedelta | None) -> None:
    """Release a job if the database is available; else its lease expires and the job is resumed later."""
    try:
        release_job(job, at=at, run_after=at + pause if pause else None)
    except (DatabaseError, InterfaceError, LeaseLost) as error:
        log.warning("%s %s waits for its lease to expire: %s", job.kind, job.pk, error)


@contextmanager
def _heartbeat(job: Job, clock: Clock) -> Iterator[None]:
    """Renew a run's lease from a separate thread while a step takes long without progress."""
    ended = threading.Event()

    def beat() -> None:
        while not ended.wait(BEAT_SECONDS):
            try:
                if not renew_lease(job, at=clock()):
                    return
            except (DatabaseError, InterfaceError) as error:
                log.warning("the lease of %s %s was not renewed: %s", job.kind, job.pk, error)
            finally:
                connection.close()

    thread = threading.Thread(target=beat, name=f"lease-{job.pk}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()


def resume_interrupted_jobs(*, at: dt.datetime) -> int:
    """Enqueue interrupted jobs; return their number. Safe to call from any worker at any time.

    A running job is interrupted when its lease has expired or its process is known to have ended; a waiting one when it
    has no ready task and none was delivered within the last minute.
    """
    rows = all_jobs().filter(state__in=(Job.State.WAITING, Job.State.RUNNING), kind__in=job_kinds())
    return sum(_resume(job, at) for job in list(rows.order_by("created_at")) if _needs_task(job, at))


def _needs_task(job: Job, at: dt.datetime) -> bool:
    if job.state == Job.State.RUNNING:
        expired = job.lease_until is None or job.lease_until < at
        return expired or is_process_dead(job.runner)
    if _task_status(job) == TaskResultStatus.READY:
        return False
    return (job.enqueued_at or job.created_at) < at - DELIVERY


def _task_status(job: Job) -> TaskResultStatus | None:
    if not job.task_id:
        return None
    try:
        return task_of(job).get_backend().get_result(job.task_id).status
    except TaskResultDoesNotExist:
        return None


def _resume(job: Job, at: dt.datetime) -> bool:
    """Enqueue a job unless it was claimed or enqueued by another process since it was read."""
    with transaction.atomic():
        seen = all_jobs().filter(pk=job.pk, state=job.state, attempt=job.attempt, task_id=job.task_id)
        if not seen.update(state=Job.State.WAITING, lease_until=None, runner="", enqueued_at=at):
            return False
        if _task_status(job) != TaskResultStatus.READY:
            all_jobs().filter(pk=job.pk).update(task_id=enqueue_task(job, run_after=job.run_after))
    return True
