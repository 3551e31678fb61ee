"""Background entries of clients."""

from uuid import UUID

from django.tasks import task
from django.utils import timezone

from arpent.geography.public import get_geocoder
from arpent.kernel.refusals import Refused
from arpent.people.public import ending_on_error

from .actions.importing.checking import run_check
from .actions.importing.running import fail_import, run_import
from .actions.locating import run_locating


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


@task()
def run_check_job(job_id: str) -> None:
    """Check a long file before it is imported."""
    with ending_on_error(UUID(job_id), timezone.now):
        run_check(job_id=UUID(job_id), clock=timezone.now)


@task()
def run_locating_job(job_id: str) -> None:
    """Ask the address server where sites are."""
    with ending_on_error(UUID(job_id), timezone.now):
        run_locating(job_id=UUID(job_id), clock=timezone.now, geocoder=get_geocoder())
