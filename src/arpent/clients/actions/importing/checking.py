"""The preview: the whole file read without writing, every problem counted, the first rows as they will be."""

import datetime as dt
from collections.abc import Callable
from itertools import islice
from typing import Any
from uuid import UUID

from arpent.kernel.ids import new_id
from arpent.people.public import Job, User, create_job, end_job, is_stop_asked, move_job, start_job

from ...models import Company, ImportFile
from .deciding import BATCH, Tally, decide, drafts_of, locate
from .files import get_import
from .matching import Matcher

# A file of this many rows is checked while the person waits (about half a second); a longer one shows its progress.
ROWS_AT_ONCE = 2000
SAMPLES, TWINS = 12, 50


class CheckStopped(Exception):
    """The person asked the check to stop: nothing was written, the columns can be changed."""


def check_file(
    *, file_id: UUID, by: User, on_progress: Callable[[int], None] | None = None
) -> tuple[Tally, list[dict[str, Any]]]:
    """Read the whole file without writing: count problems and matches, and return the first rows as they will be."""
    file = get_import(file_id=file_id, by=by)
    asked = (file.mapping, file.options)
    tally, matcher = Tally(), Matcher(by)
    first: list[dict[str, Any]] = []
    twins: list[dict[str, Any]] = []
    rows_of: dict[UUID, int] = {}  # the row that would create a company
    drafts = drafts_of(file)
    while batch := list(islice(drafts, BATCH)):
        matcher.load([d for d, _ in batch])
        for draft, _cells in batch:
            match = None if draft.rejected else matcher.find(draft)
            plan = decide(draft, match, file.options, tally)
            found = locate(draft)
            if plan != "reject":
                tally.located[found[1] if found[1] in ("point", "commune") else "none"] += 1
            if match and len(twins) < TWINS:
                twins.append({"row": draft.row, "plan": plan, "name": str(draft.company.get("name", "")), "rule": match.rule,
                              "city": str(draft.site.get("city", "")), "company": match.company_id})  # fmt: skip
            if plan == "create":
                rows_of[company := new_id()] = draft.row
                matcher.remember(draft, company, new_id())
            elif plan == "new_site" and match:
                matcher.remember(draft, match.company_id, new_id())
            if len(first) < SAMPLES:
                first.append({"row": draft.row, "plan": plan, "company": _shown(draft.company), "site": _shown(draft.site),
                              "contact": _shown(draft.contact), "precision": found[1],
                              "problems": [list(p) for p in draft.problems]})  # fmt: skip
        if on_progress:
            on_progress(tally.rows)
    file.refresh_from_db()
    if (file.mapping, file.options) == asked and file.state == ImportFile.State.UPLOADED:
        file.counts = {"check": tally.as_json(), "sample": first, "twins": _named(twins, rows_of, by)}
        file.state = ImportFile.State.CHECKED
        file.save(update_fields=["counts", "state"])
    return tally, first


def _named(twins: list[dict[str, Any]], rows_of: dict[UUID, int], by: User) -> list[dict[str, Any]]:
    """Return duplicates with what each resembles: a row of the file, or a company of the base by its name."""
    known = Company.objects.visible_to(by).in_bulk([t["company"] for t in twins if t["company"] not in rows_of])
    return [
        {**t, "company": "", "twin_row": rows_of.get(t["company"]), "twin": known[t["company"]].name if t["company"] in known else ""}
        for t in twins
    ]  # fmt: skip


def start_check(*, file_id: UUID, by: User, at: dt.datetime) -> Job:
    """Create the job that checks a long file; the caller enqueues its task."""
    file = get_import(file_id=file_id, by=by)
    return create_job(kind="clients.check", by=by, at=at, subject_id=file.pk, total=file.table["rows"])


def run_check(*, job_id: UUID, clock: Callable[[], dt.datetime]) -> None:
    """Check a file as a job. It writes nothing, so that after a break it starts again from the top."""
    job = start_job(job_id=job_id, at=clock())

    def go_on(rows: int) -> None:
        if is_stop_asked(job):
            raise CheckStopped
        move_job(job, done=rows, at=clock())

    try:
        check_file(file_id=job.subject_id or job.pk, by=job.person, on_progress=go_on)
    except CheckStopped:
        end_job(job, state=Job.State.STOPPED, at=clock())
    else:
        end_job(job, state=Job.State.DONE, at=clock())


def _shown(values: dict[str, object]) -> dict[str, str]:
    return {k: str(v) for k, v in values.items()}
