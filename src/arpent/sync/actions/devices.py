"""Devices: enrol, authenticate, record their reports, revoke."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID, uuid4

from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction

from arpent.database.lengths import fitted
from arpent.history.public import operation
from arpent.kernel.datetimes import parse_datetime
from arpent.kernel.errors import NotFound
from arpent.kernel.ids import new_id, parse_id
from arpent.people.public import User, require_permission
from arpent.visits.permissions import VisitPermission
from arpent.web.security_log import SecurityEvent, log_security_event

from ..models import Device, DeviceState, Epoch, SubmissionVersion
from ..rules.envelope import skew_of
from ..rules.received_numbers import ReceivedNumbers

MAX_ANNOUNCED = 2000
MAX_ANNOUNCED_TEXT = 200


def hash_token(token: str) -> str:
    """Return the SHA-256 digest under which a device's token is stored."""
    return hashlib.sha256(token.encode()).hexdigest()


def enrol_device(
    *,
    by: User,
    at: dt.datetime,
    name: str,
    session_key: str = "",
    previous_id: UUID | None = None,
    person: User | None = None,
) -> tuple[Device, str]:
    """Register a browser as a device; return it with its token, which is never returned again.
    ``person``: the owner, when somebody else imports an exported file. ``previous_id``: the device that this browser
    was; unless it was revoked it is reused with a new token. Raise DomainError people.not_allowed.
    """
    require_permission(by, VisitPermission.REPORT_VISITS)
    token = secrets.token_urlsafe(32)
    with operation(by=by, at=at, kind="sync.device", label=name or "?"):
        existing = _get_unrevoked(previous_id, by) if previous_id else None
        if existing is not None:
            existing.token_hash = hash_token(token)
            existing.save(update_fields=["token_hash"])
            DeviceState.objects.visible_to(by).filter(device=existing).update(session_key=session_key)
            log_security_event(SecurityEvent.DEVICE_ENROLLED, person=by.pk, device=existing.pk, known=True)
            return existing, token
        device = Device(
            id=new_id(),
            person=person or by,
            name=fitted(Device, "name", name.strip()) or "?",
            token_hash=hash_token(token),
            created_at=at,
        )
        device.save(force_insert=True)
        DeviceState.objects.create(device=device, seen_at=at, session_key=session_key)
    log_security_event(SecurityEvent.DEVICE_ENROLLED, person=by.pk, device=device.pk)
    return device, token


def _get_unrevoked(pk: UUID, by: User) -> Device | None:
    return Device.objects.visible_to(by).filter(pk=pk, person=by, revoked_at__isnull=True).first()


def find_device(*, token: str) -> Device | None:
    """Return the device of a token, revoked ones included; None for an unknown token or a closed account."""
    rows = Device.objects.unscoped("the token itself says who speaks").select_related("person")
    return rows.filter(token_hash=hash_token(token), person__is_active=True).first()


def revoke_device(*, device_id: UUID, by: User, at: dt.datetime) -> tuple[Device, UUID]:
    """Revoke a device and end its session; return it with the id of the operation, whose undo makes the token valid
    again.
    At its next request the device deletes its snapshot, never its unsent entries. Raise NotFound, DomainError
    people.not_allowed.
    """
    require_permission(by, VisitPermission.REPORT_VISITS)
    with operation(by=by, at=at, kind="sync.revoke") as op:
        device = Device.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=device_id).first()
        if device is None:
            raise NotFound("device")
        if device.revoked_at is None:
            device.revoked_at = at
            device.save(update_fields=["revoked_at"])
        _end_session(device)
        op.describe(device.name)
    log_security_event(SecurityEvent.DEVICE_REVOKED, by=by.pk, person=device.person_id, device=device.pk)
    return device, op.pk


def _end_session(device: Device) -> None:
    """End the session of a device. Otherwise anyone holding the phone could register it again."""
    state = DeviceState.objects.visible_to(device.person).filter(device=device).first()
    if state is not None and state.session_key:
        SessionStore(state.session_key).delete()


def touch_session(*, device_id: UUID, by: User, session_key: str) -> bool:
    """Record the session with which a device reads; return whether it may still read."""
    device = Device.objects.visible_to(by).filter(pk=device_id, person=by).first()
    if device is None or device.revoked_at is not None:
        return False
    rows = DeviceState.objects.visible_to(by).filter(device=device).exclude(session_key=session_key)
    rows.update(session_key=session_key)
    return True


def get_epoch() -> UUID:
    """Return the epoch of this database, created at the first call."""
    return Epoch.objects.get_or_create(id=1)[0].value


def change_epoch() -> UUID:
    """Set and return a new epoch after a restore: devices that see it send their last 30 days again."""
    return Epoch.objects.update_or_create(id=1, defaults={"value": uuid4()})[0].value


