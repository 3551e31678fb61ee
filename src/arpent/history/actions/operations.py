"""Run writing actions as operations: one transaction, one actor, one unit of audit and undo."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.db import connection, transaction

from arpent.database.lengths import fitted
from arpent.people.public import User
from arpent.web.uploads import removing_files_on_error

from ..models import Operation
from .sealing import seal_in_transaction
from .submissions import insert, submission_guard

_current: ContextVar[Operation | None] = ContextVar("arpent_operation", default=None)


@contextmanager
def operation(*, by: User | None, at: dt.datetime, kind: str, label: str = "") -> Iterator[Operation]:
    """Run a block as one operation of a person: an atomic transaction whose writes are audited and undone together.

    A nested operation joins the outer one. Raise RuntimeError when the outer one belongs to another person.
    """
    outer = _current.get()
    if outer is not None:
        if outer.person_id != (by.pk if by else None):
            raise RuntimeError(f"{kind} by {by and by.pk} inside {outer.kind} by {outer.person_id}")
        yield outer
        return
    op = Operation(kind=kind, label=fitted(Operation, "label", label), person=by, at=at)
    with submission_guard(op), audit_context(op):
        insert(op)
        yield op
        if op.is_described:
            op.save(update_fields=["label"])


def current_operation() -> Operation | None:
    """Return the operation of the current block, or None."""
    return _current.get()


@contextmanager
def audit_context(op: Operation) -> Iterator[None]:
    """Run one transaction whose writes are audited under an operation that may span several (an import's batches)."""
    outer = _current.get()
    with transaction.atomic():
        _set_actor(op.person_id, op.pk, op.at)
        token = _current.set(op)
        try:
            with removing_files_on_error():
                yield
        finally:
            _current.reset(token)
        if outer is not None:
            _set_actor(outer.person_id, outer.pk, outer.at)
        else:
            _set_actor(None, None, None)
            if connection.vendor == "sqlite":
                # On PostgreSQL this would serialise the writers: there the worker seals.
                seal_in_transaction()


def _set_actor(person_id: UUID | None, operation_id: UUID | None, at: dt.datetime | None) -> None:
    person, op = (person_id.hex if person_id else None), (operation_id.hex if operation_id else None)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            if at is None:
                cursor.execute("DELETE FROM history_auditcontext")
            else:
                text = at.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
                cursor.execute(
                    "INSERT OR REPLACE INTO history_auditcontext (id, person_id, operation_id, at) "
                    "VALUES (1, %s, %s, %s)",
                    [person, op, text],
                )
        else:
            cursor.execute(
                "SELECT set_config('arpent.person', %s, true), set_config('arpent.operation', %s, true), "
                "set_config('arpent.at', %s, true)",
                [person or "", op or "", at.isoformat() if at else ""],
            )


def open_operation(*, by: User, at: dt.datetime, kind: str, label: str, existing: Operation | None = None) -> Operation:
    """Open, or reopen, an operation that spans several transactions. It cannot be undone until it is closed."""
    op = existing or Operation(kind=kind, label=fitted(Operation, "label", label), person=by, at=at)
    op.running = True
    if existing:
        with audit_context(op):
            op.save(update_fields=["running"])
    else:
        with submission_guard(op), audit_context(op):
            insert(op)
    return op


def close_operation(op: Operation) -> None:
    """Close an operation opened by `open_operation`, which allows its undo."""
    op.running = False
    with audit_context(op):
        op.save(update_fields=["running"])
