"""Background tasks of the agenda."""

from contextlib import suppress
from uuid import UUID

from django.tasks import task
from django.utils import timezone

from arpent.kernel.errors import DomainError

from .actions.planning import run_plan


@task()
def run_plan_job(job_id: str) -> None:
    """Plan the week of a job; a DomainError is stored on the job and its plan, and shown there."""
    with suppress(DomainError):
        run_plan(job_id=UUID(job_id), clock=timezone.now)
