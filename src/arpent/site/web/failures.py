"""Answer of a request when the database is busy or unavailable, or the disk is full: a message, and a way to retry.
Used as ``handler500``, which Django calls for exceptions of views, sessions and sign-in. It makes no database query.
"""

import errno
import re
import shutil
import sqlite3
import sys
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError
from django.db.transaction import TransactionManagementError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils import translation
from django.views.defaults import server_error

from arpent.kernel.errors import DomainError
from arpent.web.error_messages import error_message


@dataclass(frozen=True)
class Failure:
    """A failure of the environment: code of its message, and seconds after which to retry."""

    code: str
    retry_after: int


BUSY = Failure("site.base_busy", 5)
AWAY = Failure("site.base_away", 5)
FULL = Failure("site.disk_full", 60)
DISK_ERRORS = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}
SQLITE = {
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_READONLY: FULL,
    sqlite3.SQLITE_IOERR: AWAY,
    sqlite3.SQLITE_CANTOPEN: AWAY,
}
# PostgreSQL: disk full; lock not available, query cancelled, deadlock, serialisation, too many connections.
POSTGRESQL = {"53100": FULL, "55P03": BUSY, "57014": BUSY, "40P01": BUSY, "40001": BUSY, "53300": BUSY}
# SQLite tells a full disk by several errors; below this room, whatever it says is that one.
NO_ROOM = 5 * 1024 * 1024
# What is posted again is carried by the page: neither secrets nor more than a form holds.
SECRET = re.compile(r"passw|secret", re.IGNORECASE)
MAX_CARRIED = 1_000_000


def read_failure(error: BaseException | None) -> Failure | None:
    """Return the failure that an exception reports, or None for a bug."""
    if isinstance(error, TransactionManagementError):
        error = error.__context__ or error
    if isinstance(error, OSError):
        return FULL if error.errno in DISK_ERRORS else None
    if not isinstance(error, DatabaseError | InterfaceError | sqlite3.Error):
        return None
    cause = error if isinstance(error, sqlite3.Error) else error.__cause__
    if isinstance(cause, sqlite3.Error):
        found = SQLITE.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF)
        return FULL if found is AWAY and _has_no_room() else found
    state = getattr(cause, "sqlstate", None)
    if state in POSTGRESQL:
        return POSTGRESQL[state]
    # Without a state of its own the connection broke; 08 and 57P: it was lost, the server stops or starts.
    if isinstance(error, OperationalError | InterfaceError) and (not state or state.startswith(("08", "57P"))):
        return AWAY
    return None


def _has_no_room() -> bool:
    try:
        return shutil.disk_usage(settings.ARPENT_HOME).free < NO_ROOM
    except OSError:
        return False


def answer_error(request: HttpRequest) -> HttpResponseBase:
    """Answer an uncaught exception: 503 with a message for a failure of the environment, the plain 500 page
    for a bug.
    """
    failure = read_failure(sys.exc_info()[1])
    if failure is None:
        return server_error(request)
    language = getattr(request, "LANGUAGE_CODE", None) or translation.get_language_from_request(request)
    with translation.override(language):
        response = _answer(request, failure)
    response["Retry-After"] = str(failure.retry_after)
    response["Cache-Control"] = "no-store"
    response["Content-Language"] = language
    return response


def _answer(request: HttpRequest, failure: Failure) -> HttpResponse:
    sentence = error_message(DomainError(failure.code))
    if request.path.startswith("/sync/v1/") or "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"stored": False, "error": failure.code, "sentence": sentence}, status=503)
    if request.headers.get("HX-Request"):
        response = HttpResponse(render_to_string("refusal.html#toast", {"sentence": sentence}), status=503)
        response["HX-Retarget"], response["HX-Reswap"] = "#toasts", "beforeend"
        return response
    fields = fields_to_post_again(request)
    context = {
        "sentence": sentence,
        "address": request.get_full_path(),
        "is_read": request.method in ("GET", "HEAD"),
        "fields": fields,
        "token": get_token(request) if fields is not None else "",
    }
    return HttpResponse(render_to_string("unavailable.html", context), status=503)


def fields_to_post_again(request: HttpRequest) -> list[tuple[str, str]] | None:
    """Return the fields of a form to post again; None for files, secrets, sign-in pages or a body over
    ``MAX_CARRIED``.
    """
    if request.method != "POST" or request.path.startswith(("/account/", "/start/")):
        return None
    if request.content_type != "application/x-www-form-urlencoded" and not hasattr(request, "_post"):
        return None  # a body of files that nobody has read yet is not read now
    try:
        if request.FILES:
            return None
        fields = [(name, value) for name, values in request.POST.lists() for value in values]
    except Exception:
        # The body itself was what failed.
        return None
    fields = [(name, value) for name, value in fields if name != "csrfmiddlewaretoken"]
    if any(SECRET.search(name) for name, _value in fields):
        return None
    return fields if sum(len(name) + len(value) for name, value in fields) <= MAX_CARRIED else None
