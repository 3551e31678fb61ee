"""Runs of imports.

Each batch of rows is one transaction that also moves the job's cursor, so that an interrupted run resumes at the next
batch. One operation contains all batches and undoes them.
"""

import datetime as dt
from collections.abc import Callable
from itertools import islice
from uuid import UUID

from django.db import transaction

from arpent.history.public import (
    Job,
    audit_context,
    close_operation,
    create_job,
    finish_job,
    is_cancel_requested,
    latest_job,
    open_operation,
    record_job_progress,
    run_claimed_job,
)
from arpent.kernel.errors import DomainError, NotFound
from arpent.notifications.public import notify
from arpent.people.public import User, require_permission

from ..models import ImportFile, ImportRow
from .counts import BATCH, ImportCounts
from .importers import Importer, Rows, get_importer
from .imports import get_import


def start_import(*, file_id: UUID, by: User, at: dt.datetime, queue: bool = True) -> Job:
    """Create the job of an import; a stopped or failed one resumes after its last batch.

    ``queue=False``: the caller runs it in its own process. Raise NotFound when the import is not the person's,
    DomainError "people.not_allowed", "imports.already_run", or "imports.name_needed" without a mapping.
    """
    with transaction.atomic():
        file = ImportFile.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=file_id).first()
        if file is None:
            raise NotFound("import")
        require_permission(by, get_importer(file.kind).permission)
        if file.state in (ImportFile.State.RUNNING, ImportFile.State.DONE, ImportFile.State.UNDONE):
            raise DomainError("imports.already_run")
        if not file.mapping:
            raise DomainError("imports.name_needed")
        file.operation = open_operation(by=by, at=at, kind="imports.import", label=file.name, existing=file.operation)
        with audit_context(file.operation):
            file.state = ImportFile.State.RUNNING
            file.save(update_fields=["operation", "state"])
            previous_job = latest_job(kind="imports.import", subject_id=file.pk, by=by)
            return create_job(
                kind="imports.import",
                by=by,
                at=at,
                subject_id=file.pk,
                total=file.table["rows"],
                queue=queue,
                cursor=previous_job.cursor if previous_job else None,
                done=previous_job.done if previous_job else 0,
            )


def run_import(*, job_id: UUID, clock: Callable[[], dt.datetime]) -> ImportCounts | None:
    """Run an import from the start, or after its last committed batch.

    Return the counts of the whole file; None when the job has ended or another process runs it. A DomainError or a bug
    ("imports.broken") ends the import as failed and is raised again.
    """
    return run_claimed_job(
        job_id=job_id, clock=clock, work=lambda job: _work(job, clock), fail=_fail_import, broken="imports.broken"
    )


def _work(job: Job, clock: Callable[[], dt.datetime]) -> ImportCounts:
    by = job.person
    file = get_import(file_id=job.subject_id or job.pk, by=by)
    if file.operation is None or file.state != ImportFile.State.RUNNING:
        raise DomainError("imports.already_run")
    counts = ImportCounts.from_json(job.cursor.get("counts", {}))
    importer = get_importer(file.kind)
    context = importer.prepare(file, by)
    with audit_context(file.operation):
        importer.write_prerequisites(context, by)
    drafts = importer.parse_rows(file, counts.rows)
    state = ImportFile.State.DONE
    while batch := list(islice(drafts, BATCH)):
        if is_cancel_requested(job):
            state = ImportFile.State.STOPPED
            break
        batch_counts = ImportCounts.from_json(counts.as_json())
        with audit_context(file.operation):
            importer.write(file, batch, batch_counts, by, clock(), context)
            ImportRow.objects.bulk_create(_rejected(file, batch, importer), batch_size=250)
            job.cursor = {"counts": batch_counts.as_json()}
            record_job_progress(job, done=batch_counts.rows, at=clock())
        counts = batch_counts
    with audit_context(file.operation):
        warnings = [
            [subject, r.code, {k: str(v) for k, v in r.facts.items()}]
            for subject, r in importer.finish(file, by, context)
        ]
        file.counts = {**file.counts, "warnings": warnings}
        return _close(file, job, counts, state, clock())


def _rejected(file: ImportFile, batch: Rows, importer: Importer) -> list[ImportRow]:
    """Return the rejected rows of a batch with their reasons."""
    return [
        ImportRow(file=file, row=d.row, cells=cells, reasons=[c for c, _ in d.problems if c in importer.rejecting])
        for d, cells in batch
        if d.rejected and not getattr(d, "forgotten", False)
    ]


def _close(
    file: ImportFile, job: Job, counts: ImportCounts, state: str, at: dt.datetime, problem: str = ""
) -> ImportCounts:
    """Close an import and end its job, within its operation."""
    file.state, file.counts = state, {**file.counts, "done": counts.as_json()}
    file.save(update_fields=["state", "counts"])
    if file.operation:
        close_operation(file.operation)
    job.result = counts.as_json()
    ended: dict[str, str] = {ImportFile.State.DONE: Job.State.DONE, ImportFile.State.FAILED: Job.State.FAILED}
    finish_job(job, state=ended.get(state, Job.State.STOPPED), at=at, problem=problem)
    # The worker ran it, minutes later perhaps: notify the person who started it.
    notify(type_code="imports.ended", recipients=[job.person_id], record_id=file.pk, at=at)
    return counts


def _fail_import(job: Job, at: dt.datetime, problem: str) -> None:
    """Close a failed import; committed batches can be undone or resumed.

    An import run by another job keeps its state: only this job ends.
    """
    file = (
        ImportFile.objects.visible_to(job.person)
        .select_related("operation")
        .filter(pk=job.subject_id or job.pk)
        .first()
    )
    if file is None or file.operation is None or file.state != ImportFile.State.RUNNING:
        finish_job(job, state=Job.State.FAILED, at=at, problem=problem)
        return
    with audit_context(file.operation):
        _close(file, job, ImportCounts.from_json(job.cursor.get("counts", {})), ImportFile.State.FAILED, at, problem)
