"""The run of an import.

All or nothing per batch: each batch of rows is one transaction that also moves the job's cursor, so that a run killed in
the middle goes on at the next batch and nothing is half done. All batches belong to one operation, which undoes them.
"""

import datetime as dt
from collections.abc import Callable
from itertools import islice
from uuid import UUID

from django.db import transaction

from arpent.kernel.refusals import NotFound, Refused
from arpent.kernel.text import fold
from arpent.people.public import (
    Act,
    Job,
    User,
    acting,
    check_may,
    close_operation,
    create_job,
    end_job,
    is_stop_asked,
    latest_job,
    list_negotiators,
    move_job,
    open_operation,
    start_job,
)

from ...models import ImportFile, ImportRow
from ...rules.importing.values import REJECTING, Draft
from .deciding import BATCH, Tally, decide, drafts_of, locate
from .files import get_import
from .writing import BatchWriter


def start_import(*, file_id: UUID, by: User, at: dt.datetime) -> Job:
    """Create the job that will run an import; the caller enqueues its task. One that stopped goes on where it was."""
    check_may(by, Act.IMPORT_FILE)
    with transaction.atomic():
        file = ImportFile.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=file_id).first()
        if file is None:
            raise NotFound("import")
        if file.state in (ImportFile.State.RUNNING, ImportFile.State.DONE, ImportFile.State.UNDONE):
            raise Refused("import.already_run")
        if not file.mapping:
            raise Refused("import.name_needed")
        file.operation = open_operation(by=by, at=at, kind="clients.import", label=file.name, known=file.operation)
        file.state = ImportFile.State.RUNNING
        file.save(update_fields=["operation", "state"])
        former = latest_job(kind="clients.import", subject_id=file.pk, by=by)
        job = create_job(kind="clients.import", by=by, at=at, subject_id=file.pk, total=file.table["rows"])
        if former:
            job.cursor, job.done = former.cursor, former.done
            job.save(update_fields=["cursor", "done"])
    return job


def run_import(*, job_id: UUID, clock: Callable[[], dt.datetime]) -> Tally:
    """Run an import, or go on where its last batch ended. Returns the tally of the whole file."""
    job = start_job(job_id=job_id, at=clock())
    by = job.person
    file = get_import(file_id=job.subject_id or job.pk, by=by)
    if file.operation is None or file.state != ImportFile.State.RUNNING:
        raise Refused("import.already_run")
    tally = Tally.from_json(job.cursor.get("tally", {}))
    owners = _owner_index(by)
    drafts = drafts_of(file, start=tally.rows)
    state = ImportFile.State.DONE
    while batch := list(islice(drafts, BATCH)):
        if is_stop_asked(job):
            state = ImportFile.State.STOPPED
            break
        trial = Tally.from_json(tally.as_json())
        with acting(file.operation):
            _write_batch(file, batch, trial, by, clock(), owners)
            job.cursor = {"tally": trial.as_json()}
            move_job(job, done=trial.rows, at=clock())
        tally = trial
    return _close(file, job, tally, state, clock())


def _close(file: ImportFile, job: Job, tally: Tally, state: str, at: dt.datetime) -> Tally:
    with transaction.atomic():
        file.state, file.counts = state, {**file.counts, "done": tally.as_json()}
        file.save(update_fields=["state", "counts"])
        if file.operation:
            close_operation(file.operation)
        job.result = tally.as_json()
        ended: dict[str, str] = {ImportFile.State.DONE: Job.State.DONE, ImportFile.State.FAILED: Job.State.FAILED}
        end_job(job, state=ended.get(state, Job.State.STOPPED), at=at, problem=job.problem)
    return tally


def _owner_index(by: User) -> dict[str, UUID]:
    people = list_negotiators(by=by, act=Act.IMPORT_FILE)
    index: dict[str, UUID] = {}
    for p in people:
        for text in (p.email, p.full_name, f"{p.last_name} {p.first_name}", p.last_name):
            index.setdefault(fold(text), p.pk)
    return index


def _write_batch(
    file: ImportFile,
    batch: list[tuple[Draft, list[str]]],
    tally: Tally,
    by: User,
    at: dt.datetime,
    owners: dict[str, UUID],
) -> None:
    writer = BatchWriter(file, by, at, owners)
    writer.matcher.load([d for d, _ in batch])
    for draft, cells in batch:
        match = None if draft.rejected else writer.matcher.find(draft)
        plan = decide(draft, match, file.options, tally)
        if plan == "reject":
            reasons = [c for c, _ in draft.problems if c in REJECTING]
            writer.rejected.append(ImportRow(file=file, row=draft.row, reasons=reasons, cells=cells))
            continue
        point, precision, commune = locate(draft)
        tally.located[precision if precision in ("point", "commune") else "none"] += 1
        if match is None or plan == "create":
            writer.create(draft, point, precision, commune)
        elif plan == "new_site":
            writer.add_site(draft, match.company_id, point, precision, commune)
        elif plan == "update" and match.site_id:
            writer.updates.append((draft, match.company_id, match.site_id, point, precision, commune))
    updated, unchanged = writer.flush()
    tally.updated += updated
    tally.unchanged += unchanged


def fail_import(*, job_id: UUID, at: dt.datetime, problem: str) -> None:
    """Close an import that could not go on; what its finished batches brought stays, and can be undone or gone on with."""
    job = start_job(job_id=job_id, at=at)
    file = get_import(file_id=job.subject_id or job.pk, by=job.person)
    job.problem = problem
    _close(file, job, Tally.from_json(job.cursor.get("tally", {})), ImportFile.State.FAILED, at)
