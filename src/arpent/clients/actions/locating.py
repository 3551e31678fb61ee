"""Geocode sites with the firm's address server, more precisely than their town hall.

Each batch is one transaction that also moves the job's cursor; one operation undoes all.
"""

import datetime as dt
from collections.abc import Callable
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from arpent.geography.public import AddokGeocoder, GeocoderDown, Located, get_gazetteer, get_geocoder
from arpent.history.public import (
    Job,
    Operation,
    audit_context,
    close_operation,
    create_job,
    finish_job,
    get_operation,
    is_cancel_requested,
    open_operation,
    record_job_progress,
    run_claimed_job,
)
from arpent.kernel.coordinates import great_circle_km
from arpent.kernel.errors import DomainError, NotFound
from arpent.kernel.events import publish
from arpent.people.public import User, require_permission

from ..events import CompaniesPlaced
from ..models import Site
from ..permissions import ClientPermission
from ..queries.locating import sites_to_locate
from .indexing import refresh_companies

BATCH = 25
# Results farther than this from the commune are another town of that name.
MAX_PLAUSIBLE_KM = 25.0
BETTER = {"none": 0, "commune": 1, "street": 2, "address": 3, "point": 4}


def start_locating(*, by: User, at: dt.datetime) -> Job:
    """Create the job that geocodes the visible sites.

    Raise DomainError "people.not_allowed", "clients.no_geocoder" when none is configured, "clients.all_located" when
    there is nothing to geocode.
    """
    require_permission(by, ClientPermission.CHANGE_CLIENTS)
    if get_geocoder() is None:
        raise DomainError("clients.no_geocoder")
    with transaction.atomic():
        total = sites_to_locate(by=by).count()
        if not total:
            raise DomainError("clients.all_located")
        operation = open_operation(by=by, at=at, kind="clients.locate", label=str(total))
        return create_job(
            kind="clients.locate", by=by, at=at, subject_id=operation.pk, total=total, operation=operation
        )


def run_locating(*, job_id: UUID, clock: Callable[[], dt.datetime], geocoder: AddokGeocoder | None) -> None:
    """Geocode each address, or resume after an interruption.

    An unreachable server ends the job as failed ("clients.geocoder_down"); earlier results are preserved. Raise
    NotFound without its operation, DomainError "clients.no_geocoder" without ``geocoder``; the job then ends as failed.
    """

    def work(job: Job) -> None:
        """Process the batches."""
        operation = _operation_of(job)
        if operation is None:
            raise NotFound("operation")
        if geocoder is None:
            raise DomainError("clients.no_geocoder")
        _ask_all(job, operation, geocoder, clock)

    run_claimed_job(job_id=job_id, clock=clock, work=work, fail=_fail_locating)


def _operation_of(job: Job) -> Operation | None:
    return get_operation(operation_id=job.subject_id or job.pk, by=job.person)


def _fail_locating(job: Job, at: dt.datetime, problem: str) -> None:
    """End the job and close its operation, so that it can be undone."""
    with transaction.atomic():
        operation = _operation_of(job)
        if operation is not None:
            close_operation(operation)
        finish_job(job, state=Job.State.FAILED, at=at, problem=problem)


def _ask_all(job: Job, operation: Operation, geocoder: AddokGeocoder, clock: Callable[[], dt.datetime]) -> None:
    state, problem = Job.State.DONE, ""
    after = UUID(job.cursor["after"]) if job.cursor.get("after") else None
    located_count = int(job.cursor.get("found", 0))
    while sites := list(sites_to_locate(by=job.person, after=after)[:BATCH]):
        if is_cancel_requested(job):
            state = Job.State.STOPPED
            break
        try:
            answers = [(s, geocoder.search(s.address, s.postcode, s.commune_code)) for s in sites]
        except GeocoderDown:
            state, problem = Job.State.FAILED, "clients.geocoder_down"
            break
        with audit_context(operation):
            located_count += _write(answers, job.person, clock())
            after = sites[-1].pk
            job.cursor = {"after": after.hex, "found": located_count}
            record_job_progress(job, done=job.done + len(sites), at=clock())
    with transaction.atomic():
        close_operation(operation)
        job.result = {"found": located_count}
        finish_job(job, state=state, at=clock(), problem=problem)


def _write(answers: list[tuple[Site, Located]], by: User, at: dt.datetime) -> int:
    """Write the results that are more precise; return their number.

    Sites changed meanwhile are skipped.
    """
    moved: list[UUID] = []
    for site, answer in answers:
        if answer.point is not None and _is_better(site, answer):
            requested = {
                name: getattr(site, name) for name in ("address", "postcode", "city", "lat", "lon", "precision")
            }
            if (
                Site.objects.visible_to(by)
                .filter(pk=site.pk, **requested)
                .update(
                    lat=answer.point.lat,
                    lon=answer.point.lon,
                    precision=answer.precision,
                    geocode_score=answer.score,
                    commune_code=answer.commune_code or site.commune_code,
                )
            ):
                moved.append(site.company_id)
    ids = tuple(dict.fromkeys(moved))
    if ids:
        refresh_companies(ids, today=localdate(at))
        publish(CompaniesPlaced(ids))
    return len(moved)


def _is_better(site: Site, answer: Located) -> bool:
    if answer.point is None or BETTER.get(answer.precision, 0) <= BETTER.get(site.precision, 0):
        return False
    commune = get_gazetteer().get(site.commune_code) if site.commune_code else None
    return commune is None or great_circle_km(commune.point, answer.point) <= MAX_PLAUSIBLE_KM
