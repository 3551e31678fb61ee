"""Receive what a phone wrote: stored first, then written where it belongs. Nothing that comes is ever dropped."""

import datetime as dt
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Case, QuerySet, When

from arpent.kernel.errors import Conflict, DomainError, NotFound
from arpent.kernel.ids import new_id
from arpent.kernel.offline import OfflineCommand
from arpent.people.public import User
from arpent.web.uploads import may_have_committed

from ..models import Device, Submission, SubmissionVersion
from ..queries.base_revision import get_base_body
from ..queries.sorting import merge_unconflicted, show_body
from ..rules.commands import COMMANDS, screen_body
from ..rules.envelope import Envelope, skew_of
from ..rules.version_state import IncomingVersion, State, StoredVersion, find_replay, resolve_incoming
from .files import bytes_of, check_hash, store_bytes

log = logging.getLogger("arpent.sync")


@dataclass(frozen=True)
class Receipt:
    """What a phone is told. ``rev``: the edition its version made, 0 for none: never that of somebody else's words,
    which it
    has not seen; ``created``: the record was not there before."""

    version: SubmissionVersion
    state: State
    rev: int
    created: bool = False


class _TrialRollback(Exception):
    """Ends the trial run of a version as its author: nothing of it stays."""


def receive(
    *,
    device: Device,
    kind: str,
    key: UUID,
    envelope: Envelope,
    at: dt.datetime,
    content: bytes | None = None,
    received_by: User | None = None,
) -> Receipt:
    """Store one version and, when nothing speaks against it, write it. A repetition is told what the first was told.

    ``content``: the bytes that came with the version; a kind that takes a file is refused without them, any other with
    them.
    ``received_by``: who brings the version in at the desk: the act is theirs, the author stays the device's person.
    Raise NotFound for a kind that no domain has registered.
    """
    command = COMMANDS.get(kind)
    if command is None:
        raise NotFound("kind")
    if command.takes_file != (content is not None):
        raise DomainError("sync.bytes_missing" if command.takes_file else "sync.unreadable")
    if content is not None:
        check_hash(content=content, sha256=envelope.sha256)
    arrival = _IncomingSubmission(device, command, key, envelope, at, received_by or device.person)
    if content is not None and (repeated := arrival.find_repeated()) is not None:
        return repeated
    # Cleaned and stored before the transaction: a large picture must not hold the base meanwhile.
    stored = store_bytes(content) if content is not None else None
    try:
        try:
            receipt = arrival.store(stored)
        except IntegrityError:
            # Two phones of one person sent the same new id at one moment: the second finds the first now.
            receipt = arrival.store(stored)
    except BaseException as error:
        if stored is not None and not may_have_committed(error):
            stored.unlink(missing_ok=True)
        raise
    if stored is not None and receipt.version.stored_as != stored.name:
        stored.unlink(missing_ok=True)
    return receipt


