"""What makes a form that is sent twice act once: its operation takes an id made of the submission (docs/adr/0023)."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError

from ..models import Operation


class RepeatedSubmission(Exception):
    """Another request has just processed the same submission. Not a DomainError: no view shows it on its form."""


@dataclass
class Submission:
    """A form that a person sent.

    ``id``: the same for the same form, reader, address and values; ``used``: an operation has it.
    """

    id: UUID
    used: bool = False


current_submission: ContextVar[Submission | None] = ContextVar("arpent_submission", default=None)


def get_submitted(submission_id: UUID) -> Operation | None:
    """Return the operation that carried a submission out, None when there is none."""
    rows = Operation.objects.unscoped("a repetition of the reader's own form: its id is made of the reader's")
    found: Operation | None = rows.filter(pk=submission_id).first()
    return found


@contextmanager
def submission_guard(op: Operation) -> Iterator[None]:
    """Have the first operation of a submission take its id; free again when the operation fails.

    Raise RepeatedSubmission when it is taken.
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
    """Insert an operation. Raise RepeatedSubmission when another request has just carried out the same submission."""
    try:
        op.save(force_insert=True)
    except IntegrityError as error:
        submission = current_submission.get()
        if submission is not None and op.pk == submission.id:
            raise RepeatedSubmission from error
        raise
