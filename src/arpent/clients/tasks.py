"""Background entries of clients."""

from uuid import UUID

from django.tasks import task
from django.utils import timezone

from arpent.kernel.refusals import Refused

from .actions.importing import fail_import, run_import


@task()
def run_import_job(job_id: str) -> None:
    """Run an import; a refusal on the way is kept on the job, to be shown."""
    try:
        run_import(job_id=UUID(job_id), clock=timezone.now)
    except Refused as refusal:
        fail_import(job_id=UUID(job_id), at=timezone.now(), problem=refusal.code)
    except Exception:
        # A bug must look like one (it goes up), but the person's screen must not wait for ever.
        fail_import(job_id=UUID(job_id), at=timezone.now(), problem="import.broken")
        raise
