"""Background tasks of mail. A DomainError is stored on the job; other exceptions are raised."""

from contextlib import suppress
from uuid import UUID

from django.tasks import task
from django.utils import timezone

from arpent.kernel.errors import DomainError

from .actions import send_mail


@task()
def send_mail_job(job_id: str) -> None:
    """Send the mail of a job."""
    with suppress(DomainError):
        send_mail(job_id=UUID(job_id), clock=timezone.now)
