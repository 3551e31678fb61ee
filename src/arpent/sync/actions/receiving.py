"""Receive submissions of devices: each version is stored before it is applied, and none is discarded."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Case, QuerySet, When

from arpent.kernel.errors import DomainError, NotFound
from arpent.kernel.ids import new_id
from arpent.kernel.offline import OfflineCommand
from arpent.people.public import User
from arpent.web.uploads import may_have_committed

from ..models import Device, Submission, SubmissionVersion
from ..queries.sorting import merge_unconflicted
from ..rules.commands import COMMANDS, screen_body
from ..rules.envelope import Envelope, skew_of
from ..rules.version_state import IncomingVersion, State, StoredVersion, find_replay, resolve_incoming
from .applying import acknowledged_revision, write
from .files import check_hash, store_bytes
from .reviewers import notify_reviewers


@dataclass(frozen=True)
class Receipt:
    """Result of a submission.

    ``revision``: record revision created by *this* version, 0 if none was created. A revision written by another user
    is never returned, because the device has not seen its content. ``created``: the record did not exist before.
    """

    version: SubmissionVersion
    state: State
    revision: int
    created: bool = False


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
    """Store one submitted version and apply it unless a check refuses it. A repetition gets the receipt of the first.
    ``content``: bytes submitted with the version, for kinds that take a file only. ``received_by``: the person who
    imports the version; the author stays the device's person.
    Raise NotFound for an unregistered kind, DomainError sync.bytes_missing, sync.unreadable or sync.wrong_hash; other
    refusals are stored in the version's state.
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
        return IncomingVersion(self.device.pk.hex, e.seq, e.base_revision, e.digest, e.captured_at.isoformat())

    def find_repeated(self) -> Receipt | None:
        """Return the receipt of an earlier submission of this version, None when there is none."""
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
            revision = self._revision(submission.record_id)
            version = SubmissionVersion(
                id=new_id(),
                submission=submission,
                device=self.device,
                seq=e.seq,
                base_revision=e.base_revision,
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
            state = resolve_incoming(self.sent, known, revision)
            if state == State.CONFLICT and self.command.merges:
                state = State.APPLIED  # its fields are compared, not its revision
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
            if version.state in (State.CONFLICT, State.REFUSED):
                notify_reviewers(version, self.author, at=self.at)
            created = revision is None and version.state == State.APPLIED
            return Receipt(version, State(version.state), acknowledged_revision(version), created)

    def _merge(self, version: SubmissionVersion) -> None:
        """Write a version whose record others changed meanwhile, when no field was changed on both sides.

        It is then marked as merged by a person: the record has content that the device has not seen.
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

    def _revision(self, record_id: UUID) -> int | None:
        """Return a record's revision, None unless both the author and the sender can see it."""
        found = self.command.revision(record_id=record_id, by=self.author)
        if found is None or self.by.pk == self.author.pk:
            return found
        return self.command.revision(record_id=record_id, by=self.by)

    def _get_or_create_submission(self) -> Submission:
        """Return the item a phone speaks of, a new one when there is none.

        An id already used by a record that the person cannot see is not disclosed: theirs gets another id here.
        """
        found = self._known_submissions().select_for_update(of=("self",)).first()
        if found is not None:
            return found
        kind, key = self.command.kind, self.key
        taken = Submission.objects.unscoped("whether an id is taken").filter(kind=kind, record_id=key).exists()
        mine = self._revision(key) is not None
        submission = Submission(
            id=new_id(), person=self.author, kind=kind, key=key, record_id=new_id() if taken and not mine else key
        )
        submission.save(force_insert=True)
        return submission


def _stored_version(version: SubmissionVersion) -> StoredVersion:
    return StoredVersion(
        version.device_id.hex,
        version.seq,
        version.revision,
        version.digest,
        version.captured_at.isoformat(),
        State(version.state),
    )
