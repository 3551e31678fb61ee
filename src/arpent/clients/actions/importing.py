"""The import of a commercial file: receive, map, check, run, resume.

All or nothing per batch: each batch of rows is one transaction that also moves the job's cursor, so that a run killed in
the middle goes on at the next batch and nothing is half done. All batches belong to one operation, which undoes them.
"""

import datetime as dt
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, ClassVar
from uuid import UUID

from django.conf import settings
from django.db import transaction

from arpent.geography.public import Address, locate_offline
from arpent.kernel.coordinates import Point
from arpent.kernel.ids import new_id
from arpent.kernel.refusals import NotFound, Refused
from arpent.kernel.text import fold
from arpent.people.public import (
    Act,
    Job,
    Reach,
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

from ..models import (
    Company,
    ImportFile,
    ImportRow,
)
from ..queries.tables import inspect_table, iter_rows
from ..rules.importing.columns import SYNONYMS, guess_mapping
from ..rules.importing.values import REJECTING, Draft, read_row
from .import_writer import BatchWriter
from .matching import Matcher

BATCH = 500
CHOICES = ("create", "update", "skip")
# Per match rule, what is done with a row that matches; a known siren with an unknown place makes a new site.
DEFAULT_OPTIONS: dict[str, Any] = {"siret": "update", "siren": "update", "name_place": "update", "natural_persons": False,
                                   "owner": "", "relationship": "suspect", "source": ""}  # fmt: skip


def uploads_folder() -> Path:
    folder = Path(settings.MEDIA_ROOT) / "imports"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def stored_path(file: ImportFile) -> Path:
    return uploads_folder() / file.stored_as


def receive_file(*, by: User, at: dt.datetime, name: str, content: BinaryIO) -> ImportFile:
    """Store an uploaded file under a name of ours and understand its table. Raise Refused when it is none."""
    check_may(by, Act.IMPORT_FILE)
    pk = new_id()
    path = uploads_folder() / f"{pk.hex}.data"
    with path.open("wb") as out:
        shutil.copyfileobj(content, out, 1024 * 1024)
    size = path.stat().st_size
    limit = settings.ARPENT_MAX_UPLOAD
    try:
        if size > limit:
            raise Refused("import.too_large", limit=limit // 1024 // 1024)
        shape = inspect_table(path)
    except Refused:
        path.unlink()
        raise
    mapping = {str(i): f for i, f in guess_mapping(shape.columns).items()}
    return ImportFile.objects.create(
        id=pk, owner=by, name=Path(name).name[:200] or "fichier", stored_as=path.name, size=size, created_at=at,
        table=shape.as_json(), mapping=mapping, options={**DEFAULT_OPTIONS, "owner": str(by.pk)},
    )  # fmt: skip


def get_import(*, file_id: UUID, by: User) -> ImportFile:
    file = ImportFile.objects.visible_to(by).filter(pk=file_id).first()
    if file is None:
        raise NotFound("import")
    return file


def set_mapping(*, file_id: UUID, by: User, mapping: dict[str, str], options: dict[str, Any]) -> ImportFile:
    """Set which column holds what, and what is done with matches. Raise Refused when no column holds the name."""
    file = get_import(file_id=file_id, by=by)
    if file.state not in (ImportFile.State.UPLOADED, ImportFile.State.CHECKED):
        raise Refused("import.already_run")
    width = len(file.table["columns"])
    chosen = {i: f for i, f in mapping.items() if f and i.isdigit() and int(i) < width}
    if any(f not in SYNONYMS for f in chosen.values()):
        raise Refused("import.no_such_field")
    doubled = [f for f, n in Counter(chosen.values()).items() if n > 1]
    if doubled:
        raise Refused("import.field_twice", field=doubled[0])
    if "name" not in chosen.values() and "person_name" not in chosen.values():
        raise Refused("import.name_needed")
    clean = {**DEFAULT_OPTIONS, **{k: v for k, v in options.items() if k in DEFAULT_OPTIONS}}
    if any(clean[rule] not in CHOICES for rule in ("siret", "siren", "name_place")):
        raise Refused("import.no_such_field")
    if clean["relationship"] not in Company.Relationship.values:
        raise Refused("clients.wrong_relationship")
    people = {str(p.pk) for p in list_negotiators(by=by, act=Act.IMPORT_FILE)}
    if clean["owner"] and clean["owner"] not in people:
        raise NotFound("person")
    if not clean["owner"] and by.reach(Act.IMPORT_FILE) != Reach.ALL:
        raise Refused("import.owner_needed")
    file.mapping, file.options, file.state = chosen, clean, ImportFile.State.UPLOADED
    file.save(update_fields=["mapping", "options", "state"])
    return file


@dataclass
class Tally:
    """What an import did or would do."""

    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    duplicates: int = 0
    located: Counter[str] = field(default_factory=Counter)
    problems: Counter[str] = field(default_factory=Counter)
    matches: Counter[str] = field(default_factory=Counter)

    NUMBERS: ClassVar = ("rows", "created", "updated", "unchanged", "rejected", "duplicates")

    def as_json(self) -> dict[str, Any]:
        located = {k: self.located.get(k, 0) for k in ("point", "commune", "none")}
        return {**self.__dict__, "located": located, "problems": dict(self.problems), "matches": dict(self.matches)}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Tally":
        tally = cls(**{k: data.get(k, 0) for k in cls.NUMBERS})
        for name in ("located", "problems", "matches"):
            setattr(tally, name, Counter(data.get(name, {})))
        return tally


def _drafts(file: ImportFile, start: int = 0) -> Iterator[tuple[Draft, list[str]]]:
    mapping = {int(i): f for i, f in file.mapping.items()}
    persons, width = bool(file.options.get("natural_persons")), len(file.table["columns"])
    for number, cells in iter_rows(stored_path(file), file.table, start):
        yield read_row(number, cells, mapping, natural_persons=persons, width=width), cells


def check_file(
    *, file_id: UUID, by: User, on_progress: Callable[[int], None] | None = None, samples: int = 12
) -> tuple[Tally, list[dict[str, Any]]]:
    """Read the whole file without writing: count problems and matches, and return the first rows as they will be."""
    file = get_import(file_id=file_id, by=by)
    tally, matcher = Tally(), Matcher(by)
    first: list[dict[str, Any]] = []
    drafts = _drafts(file)
    while batch := list(islice(drafts, BATCH)):
        matcher.load([d for d, _ in batch])
        for draft, _cells in batch:
            plan = _decide(draft, matcher, file.options, tally)
            found = _locate(draft)
            if plan != "reject":
                tally.located[found[1] if found[1] in ("point", "commune") else "none"] += 1
            if plan in ("create", "new_site"):
                matcher.remember(draft, new_id(), new_id())
            if len(first) < samples:
                first.append({"row": draft.row, "plan": plan, "company": _shown(draft.company), "site": _shown(draft.site),
                              "contact": _shown(draft.contact), "precision": found[1],
                              "problems": [list(p) for p in draft.problems]})  # fmt: skip
        if on_progress:
            on_progress(tally.rows)
    file.counts = {"check": tally.as_json(), "sample": first}
    file.state = ImportFile.State.CHECKED
    file.save(update_fields=["counts", "state"])
    return tally, first


def _shown(values: dict[str, object]) -> dict[str, str]:
    return {k: str(v) for k, v in values.items()}


def _decide(draft: Draft, matcher: Matcher, options: dict[str, Any], tally: Tally) -> str:
    """Return what becomes of a draft: reject, create, new_site, update or skip; count it."""
    tally.rows += 1
    for code, _ in draft.problems:
        tally.problems[code] += 1
    if draft.rejected:
        tally.rejected += 1
        return "reject"
    match = matcher.find(draft)
    if match is None:
        tally.created += 1
        return "create"
    tally.matches[match.rule] += 1
    if match.rule == "siret" and match.elsewhere:
        tally.problems["siret_elsewhere"] += 1
    if match.site_id is None:
        # The company is known, the place is not: a new site of it, unless the rule says to leave such rows out.
        if options[match.rule] == "skip":
            tally.duplicates += 1
            return "skip"
        tally.created += 1
        return "new_site"
    tally.duplicates += 1
    choice = str(options[match.rule])
    if choice == "create":
        tally.created += 1
    return choice


def _locate(draft: Draft) -> tuple[Point | None, str, str]:
    """Return (point, precision, commune code) of a draft, with the communes shipped."""
    site = draft.site
    given = Point(float(str(site["lat"])), float(str(site["lon"]))) if "lat" in site else None
    if site.get("country", "FR") != "FR":
        return given, "point" if given else "none", ""
    text = {k: str(site.get(k, "")) for k in ("address", "postcode", "city", "commune_code")}
    found = locate_offline(Address(text["address"], text["postcode"], text["city"], text["commune_code"], given))
    return found.point, found.precision, found.commune_code


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
    drafts = _drafts(file, start=tally.rows)
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
        plan = _decide(draft, writer.matcher, file.options, tally)
        if plan == "reject":
            reasons = [c for c, _ in draft.problems if c in REJECTING]
            writer.rejected.append(ImportRow(file=file, row=draft.row, reasons=reasons, cells=cells))
            continue
        point, precision, commune = _locate(draft)
        tally.located[precision if precision in ("point", "commune") else "none"] += 1
        match = None if plan == "create" else writer.matcher.find(draft)
        if match is None:
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