def record_sequence_number(*, device: Device, at: dt.datetime, seq: int) -> None:
    """Record that a device submitted a sequence number."""
    with transaction.atomic():
        rows = DeviceState.objects.visible_to(device.person).filter(device=device)
        rows.update(seen_at=at)
        rows.filter(highest__lt=seq).update(highest=seq)
        for state in rows.exclude(missing=[]):
            if seq in state.missing:
                state.missing = [n for n in state.missing if n != seq]
                state.save(update_fields=["missing"])


def record_device_report(
    *, device: Device, report: Mapping[str, Any], sent_at: dt.datetime, at: dt.datetime
) -> list[int]:
    """Record what a device reports of itself; return the sequence numbers that neither arrived nor wait on it.
    ``report``: pending [{seq, kind, label, at, problem}], first, highest, former (the id of its former enrolment),
    persisted, app; invalid values are ignored. ``sent_at``: by the device's clock.
    """
    rows = report.get("pending")
    rows = rows if isinstance(rows, list) else []
    pending = [_announced(row) for row in rows if isinstance(row, Mapping)][:MAX_ANNOUNCED]
    with transaction.atomic():
        state = DeviceState.objects.visible_to(device.person).select_for_update(of=("self",)).get(device=device)
        before = {
            field.attname: getattr(state, field.attname)
            for field in state._meta.concrete_fields
            if not field.primary_key
        }
        announced = dict(state.announced)
        announced |= {str(row["seq"]): row for row in pending}
        # Only what has not come needs its words.
        first = _number(report.get("first")) or state.first
        came = _received(device, state, first)
        state.announced = {
            k: v
            for k, v in sorted(announced.items(), key=lambda kv: int(kv[0]))[-MAX_ANNOUNCED:]
            if not came.holds(int(k))
        }
        state.pending, state.seen_at, state.reported_at = pending, at, at
        state.first, state.received_to, state.absent = first, came.watermark, list(came.absent)
        waiting = [row["seq"] for row in pending]
        state.highest = max(state.highest, _number(report.get("highest")), came.highest, *waiting)
        skew = skew_of(sent_at, at)
        state.skew_seconds = int(skew.total_seconds())
        moments = [m + skew for row in pending if (m := parse_datetime(row["at"]))]
        state.oldest_at = min(moments, default=None)
        persisted = report.get("persisted")
        state.persisted = persisted if isinstance(persisted, bool) else None
        state.app = fitted(DeviceState, "app", str(report.get("app") or ""))
        state.missing = came.missing(waiting, state.highest)
        # The lists grow with what a phone holds and seldom change from one call to the next: only what changed is
        # written.
        state.save(update_fields=[name for name, value in before.items() if getattr(state, name) != value])
        _close_former(device, report.get("former"), at)
        return list(state.missing)


def _close_former(device: Device, former: Any, at: dt.datetime) -> None:
    """A browser that was made known anew carries what its former token still had to send: nothing is missing of that
    one.
    """
    pk = parse_id(str(former or ""))
    if pk is None:
        return
    for old in Device.objects.visible_to(device.person).filter(pk=pk, person=device.person).exclude(pk=device.pk):
        DeviceState.objects.visible_to(device.person).filter(device=old).update(
            pending=[], announced={}, missing=[], oldest_at=None
        )
        if old.revoked_at is None:
            old.revoked_at = at
            old.save(update_fields=["revoked_at"])


def _received(device: Device, state: DeviceState, first: int) -> ReceivedNumbers:
    """Return the numbers of a phone that came, read from where the former call left off: what is above, and the
    gaps.
    """
    known = ReceivedNumbers(state.first, state.received_to, tuple(state.absent)).rebased(first)
    rows = (
        SubmissionVersion.objects.visible_to(device.person)
        .filter(device=device)
        .order_by()
        .values_list("seq", flat=True)
    )
    came = set(rows.filter(seq__gt=known.watermark))
    for start in range(0, len(known.absent), 500):
        came.update(rows.filter(seq__in=known.absent[start : start + 500]))
    return known.with_numbers(came)


def _number(report: Any) -> int:
    """Return a number that a phone may have given to a version; 0 for anything else."""
    return report if isinstance(report, int) and not isinstance(report, bool) and 0 < report < 2**31 else 0


def _announced(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "seq": _number(row.get("seq")),
        **{name: str(row.get(name) or "")[:MAX_ANNOUNCED_TEXT] for name in ("kind", "label", "at", "problem")},
    }


def revoke_devices_of(user_ids: Iterable[UUID], *, at: dt.datetime) -> None:
    """Revoke the devices of erased users and clear their reports."""
    devices = Device.objects.unscoped("the phones of an erased user, who sees nothing any more").filter(
        person__in=user_ids
    )
    devices.filter(revoked_at__isnull=True).update(revoked_at=at)
    DeviceState._base_manager.filter(device__person__in=user_ids).update(announced={}, pending=[], session_key="")
