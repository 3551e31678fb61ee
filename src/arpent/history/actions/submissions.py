"""Idempotent form submissions: the operation of a form takes an id derived from the submission (docs/adr/0023)."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError

from ..models import Operation


class RepeatedSubmission(Exception):
    """A concurrent request processed the same submission. Not a DomainError: no view shows it as a form error."""


@dataclass
class Submission:
    """A submitted form.

    ``id``: identical for the same form, person, address and values; ``used``: whether an operation has taken the id.
    """

    id: UUID
    used: bool = False


current_submission: ContextVar[Submission | None] = ContextVar("arpent_submission", default=None)


def get_submitted(submission_id: UUID) -> Operation | None:
    """Return the operation that processed a submission, or None."""
    rows = Operation.objects.unscoped("a repetition of the reader's own form: its id is made of the reader's")
    operation: Operation | None = rows.filter(pk=submission_id).first()
    return operation


@contextmanager
def submission_guard(op: Operation) -> Iterator[None]:
    """Give the first operation of the current submission its id; release the id when the operation fails.

    Raise RepeatedSubmission when the id is already taken.
    """
    submission = current_submission.get()
    if submission is None or submission.used:
        yield
        return
    op.pk, submission.used = submission.id, True
    try:
        yield
    except BaseException:
        submission.used = False
        raise


def insert(op: Operation) -> None:
    """Insert an operation. Raise RepeatedSubmission when a concurrent request processed the same submission."""
    try:
        op.save(force_insert=True)
    except IntegrityError as error:
        submission = current_submission.get()
        if submission is not None and op.pk == submission.id:
            raise RepeatedSubmission from error
        raise
