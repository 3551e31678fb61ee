"""Import of an outbox that a phone exported as a file, through the checks of submissions."""

import base64
import binascii
import datetime as dt
from collections.abc import Mapping
from typing import Any, BinaryIO
from uuid import UUID

from django.conf import settings

from arpent.kernel.errors import DomainError, NotFound
from arpent.kernel.ids import parse_id
from arpent.people.public import User, get_person, require_permission
from arpent.visits.permissions import VisitPermission

from ..models import Device
from ..rules.envelope import read_envelope
from ..rules.json_parsing import read_json
from ..rules.outbox_file import Index, Span, index_export, read_span
from .applying import retry_waiting
from .devices import enrol_device, record_sequence_number
from .files import MAX_BYTES
from .receiving import Receipt, receive

NAME = "arpent.json"
MAX_BASE64 = MAX_BYTES * 4 // 3 + 1024


def import_outbox(*, by: User, at: dt.datetime, content: BinaryIO) -> tuple[list[Receipt], int]:
    """Receive every submission of an exported outbox in the file's order; repeated ones get their first receipt.
    ``by`` is the actor; the author is the device's person, and a submission is applied only where both may write. Each
    submission is committed alone, so that an interrupted import can be repeated. Return the receipts and the number of
    unreadable submissions. Raise DomainError sync.no_export for another file, people.not_allowed, NotFound when its
    person is out of reach.
    """
    require_permission(by, VisitPermission.REPORT_VISITS)
    try:
        index = index_export(content)
        person_id = _id_at(content, index.scalars["person"])
    except (ValueError, KeyError) as error:
        raise DomainError("sync.no_export") from error
    person = get_person(person_id=person_id, by=by, permission=VisitPermission.REPORT_VISITS) if person_id else None
    if person is None:
        raise NotFound("person")
    if not index.submissions and not index.whole:
        raise DomainError("sync.no_export")
    spans = [s for s in index.submissions if s.end > s.start and _has_content(content, s)]
    device = _device(_id_at(content, index.scalars.get("device")), person, by)
    if device is None and spans:
        device, _token = enrol_device(by=by, at=at, name=NAME, person=person)
    receipts = []
    for span in spans:
        try:
            receipts.append(_import_submission(device, content, span, index, by, at))  # type: ignore[arg-type]
        except (DomainError, ValueError):
            continue
    if any(r.state == "applied" for r in receipts):
        retry_waiting(person=person, at=at)
    return receipts, len(spans) - len(receipts) + (not index.whole)


def _has_content(file: BinaryIO, span: Span) -> bool:
    """Return whether there is something at a place: an empty list has one part of nothing."""
    return span.end - span.start > 100 or bool(read_span(file, span, 100).strip())


def _id_at(file: BinaryIO, span: Span | None) -> UUID | None:
    return parse_id(read_span(file, span, 200).decode("ascii", "replace").strip(' \t\r\n"')) if span else None


def _device(pk: UUID | None, person: User, by: User) -> Device | None:
    """Return the device the file comes from, so that its sequence has no gaps; otherwise the device used for files."""
    rows = Device.objects.visible_to(by).select_related("person").filter(person=person)
    return (rows.filter(pk=pk).first() if pk else None) or rows.filter(name=NAME).first()


def _import_submission(device: Device, file: BinaryIO, span: Span, index: Index, by: User, at: dt.datetime) -> Receipt:
    read = read_json(read_span(file, span, settings.DATA_UPLOAD_MAX_MEMORY_SIZE))
    submission: Any = read.data
    if not isinstance(submission, Mapping):
        raise DomainError("sync.no_export")
    envelope = read_envelope({**submission, "sent_at": at.isoformat()}, read.changed)
    key = parse_id(str(submission.get("id") or ""))
    if key is None:
        raise DomainError("sync.no_export")
    content = _bytes_at(file, index.files.get(envelope.sha256)) if envelope.sha256 else None
    receipt = receive(
        device=device,
        kind=str(submission.get("kind", "")),
        key=key,
        envelope=envelope,
        at=at,
        content=content,
        received_by=by,
    )
    record_sequence_number(device=device, at=at, seq=envelope.seq)
    return receipt


def _bytes_at(file: BinaryIO, span: Span | None) -> bytes | None:
    if span is None:
        return None
    text = read_span(file, span, MAX_BASE64).strip()
    try:
        return base64.b64decode(text.removeprefix(b'"').removesuffix(b'"'), validate=True)
    except binascii.Error as error:
        raise DomainError("sync.no_export") from error
