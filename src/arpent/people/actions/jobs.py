"""Long work: start it, move it on, stop it."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID

from arpent.kernel.refusals import NotFound, Refused

from ..models import Job, User


def create_job(*, kind: str, by: User, at: dt.datetime, subject_id: UUID | None = None, total: int = 0) -> Job:
    """Create a job in the waiting state; the caller enqueues its task."""
    return Job.objects.create(kind=kind, person=by, created_at=at, subject_id=subject_id, total=total)


def start_job(*, job_id: UUID, at: dt.datetime) -> Job:
    job = Job.objects.unscoped("the worker runs every person's jobs").get(pk=job_id)
    job.state, job.started_at, job.touched_at = Job.State.RUNNING, job.started_at or at, at
    job.save(update_fields=["state", "started_at", "touched_at"])
    return job


def move_job(job: Job, *, done: int, at: dt.datetime, total: int | None = None) -> None:
    """Record how far the work is."""
    job.done, job.touched_at = done, at
    if total is not None:
        job.total = total
    job.save(update_fields=["done", "total", "touched_at", "cursor"])


def is_stop_asked(job: Job) -> bool:
    """Return whether the person asked the running work to stop."""
    return Job.objects.unscoped("the worker runs every person's jobs").filter(pk=job.pk, stop_asked=True).exists()


def list_broken_jobs() -> list[Job]:
    """Return the jobs that were running when their worker went away. Only true while no worker runs."""
    rows = Job.objects.unscoped("the worker runs every person's jobs").filter(state=Job.State.RUNNING)
    return list(rows.order_by("created_at"))


def end_job(job: Job, *, state: str, at: dt.datetime, problem: str = "") -> None:
    job.state, job.ended_at, job.problem = state, at, problem
    job.save(update_fields=["state", "ended_at", "problem", "result", "done", "total"])


@contextmanager
def ending_on_error(job_id: UUID, clock: Callable[[], dt.datetime]) -> Iterator[None]:
    """Run a job's work; whatever stops it ends the job, so that the person's screen does not wait for ever."""
    try:
        yield
    except Refused as refusal:
        _fail(job_id, clock(), refusal.code)
    except Exception:
        # A bug must look like one: it goes up after the job is closed.
        _fail(job_id, clock(), "people.job_broken")
        raise


def _fail(job_id: UUID, at: dt.datetime, problem: str) -> None:
    job = Job.objects.unscoped("the worker runs every person's jobs").get(pk=job_id)
    end_job(job, state=Job.State.FAILED, at=at, problem=problem)


def ask_stop(*, job_id: UUID, by: User) -> Job:
    job = Job.objects.visible_to(by).filter(pk=job_id).first()
    if job is None:
        raise NotFound("job")
    job.stop_asked = True
    job.save(update_fields=["stop_asked"])
    return job
