"""Process a form once that is sent twice (double click, reload, retry after a lost answer).
``{% csrf_token %}`` adds a key to each form. Key, reader, address and values make the id of the operation, so that the
database itself refuses a second one. A form without a key (a program) is always processed; so is the same form with
other values, and one whose operation was undone. See docs/adr/0023.
"""

import base64
import binascii
import datetime as dt
import hashlib
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from arpent.history.public import RepeatedSubmission, Submission, current_submission, get_submitted
from arpent.kernel.ids import new_id
from arpent.web.session import current_user

from .middleware import Answer

KEY = "once"  # the hidden input
RETENTION_SECONDS = 14 * 24 * 3600  # where a form led to is known that long, as a sign-in lasts
OLDEST = dt.timedelta(days=30)
AT_ONCE = dt.timedelta(seconds=30)  # an operation younger than this may still be on its way to its answer
MAX_WAIT_SECONDS = 3.0


def new_key() -> str:
    """Return a new key for one form on one page: a UUIDv7 in 22 characters of base64."""
    return base64.urlsafe_b64encode(new_id().bytes).decode().rstrip("=")


class Repetitions:
    """Middleware that answers a repeated form with the redirect of the first one."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        token = current_submission.set(None)
        try:
            response = self.get_response(request)
            submission = current_submission.get()
        finally:
            current_submission.reset(token)
        if submission is not None and submission.used:
            cache.set(_place(submission.id), response.headers.get("Location", ""), RETENTION_SECONDS)
        return response

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        """Return the result of the same submission when it was already received; None lets the request pass."""
        submission_id = read_submission(request)
        if submission_id is None:
            return None
        done = get_submitted(submission_id)
        if done is None:
            current_submission.set(Submission(submission_id))
            return None
        if done.undone_by_id is not None:
            return None
        return _answer(request, submission_id, wait=timezone.now() - done.at < AT_ONCE)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Return the result of the same submission when both ran at once; None for other errors."""
        submission = current_submission.get()
        if not isinstance(error, RepeatedSubmission) or submission is None:
            return None
        return _answer(request, submission.id, wait=True)


def read_submission(request: HttpRequest) -> UUID | None:
    """Return the id of a posted form, the same for the same key, reader, address, values and files; None
    without a key.
    """
    if request.method != "POST" or getattr(request, "htmx", False):
        return None
    made = _read_key(request.POST.get(KEY, ""))
    if made is None:
        return None
    reader = current_user(request).pk.hex if request.user.is_authenticated else ""
    digest = salted_hmac("arpent.once", "", algorithm="sha256")
    for part in (made.hex, reader, request.get_full_path(), *_values(request)):
        digest.update(f"{len(part)}:{part}".encode("utf-8", "surrogatepass"))
    # The moment of the key, then bits of the digest, as in a UUIDv7: ids still sort by birth.
    raw = (made.int >> 80 << 80) | int.from_bytes(digest.digest()[:10], "big")
    return UUID(int=(raw & ~(0xF << 76) & ~(0x3 << 62)) | (0x7 << 76) | (0x2 << 62))


def _read_key(text: str) -> UUID | None:
    """Return the id that a key is made of; None for none, and for one that cannot have been drawn lately."""
    try:
        made = UUID(bytes=base64.urlsafe_b64decode(text + "=="))
    except (ValueError, binascii.Error):
        return None
    age = dt.timedelta(milliseconds=time.time_ns() // 1_000_000 - (made.int >> 80))
    return made if dt.timedelta(days=-1) < age < OLDEST else None


def _values(request: HttpRequest) -> Iterator[str]:
    for name, values in sorted(request.POST.lists()):
        if name not in (KEY, "csrfmiddlewaretoken"):
            yield from (name, str(len(values)), *values)
    for name, files in sorted(request.FILES.lists()):
        for one in files:
            content = hashlib.sha256()
            for chunk in one.chunks():
                content.update(chunk)
            one.seek(0)
            yield from (name, one.name or "", content.hexdigest())


def _place(submission_id: UUID) -> str:
    return f"once:{submission_id.hex}"


def _answer(request: HttpRequest, submission_id: UUID, *, wait: bool) -> HttpResponse | None:
    """Lead to where the first one led to.

    None, so that it is carried out again, when that was an answer in itself: a file.
    """
    until = time.monotonic() + (MAX_WAIT_SECONDS if wait else 0)
    while (place := cache.get(_place(submission_id))) is None and time.monotonic() < until:
        time.sleep(0.05)
    if place == "":
        return None
    messages.info(request, _("C’était déjà enregistré : rien n’a été fait une seconde fois."))
    return redirect(place or _page_before(request))


def _page_before(request: HttpRequest) -> str:
    """Return the page of the form, the start page when the browser sends no Referer."""
    referer = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(referer, {request.get_host()}):
        return "/"
    parts = urlsplit(referer)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path or "/"
