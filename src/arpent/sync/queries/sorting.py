"""What waits for a person: conflicts to resolve, silent devices, missing sequence numbers."""

import datetime as dt
import json
import logging
from dataclasses import dataclass, field
from math import isfinite
from typing import Any

from django.db import transaction
from django.db.models import FETCH_RAISE

from arpent.kernel.datetimes import parse_datetime
from arpent.kernel.ids import parse_id
from arpent.kernel.offline import OfflineCommand, Shown
from arpent.people.public import User

from ..models import Device, DeviceState, SubmissionVersion
from ..rules.commands import COMMANDS
from ..rules.version_state import OPEN
from .base_revision import get_base_body

log = logging.getLogger("arpent.sync")

SILENT = dt.timedelta(hours=72)


@dataclass(frozen=True)
class PhoneRow:
    """A phone as a list shows it. ``missing``: (number, words) of what it has numbered and is nowhere."""

    device: Device
    state: DeviceState | None
    missing: list[tuple[int, str]] = field(default_factory=list)
    silent: bool = False


def list_open(*, by: User, limit: int = 100) -> list[SubmissionVersion]:
    """Return the versions that wait for a decision, oldest first."""
    rows = SubmissionVersion.objects.visible_to(by).filter(state__in=[s.value for s in OPEN])
    return list(
        rows.select_related("submission__person", "device", "received_by")
        .fetch_mode(FETCH_RAISE)
        .order_by("received_at", "id")[:limit]
    )


def count_open(*, by: User) -> int:
    """Return the number of submitted versions that wait for a decision of the person."""
    return SubmissionVersion.objects.visible_to(by).filter(state__in=[s.value for s in OPEN]).count()


MAX_QUERIED = 500


def list_by_id(*, version_ids: Any, by: User) -> list[SubmissionVersion]:
    """Return the versions that a phone asks about, at most 500; what is no id, or not its person's, is left out."""
    queried = version_ids[:MAX_QUERIED] if isinstance(version_ids, list) else []
    ids = [pk for one in queried if (pk := parse_id(str(one))) is not None]
    return list(SubmissionVersion.objects.visible_to(by).filter(pk__in=ids, submission__person=by)) if ids else []


def list_versions(*, version: SubmissionVersion, by: User) -> list[SubmissionVersion]:
    """Return all versions of the item a version belongs to, newest first."""
    rows = SubmissionVersion.objects.visible_to(by).filter(submission=version.submission_id).select_related("device")
    return list(rows.order_by("-received_at", "-id"))


def list_phones(*, by: User, now: dt.datetime) -> list[PhoneRow]:
    """Return the phones one answers for, with what is missing of each."""
    devices = list(Device.objects.visible_to(by).select_related("person").order_by("person__last_name", "-created_at"))
    states = {s.device_id: s for s in DeviceState.objects.visible_to(by)} if devices else {}
    return [_row(d, states.get(d.pk), now) for d in devices]


def _row(device: Device, state: DeviceState | None, now: dt.datetime) -> PhoneRow:
    if state is None:
        return PhoneRow(device, None)
    silent = device.revoked_at is None and state.oldest_at is not None and now - state.oldest_at > SILENT
    named = [(n, str(state.announced.get(str(n), {}).get("label", ""))) for n in state.missing]
    return PhoneRow(device, state, named, silent)


def list_alarms(*, by: User, now: dt.datetime) -> list[PhoneRow]:
    """Return the phones a manager should ask about: something missing, or held for more than three days."""
    return [row for row in list_phones(by=by, now=now) if row.missing or row.silent]


@dataclass(frozen=True)
class FieldRow:
    """One field of a version beside the record and the base that both were made from, each as one reads it.

    ``here``: in the record; ``there``: as the phone sent it; ``base``: as the phone last knew it, None when that is not
    known;
    ``raw``: the value as sent.
    """

    key: str
    words: str
    stored_text: str
    submitted_text: str
    raw: str = ""
    base: str | None = None

    @property
    def differs(self) -> bool:
        return self.stored_text != self.submitted_text

    @property
    def only_stored_changed(self) -> bool:
        """Return whether the record's value was changed and the phone left it as it knew it."""
        return self.differs and self.base is not None and self.submitted_text == self.base

    @property
    def only_submitted_changed(self) -> bool:
        """Return whether the phone changed the value and the record still holds it as the phone knew it."""
        return self.differs and self.base is not None and self.stored_text == self.base

    @property
    def conflicts(self) -> bool:
        """Return whether somebody has to choose: both sides changed the value, or nobody knows who did."""
        return self.differs and not self.only_stored_changed and not self.only_submitted_changed


MAX_FIELDS = 400
MAX_SHOWN_LENGTH = 20_000  # characters of a value


