"""Background entries of agenda."""

from uuid import UUID

from django.tasks import task
from django.utils import timezone

from .actions.planning import fail_plan, run_plan


@task()
def run_plan_job(job_id: str) -> None:
    """Plan the week of a job."""
    try:
        run_plan(job_id=UUID(job_id), clock=timezone.now)
    except Exception:
        # A bug must look like one (it goes up), but the person's screen must not wait for ever.
        fail_plan(job_id=UUID(job_id), at=timezone.now())
        raise
