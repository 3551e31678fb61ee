"""Background entries of agenda."""

from uuid import UUID

from django.tasks import task
from django.utils import timezone

from .actions.planning import run_plan


@task()
def run_plan_job(job_id: str) -> None:
    """Plan the week of a job."""
    run_plan(job_id=UUID(job_id), clock=timezone.now)
