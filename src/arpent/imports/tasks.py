"""Background tasks of imports. Domain errors are stored on the job; other exceptions propagate."""

from contextlib import suppress
from uuid import UUID

from django.tasks import task
from django.utils import timezone

from arpent.kernel.errors import DomainError

from .actions.preview import run_check
from .actions.runs import run_import


@task()
def run_import_job(job_id: str) -> None:
    """Run the import of a job."""
    with suppress(DomainError):
        run_import(job_id=UUID(job_id), clock=timezone.now)


@task()
def run_check_job(job_id: str) -> None:
    """Run the check of a job."""
    with suppress(DomainError):
        run_check(job_id=UUID(job_id), clock=timezone.now)
