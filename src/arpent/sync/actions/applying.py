"""Apply a stored version to the record of its domain, and retry versions that wait for a missing record."""

import datetime as dt
import logging
from typing import Any

from django.db import IntegrityError, transaction

from arpent.database.lengths import fitted
from arpent.kernel.errors import Conflict, DomainError, NotFound
from arpent.kernel.ids import new_id
from arpent.kernel.offline import OfflineCommand
from arpent.people.public import User

from ..models import Submission, SubmissionVersion
from ..queries.base_revision import get_base_body
from ..queries.sorting import show_body
from ..rules.commands import COMMANDS
from ..rules.version_state import State
from .files import bytes_of

log = logging.getLogger("arpent.sync")
MAX_RETRIED = 50


class _TrialRollback(Exception):
    """Rolls back the trial run of a version as its author."""


def acknowledged_revision(version: SubmissionVersion) -> int:
    """Return the revision that a version created; 0 when a person resolved it, since the stored content differs."""
    return version.revision if version.state != State.RESOLVED else 0


def write(
    version: SubmissionVersion,
    command: OfflineCommand,
    *,
    by: User,
    at: dt.datetime,
    body: Any = None,
    seen: Any = None,
) -> None:
    """Have the domain write a version, or the body that a person made of it; store the resulting state in the version.
    A refused version keeps its reason: NotFound makes it waiting, Conflict a conflict, another DomainError refused, a
    bug refused with sync.broken (and logged). A version imported by another person must be writable by its author too.
    ``seen``: the record as the person who made ``body`` saw it, None to replace it; a version itself is merged with the
    device's last acknowledged content.
    """
    submission = version.submission
    written = version.corrected_body if body is None else body
    given: dict[str, Any] = {
        "record_id": submission.record_id,
        "by": by,
        "author_id": submission.person_id,
        "at": at,
        "body": written,
    }
    if command.takes_file:
        given |= {"path": bytes_of(version), "sha256": version.sha256}
    if command.merges:
        given["seen"] = (get_base_body(version=version) or {}) if body is None else seen
    version.refusal, version.facts = "", {}
    try:
        if version.received_by_id is not None and by.pk == version.received_by_id:
            _check_author_may_write(submission.person, command, given)
        _apply(command, given, submission)
    except NotFound as refusal:
        version.state, version.refusal, version.facts = (
            State.WAITING.value,
            "sync.waits",
            {"what": str(refusal.facts.get("kind", ""))},
        )
    except Conflict as conflict:
        version.state, version.refusal = State.CONFLICT.value, "sync.fields_differ"
        version.facts = {"fields": ", ".join(conflict.fields)}
    except DomainError as refusal:
        version.state, version.refusal = State.REFUSED.value, refusal.code
        version.facts = {k: v if isinstance(v, int | str) else str(v) for k, v in refusal.facts.items()}
    except Exception:
        # A bug of ours must cost nobody a report: it is kept, and the log says what happened.
        log.exception("a %s could not be written", command.kind)
        version.state, version.refusal = State.REFUSED.value, "sync.broken"
    else:
        version.state, version.revision = (
            State.APPLIED.value,
            command.revision(record_id=submission.record_id, by=by) or 0,
        )
        _close_former(version, by)
    submission.label = _label(command, written, by)
    submission.save(update_fields=["label", "record_id"])
    version.save(update_fields=["state", "refusal", "facts", "revision"])


def _apply(command: OfflineCommand, given: dict[str, Any], submission: Submission) -> None:
    """Have the domain write it.

    An id that a record out of reach already has says nothing of it: ours gets another one.
    """
    try:
        with transaction.atomic():
            command.apply(**given)
    except IntegrityError:
        if command.revision(record_id=submission.record_id, by=given["by"]) is not None:
            raise
        submission.record_id = given["record_id"] = new_id()
        with transaction.atomic():
            command.apply(**given)


def _check_author_may_write(author: User, command: OfflineCommand, given: dict[str, Any]) -> None:
    """Have the domain write a version as its author and take it back: raises what the author would be refused with."""
    try:
        with transaction.atomic():
            command.apply(**{**given, "by": author})
            raise _TrialRollback
    except (_TrialRollback, IntegrityError):
        pass  # an id that is taken is dealt with when it is written


def _close_former(version: SubmissionVersion, by: User) -> None:
    """What the same phone sent of the record before, and could not be written, is overtaken."""
    rows = SubmissionVersion.objects.visible_to(by).filter(submission=version.submission, device=version.device)
    rows.filter(seq__lt=version.seq, state__in=[State.REFUSED.value, State.WAITING.value]).update(
        state=State.SUPERSEDED.value
    )


def _label(command: OfflineCommand, body: Any, by: User) -> str:
    """Return what a list calls the item: its first value that reads as a name."""
    label = next((text for _key, _words, text in show_body(command, body, by) if text), "")
    return fitted(Submission, "label", label)


def retry_waiting(*, person: User, at: dt.datetime) -> int:
    """Apply up to 50 versions that wait for a missing record, oldest first; return how many were applied.
    Each is applied in the name of the person who submitted it.
    """
    done = 0
    rows = SubmissionVersion.objects.visible_to(person).filter(submission__person=person, state=State.WAITING.value)
    for pk in list(rows.order_by("received_at", "id").values_list("pk", flat=True)[:MAX_RETRIED]):
        with transaction.atomic():
            rows = SubmissionVersion.objects.visible_to(person).select_for_update(of=("self",))
            version = rows.select_related("submission__person", "received_by").get(pk=pk)
            command, by = COMMANDS.get(version.submission.kind), version.received_by or version.submission.person
            if version.state != State.WAITING or command is None or not by.is_active:
                continue
            write(version, command, by=by, at=at)
            done += version.state == State.APPLIED
    return done