@dataclass(frozen=True)
class _IncomingSubmission:
    """A version on its way in. ``by``: whose act it is, the device's person unless somebody brings it in."""

    device: Device
    command: OfflineCommand
    key: UUID
    envelope: Envelope
    at: dt.datetime
    by: User

    @property
    def author(self) -> User:
        return self.device.person

    @property
    def sent(self) -> IncomingVersion:
        e = self.envelope
        return IncomingVersion(self.device.pk.hex, e.seq, e.base_rev, e.digest, e.captured_at.isoformat())

    def find_repeated(self) -> Receipt | None:
        """Return what was told of this version before, None when it has not come."""
        submission = self._known_submissions().first()
        return self._repeated(self._versions(submission)) if submission is not None else None

    def store(self, stored: Path | None) -> Receipt:
        e = self.envelope
        with transaction.atomic():
            submission = self._get_or_create_submission()
            versions = self._versions(submission)
            if (repeated := self._repeated(versions)) is not None:
                return repeated
            known = [_stored_version(v) for v in versions]
            edition = self._edition(submission.record_id)
            version = SubmissionVersion(
                id=new_id(),
                submission=submission,
                device=self.device,
                seq=e.seq,
                base_rev=e.base_rev,
                schema=e.schema,
                captured_at=e.captured_at,
                received_at=self.at,
                body=e.body,
                sha256=e.sha256,
                digest=e.digest,
                skew_seconds=int(skew_of(e.sent_at, self.at).total_seconds()),
                stored_as=stored.name if stored else "",
                received_by=self.by if self.by.pk != self.author.pk else None,
            )
            state = resolve_incoming(self.sent, known, edition)
            if state == State.CONFLICT and self.command.merges:
                state = State.APPLIED  # its fields are compared, not its edition
            if state == State.APPLIED and e.schema > self.command.schema:
                state, version.refusal = State.REFUSED, "sync.newer_app"
            elif state == State.APPLIED and e.changed:
                state, version.refusal = State.REFUSED, "sync.replaced_value"
            version.body, may_write = screen_body(self.command.kind, submission.record_id, e.body)
            if not may_write:
                state, version.refusal = State.REFUSED, "people.erased_person"
            version.state = state.value
            version.save(force_insert=True)
            if state == State.APPLIED:
                write(version, self.command, by=self.by, at=self.at)
            elif state == State.CONFLICT:
                self._merge(version)
            created = edition is None and version.state == State.APPLIED
            return Receipt(version, State(version.state), acknowledged_revision(version), created)

    def _merge(self, version: SubmissionVersion) -> None:
        """Write a version whose record others changed meanwhile, when no field was changed on both sides.

        It is then settled like one that a person merged: the record holds words that the phone has not seen.
        """
        if self.command.takes_file or self.envelope.changed or self.envelope.schema > self.command.schema:
            return
        body = merge_unconflicted(version=version, by=self.by)
        if body is None:
            return
        write(version, self.command, by=self.by, at=self.at, body=body)
        if version.state == State.APPLIED:
            version.state, version.resolved_at = State.RESOLVED.value, self.at
            version.save(update_fields=["state", "resolved_at"])

    def _repeated(self, versions: list[SubmissionVersion]) -> Receipt | None:
        known = [_stored_version(v) for v in versions]
        replay = find_replay(self.sent, known)
        if replay is None:
            return None
        first = versions[known.index(replay)]
        return Receipt(first, State(first.state), acknowledged_revision(first))

    def _versions(self, submission: Submission) -> list[SubmissionVersion]:
        return list(
            SubmissionVersion.objects.visible_to(self.author).filter(submission=submission).select_related("submission")
        )

    def _known_submissions(self) -> QuerySet[Submission]:
        """Return the items a phone may speak of: its person's, then those of colleagues its person writes for."""
        rows = Submission.objects.visible_to(self.author).filter(kind=self.command.kind, key=self.key)
        if self.by.pk != self.author.pk:
            rows = rows.filter(pk__in=Submission.objects.visible_to(self.by).filter(key=self.key).values("pk"))
        own_first = Case(When(person=self.author, then=0), default=1)
        return rows.order_by(own_first, "id")

    def _edition(self, record_id: UUID) -> int | None:
        """Return a record's edition, None unless both the author and whoever brings it in reach it."""
        found = self.command.edition(record_id=record_id, by=self.author)
        if found is None or self.by.pk == self.author.pk:
            return found
        return self.command.edition(record_id=record_id, by=self.by)

    def _get_or_create_submission(self) -> Submission:
        """Return the item a phone speaks of, a new one when there is none.

        An id that stands for a record out of the person's reach is nobody's business: theirs gets another id here.
        """
        found = self._known_submissions().select_for_update(of=("self",)).first()
        if found is not None:
            return found
        kind, key = self.command.kind, self.key
        taken = Submission.objects.unscoped("whether an id is taken").filter(kind=kind, record_id=key).exists()
        mine = self._edition(key) is not None
        submission = Submission(
            id=new_id(), person=self.author, kind=kind, key=key, record_id=new_id() if taken and not mine else key
        )
        submission.save(force_insert=True)
        return submission


def acknowledged_revision(version: SubmissionVersion) -> int:
    """Return the edition that a version made as it was sent; what a person made of it is other words."""
    return version.rev if version.state != State.RESOLVED else 0


def _stored_version(version: SubmissionVersion) -> StoredVersion:
    return StoredVersion(
        version.device_id.hex,
        version.seq,
        version.rev,
        version.digest,
        version.captured_at.isoformat(),
        State(version.state),
    )


def write(
    version: SubmissionVersion,
    command: OfflineCommand,
    *,
    by: User,
    at: dt.datetime,
    body: Any = None,
    seen: Any = None,
) -> None:
    """Have the domain write a version, or the body that a person made of it; what it refuses stays here with its
    reason.

    What somebody brings in at the desk must be writable by its author too, who is named as such. ``seen``: what the
    person who made ``body`` saw of the record, None to replace it; a version itself is merged with what its phone wrote
    before.
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
        version.state, version.rev = State.APPLIED.value, command.edition(record_id=submission.record_id, by=by) or 0
        _close_former(version, by)
    submission.label = _label(command, written, by)
    submission.save(update_fields=["label", "record_id"])
    version.save(update_fields=["state", "refusal", "facts", "rev"])


def _apply(command: OfflineCommand, given: dict[str, Any], submission: Submission) -> None:
    """Have the domain write it.

    An id that a record out of reach already has says nothing of it: ours gets another one.
    """
    try:
        with transaction.atomic():
            command.apply(**given)
    except IntegrityError:
        if command.edition(record_id=submission.record_id, by=given["by"]) is not None:
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
    return next((text for _key, _words, text in show_body(command, body, by) if text), "")[:200]


def retry_waiting(*, person: User, at: dt.datetime) -> int:
    """Write what waited for a record that may have come, oldest first. Returns how many now are written.

    Each is written by whoever brought it in, never in the name of somebody else.
    """
    done = 0
    rows = SubmissionVersion.objects.visible_to(person).filter(submission__person=person, state=State.WAITING.value)
    for pk in list(rows.order_by("received_at", "id").values_list("pk", flat=True)[:50]):
        with transaction.atomic():
            rows = SubmissionVersion.objects.visible_to(person).select_for_update(of=("self",))
            version = rows.select_related("submission__person", "received_by").get(pk=pk)
            command, by = COMMANDS.get(version.submission.kind), version.received_by or version.submission.person
            if version.state != State.WAITING or command is None or not by.is_active:
                continue
            write(version, command, by=by, at=at)
            done += version.state == State.APPLIED
    return done
