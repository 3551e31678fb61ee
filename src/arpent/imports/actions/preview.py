"""Preview of an import: reads the whole file without writing, counts problems, shows the first rows."""

import datetime as dt
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any
from uuid import UUID

from arpent.history.public import (
    Job,
    Operation,
    audit_context,
    create_job,
    finish_job,
    is_cancel_requested,
    operation,
    record_job_progress,
    run_claimed_job,
)
from arpent.people.public import User

from ..models import ImportFile
from .counts import ImportCounts
from .importers import get_importer
from .imports import get_import

# Files up to this number of rows are checked within the request (about half a second).
ROWS_AT_ONCE = 2000


class CheckStopped(Exception):
    """The user cancelled the check; nothing was written."""


def check_file(
    *, file_id: UUID, by: User, on_progress: Callable[[int], None] | None = None, op: Operation | None = None
) -> tuple[ImportCounts, dict[str, Any]]:
    """Read the whole file without writing records; return the counts and the preview's data.

    The result is stored with the file, unless its mapping or options were changed meanwhile. ``op``: operation under
    which it is stored. Raise NotFound as `get_import` does, and whatever ``on_progress`` raises.
    """
    file = get_import(file_id=file_id, by=by)
    settings = (file.mapping, file.options)
    counts, shown = get_importer(file.kind).check(file, by, on_progress)
    with audit_context(op) if op else nullcontext():
        file.refresh_from_db()
        if (file.mapping, file.options) == settings and file.state == ImportFile.State.UPLOADED:
            file.counts = {"check": counts.as_json(), **shown}
            file.state = ImportFile.State.CHECKED
            file.save(update_fields=["counts", "state"])
    return counts, shown


def start_check(*, file_id: UUID, by: User, at: dt.datetime) -> Job:
    """Create the job that checks a long file. Raise NotFound as `get_import` does."""
    file = get_import(file_id=file_id, by=by)
    with operation(by=by, at=at, kind="imports.check", label=file.name):
        return create_job(kind="imports.check", by=by, at=at, subject_id=file.pk, total=file.table["rows"])


def run_check(*, job_id: UUID, clock: Callable[[], dt.datetime]) -> None:
    """Check a file in a job; a cancelled check ends it as stopped, and other errors as failed before they are raised.

    Writes nothing until its end, so an interrupted check restarts.
    """

    def work(job: Job) -> None:
        """Check the rows, reporting progress."""

        def go_on(rows: int) -> None:
            """Raise CheckStopped when the user cancelled."""
            if is_cancel_requested(job):
                raise CheckStopped
            record_job_progress(job, done=rows, at=clock())

        try:
            check_file(file_id=job.subject_id or job.pk, by=job.person, on_progress=go_on, op=job.operation)
        except CheckStopped:
            finish_job(job, state=Job.State.STOPPED, at=clock())
        else:
            finish_job(job, state=Job.State.DONE, at=clock())

    run_claimed_job(job_id=job_id, clock=clock, work=work)
