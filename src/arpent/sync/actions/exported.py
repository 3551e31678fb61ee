"""What a phone could not send and gave out as a file: brought in at the desk, through the same door."""

import base64
import binascii
import datetime as dt
import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from arpent.kernel.ids import read_id
from arpent.kernel.refusals import NotFound, Refused
from arpent.people.public import Act, User, check_may, get_person

from ..models import Device
from ..rules.envelope import read_envelope
from .devices import enrol_device, note_seen
from .files import keep_file
from .receiving import Receipt, receive

NAME = "arpent.json"


def bring_in(*, by: User, at: dt.datetime, content: bytes) -> tuple[list[Receipt], int]:
    """Receive every parcel of an exported outbox, oldest first, as its person's; what had come already is told again.

    Returns the receipts, and how many parcels cannot be read: one keeps no other out. Raise Refused for a file that is none, NotFound for one of somebody out of reach.
    """
    check_may(by, Act.REPORT_VISITS)
    try:
        data = json.loads(content)
        parcels, files = list(data["parcels"]), dict(data.get("files") or {})
        person_id = read_id(str(data["person"]))
    except (ValueError, KeyError, TypeError) as error:
        raise Refused("sync.no_export") from error
    person = get_person(person_id=person_id, by=by, act=Act.REPORT_VISITS) if person_id else None
    if person is None:
        raise NotFound("person")
    device = _device(data.get("device"), person, by) or enrol_device(by=person, at=at, name=NAME)[0]
    receipts = []
    for parcel in sorted((p for p in parcels if isinstance(p, Mapping)), key=lambda p: str(p.get("captured_at", ""))):
        with suppress(Refused):
            receipts.append(_bring_in(device, parcel, files, at))
    return receipts, len(parcels) - len(receipts)


def _device(told: Any, person: User, by: User) -> Device | None:
    """Return the phone the file comes from, so that its numbers are not missed; else the one that stands for files."""
    rows = Device.objects.visible_to(by).select_related("person").filter(person=person)
    pk = read_id(str(told or ""))
    return (rows.filter(pk=pk).first() if pk else None) or rows.filter(name=NAME).first()


def _bring_in(device: Device, parcel: Mapping[str, Any], files: Mapping[str, Any], at: dt.datetime) -> Receipt:
    envelope = read_envelope({**parcel, "sent_at": at.isoformat()})
    key, path = read_id(str(parcel.get("id") or "")), None
    if key is None:
        raise Refused("sync.no_export")
    if envelope.sha256:
        try:
            path = keep_file(content=base64.b64decode(str(files.get(envelope.sha256, ""))), sha256=envelope.sha256)
        except binascii.Error as error:
            raise Refused("sync.no_export") from error
    note_seen(device=device, at=at, seq=envelope.seq)
    return receive(device=device, kind=str(parcel.get("kind", "")), key=key, envelope=envelope, at=at, path=path)
