"""Queries of what needs a decision: open versions, silent devices, missing sequence numbers."""

import datetime as dt
import json
import logging
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from arpent.database.lists import prevent_lazy_loading
from arpent.kernel.ids import parse_id
from arpent.kernel.offline import OfflineCommand, Shown
from arpent.people.public import User

from ..models import Device, DeviceState, SubmissionVersion
from ..rules.commands import COMMANDS
from ..rules.field_conflicts import FieldRow, can_be_merged, choices_of, compare_fields, merge_bodies
from ..rules.silence import is_silent
from ..rules.version_state import OPEN
from .base_revision import get_base_body

log = logging.getLogger("arpent.sync")


@dataclass(frozen=True)
class PhoneRow:
    """A device in a list. ``missing``: (sequence number, label) of submissions that did not arrive."""

    device: Device
    state: DeviceState | None
    missing: list[tuple[int, str]] = field(default_factory=list)
    silent: bool = False


def list_open(*, by: User, limit: int = 100) -> list[SubmissionVersion]:
    """Return the versions that need a decision, oldest first."""
    rows = SubmissionVersion.objects.visible_to(by).filter(state__in=[s.value for s in OPEN])
    return list(
        prevent_lazy_loading(rows.select_related("submission__person", "device", "received_by")).order_by(
            "received_at", "id"
        )[:limit]
    )


def count_open(*, by: User) -> int:
    """Return the number of versions that need a decision of the person."""
    return SubmissionVersion.objects.visible_to(by).filter(state__in=[s.value for s in OPEN]).count()


MAX_QUERIED = 500


def list_by_id(*, version_ids: Any, by: User) -> list[SubmissionVersion]:
    """Return the person's own versions of a list of ids, at most 500; invalid ids are left out."""
    queried = version_ids[:MAX_QUERIED] if isinstance(version_ids, list) else []
    ids = [pk for one in queried if (pk := parse_id(str(one))) is not None]
    return list(SubmissionVersion.objects.visible_to(by).filter(pk__in=ids, submission__person=by)) if ids else []


def list_versions(*, version: SubmissionVersion, by: User) -> list[SubmissionVersion]:
    """Return all versions of the submission that a version belongs to, latest first."""
    rows = SubmissionVersion.objects.visible_to(by).filter(submission=version.submission_id).select_related("device")
    return list(rows.order_by("-received_at", "-id"))


def list_phones(*, by: User, now: dt.datetime) -> list[PhoneRow]:
    """Return the visible devices with what is missing of each."""
    devices = list(Device.objects.visible_to(by).select_related("person").order_by("person__last_name", "-created_at"))
    states = {s.device_id: s for s in DeviceState.objects.visible_to(by)} if devices else {}
    return [_row(d, states.get(d.pk), now) for d in devices]


def _row(device: Device, state: DeviceState | None, now: dt.datetime) -> PhoneRow:
    if state is None:
        return PhoneRow(device, None)
    silent = device.revoked_at is None and is_silent(state.oldest_at, now)
    named = [(n, str(state.announced.get(str(n), {}).get("label", ""))) for n in state.missing]
    return PhoneRow(device, state, named, silent)


def list_alarms(*, by: User, now: dt.datetime) -> list[PhoneRow]:
    """Return the devices with missing submissions, or unsent ones older than three days."""
    return [row for row in list_phones(by=by, now=now) if row.missing or row.silent]


def compare(*, version: SubmissionVersion, by: User) -> list[FieldRow]:
    """Return each field of a version beside the record's; the stored text is "" without a record.
    At most ``MAX_FIELDS``. Raise KeyError for an unregistered kind.
    """
    command = COMMANDS[version.submission.kind]
    stored = command.read(record_id=version.submission.record_id, by=by)
    known = get_base_body(version=version)
    return compare_fields(
        stored=show_body(command, stored, by) if stored else [],
        submitted=show_body(command, version.corrected_body, by),
        base=(show_body(command, known, by) if known else []) if known is not None else None,
        body=version.corrected_body,
    )


def merge_unconflicted(*, version: SubmissionVersion, by: User) -> dict[str, Any] | None:
    """Return the body with the changes of both sides; None when a field was changed on both, or without a record.
    Keys that are not shown to people take the submitted value.
    """
    command = COMMANDS[version.submission.kind]
    if command.read(record_id=version.submission.record_id, by=by) is None:
        return None
    rows = compare(version=version, by=by)
    if not can_be_merged(rows):
        return None
    return merged_body(version=version, by=by, chosen=choices_of(rows, {}), written={})


def show_body(command: OfflineCommand, body: dict[str, Any], by: User) -> list[Shown]:
    """Return (key, label, text) of a body; the raw values when the domain cannot show it."""
    try:
        with transaction.atomic():
            return command.show(body=body, by=by)
    except Exception:
        log.exception("a %s could not be shown", command.kind)
    return [(k, k, v if isinstance(v, str) else json.dumps(v, ensure_ascii=False)) for k, v in body.items()]


def merged_body(
    *, version: SubmissionVersion, by: User, chosen: dict[str, str], written: dict[str, str]
) -> dict[str, Any]:
    """Return the body that a person made: each field from the record ("stored"), as submitted, or as now written.
    A key with a point names a nested value: "answers.<question>".
    """
    command = COMMANDS[version.submission.kind]
    stored = command.read(record_id=version.submission.record_id, by=by) or {}
    return merge_bodies(
        stored=stored, submitted=version.corrected_body, chosen=chosen, written=written, chooser=command.chooser
    )
