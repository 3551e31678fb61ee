"""The API of Field: enrol, submit, report the device's state, fetch the snapshot."""

import base64
import binascii
import json
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from arpent.accounts.public import device_label
from arpent.kernel.errors import DomainError, NotFound
from arpent.kernel.ids import parse_id
from arpent.web.error_messages import error_message
from arpent.web.security_log import SecurityEvent, log_security_event
from arpent.web.session import current_user

from ..actions.applying import acknowledged_revision, retry_waiting
from ..actions.devices import (
    enrol_device,
    find_device,
    get_epoch,
    record_device_report,
    record_sequence_number,
    touch_session,
)
from ..actions.files import MAX_BYTES
from ..actions.receiving import Receipt, receive
from ..models import Device, SubmissionVersion
from ..queries.snapshot import index_part, prices_part, shard_part, tour_part
from ..queries.sorting import list_by_id
from ..rules.envelope import bounded_moment, read_envelope
from ..rules.json_parsing import ParsedJson, read_json
from ..rules.version_state import State

ENVELOPE = "X-Arpent-Envelope"
STATUSES = {State.CONFLICT: 409, State.TARGET_DELETED: 410}


@require_POST
def enrol(request: HttpRequest) -> JsonResponse:
    """Register this browser as a device; answer with its token, returned this once only."""
    by = current_user(request)
    model = request.headers.get("X-Arpent-Model", "").strip()[:40]
    name = " · ".join(x for x in (model, device_label(request.headers.get("User-Agent", ""))) if x)
    device, token = enrol_device(
        by=by,
        at=timezone.now(),
        name=name,
        session_key=request.session.session_key or "",
        previous_id=parse_id(request.headers.get("X-Arpent-Device", "")),
    )
    return JsonResponse({"device": device.pk.hex, "token": token, "epoch": get_epoch().hex, "person": str(by.pk)})


@login_not_required
@never_cache
@require_GET
def session(request: HttpRequest) -> JsonResponse:
    """Return the id of the signed-in person ("" for none) and a CSRF token, to check that a sign-out was received."""
    person = str(request.user.pk) if request.user.is_authenticated else ""
    return JsonResponse({"person": person, "csrf": get_token(request)})


def _authenticate_device(request: HttpRequest) -> Device | HttpResponse:
    """Return the phone that speaks, or the answer that tells it why it is not heard."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    device = find_device(token=token) if scheme == "Bearer" and token else None
    if device is None:
        log_security_event(SecurityEvent.DEVICE_REFUSED, reason="unknown")
        return _error_response("sync.unknown_device", 401)
    if device.revoked_at is not None:
        log_security_event(SecurityEvent.DEVICE_REFUSED, reason="revoked", device=device.pk)
        return _error_response("sync.revoked", 401, revoked=True)
    return device


def _error_response(code: str, status: int, **more: Any) -> JsonResponse:
    return JsonResponse(
        {"stored": False, "error": code, "sentence": error_message(DomainError(code)), **more}, status=status
    )


@login_not_required
@csrf_exempt
@require_http_methods(["PUT"])
def put_submission(request: HttpRequest, kind: str, key: UUID) -> HttpResponse:
    """Receive one version of one record (PUT). Only an answer with its id and ``stored`` lets the device delete it."""
    device = _authenticate_device(request)
    if isinstance(device, HttpResponse):
        return device
    at = timezone.now()
    with translation.override(device.person.language):
        try:
            read, content = _read(request)
            envelope = read_envelope(read.data, read.changed)
            receipt = receive(device=device, kind=kind, key=key, envelope=envelope, at=at, content=content)
        except NotFound:
            return _error_response("sync.unknown_kind", 404)
        except DomainError as refusal:
            return _error_response(refusal.code, 413 if refusal.code == "sync.too_large" else 422)
        record_sequence_number(device=device, at=at, seq=envelope.seq)
        if receipt.state == State.APPLIED:
            retry_waiting(person=device.person, at=at)
        return _answer(key, receipt)


def _read(request: HttpRequest) -> tuple[ParsedJson, bytes | None]:
    """Return the envelope and the file beside it, None when the envelope is the whole body."""
    header = request.headers.get(ENVELOPE)
    try:
        if header is None:
            if int(request.headers.get("Content-Length") or 0) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
                raise DomainError("sync.too_large")
            return read_json(request.body), None
        read = read_json(base64.b64decode(header, validate=True))
    except RequestDataTooBig as error:
        raise DomainError("sync.too_large") from error
    except (ValueError, binascii.Error) as error:
        raise DomainError("sync.unreadable") from error
    content = request.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise DomainError("sync.too_large")
    return read, content


def _answer(key: UUID, receipt: Receipt) -> JsonResponse:
    version, state = receipt.version, receipt.state
    sentence = error_message(DomainError(version.refusal, **version.facts)) if version.refusal else ""
    status = STATUSES.get(state, 201 if receipt.created else 200)
    return JsonResponse(
        {
            "id": str(key),
            "stored": True,
            "state": state.value,
            "revision": receipt.revision,
            "sentence": sentence,
            "version": str(version.pk),
            "epoch": get_epoch().hex,
        },
        status=status,
    )


@login_not_required
@csrf_exempt
@require_POST
def state(request: HttpRequest) -> HttpResponse:
    """Receive a device's report; return the epoch, missing numbers, its clock error and the states of its open
    versions.
    """
    device = _authenticate_device(request)
    if isinstance(device, HttpResponse):
        return device
    at = timezone.now()
    try:
        report = read_json(request.body).data
        sent_at = bounded_moment(report["sent_at"])
        if not isinstance(report, dict):
            raise TypeError
    except RequestDataTooBig:
        return _error_response("sync.too_large", 413)
    except (ValueError, KeyError, TypeError):
        return _error_response("sync.unreadable", 422)
    missing = record_device_report(device=device, report=report, sent_at=sent_at, at=at)
    retry_waiting(person=device.person, at=at)
    with translation.override(device.person.language):
        states = [_state(version) for version in list_by_id(version_ids=report.get("open"), by=device.person)]
    return JsonResponse(
        {
            "epoch": get_epoch().hex,
            "missing": missing,
            "clock": int((at - sent_at).total_seconds()),
            "person": str(device.person_id),
            "states": states,
        }
    )


def _state(version: SubmissionVersion) -> dict[str, Any]:
    sentence = error_message(DomainError(version.refusal, **version.facts)) if version.refusal else ""
    return {
        "version": str(version.pk),
        "state": version.state,
        "revision": acknowledged_revision(version),
        "sentence": sentence,
    }


@require_GET
def snapshot(request: HttpRequest, part: str) -> HttpResponse:
    """Return one part of the snapshot: tour, index, prices, user, or a shard by its number. Raise NotFound
    for another.
    """
    by, now = current_user(request), timezone.now()
    device_id = parse_id(request.headers.get("X-Arpent-Device", ""))
    if device_id and not touch_session(device_id=device_id, by=by, session_key=request.session.session_key or ""):
        return _error_response("sync.revoked", 401, revoked=True)
    if part == "user":
        data: dict[str, Any] = {"person": str(by.pk)}
    elif part == "tour":
        data = tour_part(by=by, now=now)
    elif part == "index":
        data = index_part(by=by, now=now)
    elif part == "prices":
        data = prices_part(by=by, now=now)
    elif part.isdigit() and len(part) < 4:
        data = shard_part(by=by, now=now, number=int(part))
    else:
        raise NotFound("part")
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(text, content_type="application/json; charset=utf-8")
