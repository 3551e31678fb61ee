"""Resolution of versions that could not be applied: merge field by field, or dismiss."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from arpent.history.public import operation
from arpent.kernel.errors import DomainError, NotFound
from arpent.kernel.ids import new_id
from arpent.kernel.offline import OfflineCommand
from arpent.people.public import User, require_permission
from arpent.visits.permissions import VisitPermission

from ..models import SubmissionVersion
from ..rules.commands import COMMANDS
from ..rules.version_state import OPEN, State
from .applying import write


def get_version(*, version_id: UUID, by: User, lock: bool = False) -> SubmissionVersion:
    """Return a visible version, with its row locked when ``lock``. Raise NotFound."""
    rows = SubmissionVersion.objects.visible_to(by)
    rows = rows.select_for_update(of=("self",)) if lock else rows
    found: SubmissionVersion | None = (
        rows.select_related("submission__person", "device", "received_by").filter(pk=version_id).first()
    )
    if found is None:
        raise NotFound("version")
    return found


def command_of(version: SubmissionVersion) -> OfflineCommand:
    """Return the command of a version's kind. Raise NotFound for a kind that no domain registers any more."""
    command = COMMANDS.get(version.submission.kind)
    if command is None:
        raise NotFound("kind")
    return command


def resolve_conflict(
    *, version_id: UUID, by: User, at: dt.datetime, body: Mapping[str, Any], seen: Mapping[str, Any] | None = None
) -> SubmissionVersion:
    """Write the body that a person made of a version.
    ``seen``: the record's body as the person saw it, None to replace what is stored. Raise NotFound, DomainError
    sync.already_resolved, people.not_allowed, or the domain's own reason when it still cannot be written.
    """
    require_permission(by, VisitPermission.REPORT_VISITS)
    with operation(by=by, at=at, kind="sync.resolved") as op:
        version = get_version(version_id=version_id, by=by, lock=True)
        command = command_of(version)
        if version.state not in OPEN:
            raise DomainError("sync.already_resolved")
        op.describe(version.submission.label or str(command.name))
        if version.state == State.TARGET_DELETED:
            # The record was removed: what was written becomes one of its own.
            version.submission.record_id = new_id()
            version.submission.save(update_fields=["record_id"])
        write(version, command, by=by, at=at, body=dict(body), seen=seen)
        if version.state != State.APPLIED:
            raise DomainError(version.refusal, **version.facts)
        version.state, version.resolved_at, version.resolved_by = State.RESOLVED.value, at, by
        version.save(update_fields=["state", "resolved_at", "resolved_by"])
    return version


def drop_version(*, version_id: UUID, by: User, at: dt.datetime) -> SubmissionVersion:
    """Dismiss a version (undoable); it stays readable. Raise NotFound, DomainError sync.already_resolved,
    people.not_allowed.
    """
    require_permission(by, VisitPermission.REPORT_VISITS)
    with operation(by=by, at=at, kind="sync.dropped") as op:
        version = get_version(version_id=version_id, by=by, lock=True)
        if version.state not in OPEN:
            raise DomainError("sync.already_resolved")
        op.describe(version.submission.label)
        version.state, version.resolved_at, version.resolved_by = State.DROPPED.value, at, by
        version.save(update_fields=["state", "resolved_at", "resolved_by"])
    return version