def compare(*, version: SubmissionVersion, by: User) -> list[FieldRow]:
    """Return each field of a version beside the record's own; an empty ``here`` when there is no record.

    At most ``MAX_FIELDS``: a body that was refused may hold any number.
    """
    command = COMMANDS[version.submission.kind]
    stored = command.read(record_id=version.submission.record_id, by=by)
    stored_text = _by_key(show_body(command, stored, by)) if stored else {}
    submitted_text = _by_key(show_body(command, version.corrected_body, by))
    known = get_base_body(version=version)
    base = None if known is None else _by_key(show_body(command, known, by)) if known else {}
    keys = list(dict.fromkeys([*submitted_text, *stored_text]))[:MAX_FIELDS]
    return [
        FieldRow(
            k,
            (submitted_text.get(k) or stored_text[k])[0],
            stored_text.get(k, ("", ""))[1],
            submitted_text.get(k, ("", ""))[1],
            str(found if is_editable(found := _get(version.corrected_body, k)) else found or ""),
            None if base is None else base.get(k, ("", ""))[1],
        )
        for k in keys
    ]


def merge_unconflicted(*, version: SubmissionVersion, by: User) -> dict[str, Any] | None:
    """Return the body that holds the changes of both sides, None when a field was changed on both, or the record is not
    there.

    A key that is not shown to people takes what the phone sent.
    """
    command = COMMANDS[version.submission.kind]
    if command.read(record_id=version.submission.record_id, by=by) is None:
        return None
    rows = compare(version=version, by=by)
    if len(rows) >= MAX_FIELDS or any(row.conflicts for row in rows):
        return None
    return merged_body(version=version, by=by, chosen=choices_of(rows, {}), written={})


def choices_of(rows: list[FieldRow], chosen: dict[str, str]) -> dict[str, str]:
    """Return the side that each differing field is taken from: the one that changed it, else the one that was
    chosen.
    """
    sides = {
        r.key: "stored" if r.only_stored_changed else "submitted"
        for r in rows
        if r.only_stored_changed or r.only_submitted_changed
    }
    return chosen | sides


def show_body(command: OfflineCommand, body: dict[str, Any], by: User) -> list[Shown]:
    """Return (key, words, text) of a body; one that the domain cannot show, as it was sent."""
    try:
        with transaction.atomic():
            return command.show(body=body, by=by)
    except Exception:
        log.exception("a %s could not be shown", command.kind)
    return [(k, k, v if isinstance(v, str) else json.dumps(v, ensure_ascii=False)) for k, v in body.items()]


def _by_key(shown: list[Shown]) -> dict[str, tuple[str, str]]:
    return {key: (str(words)[:200], text[:MAX_SHOWN_LENGTH]) for key, words, text in shown}


def merged_body(
    *, version: SubmissionVersion, by: User, chosen: dict[str, str], written: dict[str, str]
) -> dict[str, Any]:
    """Return the body a person makes: each field from the record ("stored") or as it was sent, or as now written.

    A key with a point names a value inside: "answers.<question>".
    """
    command = COMMANDS[version.submission.kind]
    stored = command.read(record_id=version.submission.record_id, by=by) or {}
    body: dict[str, Any] = {**stored, **version.corrected_body}
    for key, side in chosen.items():
        if side == "stored":
            _put(body, key, _get(stored, key))
    chooser = command.chooser
    if chooser and written.get(chooser.key):
        body[chooser.key] = written[chooser.key]
        body |= dict.fromkeys(chooser.clears, "")
    for key, text in written.items():
        sent = _get(version.corrected_body, key)
        if is_editable(sent):
            _put(body, key, text if isinstance(sent, str) else _as_number(text))
    return body


def is_editable(value: Any) -> bool:
    """Return whether a person may write another value in the place of one that a phone sent: a text or a number.

    A moment that can be read is shown as people read it, and stays.
    """
    if isinstance(value, str) and "T" in value and parse_datetime(value) is not None:
        return False
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def _as_number(text: str) -> int | float | str:
    """Return what was written where a number was sent; a text that is none is left for the domain to refuse."""
    try:
        return int(text)
    except ValueError:
        pass
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return text
    return number if isfinite(number) else text


def _get(body: dict[str, Any], key: str) -> Any:
    outer, _, inner = key.partition(".")
    value = body.get(outer)
    return (value.get(inner) if isinstance(value, dict) else None) if inner else value


def _put(body: dict[str, Any], key: str, value: Any) -> None:
    outer, _, inner = key.partition(".")
    if not inner:
        body[outer] = value
        return
    before = body.get(outer)
    existing = dict(before) if isinstance(before, dict) else {}
    if value is None:
        existing.pop(inner, None)
    else:
        existing[inner] = value
    body[outer] = existing
