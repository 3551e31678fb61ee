"""Queries of operations, jobs and audit entries."""

import datetime as dt
import json
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count, Max, Model

from arpent.database.lists import prevent_lazy_loading
from arpent.people.public import User

from ..models import AuditEntry, Job, Operation
from ..models.operation import PROGRESS_TABLES


def list_operations(*, by: User, limit: int = 50, before: Operation | None = None) -> list[Operation]:
    """Return the latest operations a person may see, newest first."""
    rows = prevent_lazy_loading(Operation.objects.visible_to(by).select_related("person", "undone_by")).order_by(
        "-at", "-id"
    )
    if before is not None:
        rows = rows.filter(at__lte=before.at).exclude(pk=before.pk)
    return list(rows[:limit])


def get_operation(*, operation_id: UUID, by: User) -> Operation | None:
    """Return an operation, None when the person cannot see it."""
    return Operation.objects.visible_to(by).select_related("person", "undone_by").filter(pk=operation_id).first()


def count_changes(op: Operation) -> dict[str, int]:
    """Return how many records an operation created, updated and deleted."""
    entries = AuditEntry.objects.filter(operation_id=op.pk.hex).exclude(table__in=PROGRESS_TABLES)
    return {"I": 0, "U": 0, "D": 0} | dict(entries.values_list("action").annotate(n=Count("id")))


def get_job(*, job_id: UUID, by: User) -> Job | None:
    """Return a job, None when the person cannot see it."""
    return Job.objects.visible_to(by).filter(pk=job_id).first()


def latest_job(*, kind: str, by: User, subject_id: UUID | None = None) -> Job | None:
    """Return the person's newest job of a kind, on one subject or on any."""
    rows = Job.objects.visible_to(by).filter(kind=kind).order_by("-created_at")
    return (rows.filter(subject_id=subject_id) if subject_id else rows).first()


def list_values(*, operation_id: UUID, table: str, column: str) -> list[str]:
    """Return a column's distinct non-empty values, as texts, in the records of one table that an operation changed."""
    values: dict[str, None] = {}
    entries = AuditEntry.objects.filter(operation_id=operation_id.hex, table=table).values_list("before", "after")
    for before, after in entries.iterator():
        value = json.loads(after or before or "{}").get(column)
        if value:
            values[str(value)] = None
    return list(values)


def list_touched(*, operation_id: UUID, table: str, column: str) -> list[UUID]:
    """Return the distinct ids in a column of the records of one table that an operation changed."""
    return [UUID(v) for v in list_values(operation_id=operation_id, table=table, column=column)]


def list_records(*, operation_id: UUID, table: str) -> list[UUID]:
    """Return the ids of the records of one table that an operation created, changed or deleted."""
    rows = AuditEntry.objects.filter(operation_id=operation_id.hex, table=table).values_list("record_id", flat=True)
    return [UUID(r) for r in dict.fromkeys(rows)]


def count_writes(*, table: str, ids: Iterable[UUID]) -> dict[UUID, tuple[int, dt.datetime]]:
    """Return how often each record of a table was written, and when it was last, by id; records that were never written
    since the audit trail began are left out. The caller checks that the person may see them.
    """
    found: dict[UUID, tuple[int, dt.datetime]] = {}
    keys = [pk.hex for pk in ids]
    for start in range(0, len(keys), 400):
        rows = AuditEntry.objects.filter(record_id__in=keys[start : start + 400], table=table).order_by()
        for record_id, n, last in rows.values_list("record_id").annotate(n=Count("id"), last=Max("at")):
            found[UUID(record_id)] = (n, last)
    return found


def get_last_change(*, record: Model, column: str, limit: int = 50) -> tuple[str, dt.datetime] | None:
    """Return (full name, time) of the last change of a column in a record, or None.

    The name is "" for a change without an actor. Only the last ``limit`` entries are read. The caller checks that the
    person may see the record.
    """
    meta = record._meta
    pk = record.pk.hex if isinstance(record.pk, UUID) else str(record.pk)
    rows = AuditEntry.objects.filter(record_id=pk, table=meta.db_table).order_by("-id")
    if not any(f.column == column for f in meta.local_concrete_fields):
        return None
    for entry in rows[:limit]:
        before, after = json.loads(entry.before or "{}"), json.loads(entry.after or "{}")
        if before.get(column) != after.get(column):
            person = User.objects.filter(pk=UUID(entry.person_id)).first() if entry.person_id else None
            return person.full_name if person else "", entry.at
    return None
