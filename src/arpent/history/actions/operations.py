"""Operations: each writing action is one transaction, one operation, one actor."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.db import connection, transaction

from arpent.people.public import User
from arpent.web.uploads import removing_files_on_error

from ..models import Operation
from .sealing import seal_in_transaction
from .submissions import insert, submission_guard

_current: ContextVar[Operation | None] = ContextVar("arpent_operation", default=None)


@contextmanager
def operation(*, by: User | None, at: dt.datetime, kind: str, label: str = "") -> Iterator[Operation]:
    """Run a block as one operation of a person: all of it or nothing, each write audited and undoable together.

    An operation inside an operation joins the outer one, which must be of the same person: a write is never booked on
    somebody else. Raise RuntimeError otherwise.
    """
    outer = _current.get()
    if outer is not None:
        if outer.person_id != (by.pk if by else None):
            raise RuntimeError(f"{kind} by {by and by.pk} inside {outer.kind} by {outer.person_id}")
        yield outer
        return
    op = Operation(kind=kind, label=label[:200], person=by, at=at)
    with submission_guard(op), audit_context(op):
        insert(op)
        yield op
        if op.is_described:
            op.save(update_fields=["label"])


def current_operation() -> Operation | None:
    """Return the operation that carries the writes of the running block."""
    return _current.get()


@contextmanager
def audit_context(op: Operation) -> Iterator[None]:
    """Have the writes of one transaction carried by an operation that may span several (an import's batches)."""
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
                # On PostgreSQL a chain in the writers' transactions would have them wait for each other: the worker
                # seals.
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


def open_operation(*, by: User, at: dt.datetime, kind: str, label: str, known: Operation | None = None) -> Operation:
    """Return an operation whose work spans several transactions (a known one goes on); undo waits until it is
    closed.
    """
    op = known or Operation(kind=kind, label=label[:200], person=by, at=at)
    op.running = True
    if known:
        with audit_context(op):
            op.save(update_fields=["running"])
    else:
        with submission_guard(op), audit_context(op):
            insert(op)
    return op


def close_operation(op: Operation) -> None:
    """Let an operation be undone: its work is over."""
    op.running = False
    with audit_context(op):
        op.save(update_fields=["running"])
