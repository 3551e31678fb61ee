"""Background tasks of clients. Domain errors are stored on the job; other exceptions propagate."""

from contextlib import suppress
from uuid import UUID

from django.tasks import task
from django.utils import timezone

from arpent.geography.public import get_geocoder
from arpent.kernel.errors import DomainError

from .actions.locating import run_locating


@task()
def run_locating_job(job_id: str) -> None:
    """Geocode the sites of a job with the configured address server."""
    with suppress(DomainError):
        run_locating(job_id=UUID(job_id), clock=timezone.now, geocoder=get_geocoder())
