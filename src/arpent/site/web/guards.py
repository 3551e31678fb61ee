"""Middleware for signed-in people: lifetime of sessions, required second factor, permissions of the browser."""

import datetime as dt
import time
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from arpent.accounts.public import NOTED_EVERY, end_of, is_missing_second_factor
from arpent.database.lengths import fitted
from arpent.people.public import get_organisation
from arpent.web.client_address import address_of
from arpent.web.security_log import SecurityEvent, log_security_event

from .middleware import Answer

BEGAN, SEEN = "arpent_began", "arpent_seen"  # in the session, seconds


def begin_sign_in(request: HttpRequest, user: Any, **_: Any) -> None:
    """Record when and where a session began (receiver of Django's signal, before the session is saved)."""
    request.session[BEGAN] = request.session[SEEN] = int(time.time())
    if not request.session.session_key:
        request.session.save()
    _note(request, user)


def _note(request: HttpRequest, user: Any) -> None:
    UserSession.objects.update_or_create(
        session_key=request.session.session_key,
        defaults={
            "user": user,
            "ip": address_of(request),
            "last_seen_at": dt.datetime.now(dt.UTC),
            "user_agent": fitted(UserSession, "user_agent", request.META.get("HTTP_USER_AGENT", "")),
        },
    )


class SignInLife:
    """Middleware that ends a session unused for too long or begun too long ago, and records its use every
    five minutes.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            now, session = int(time.time()), request.session
            began, seen = session.get(BEGAN, now), session.get(SEEN, now)
            end = end_of(
                now=now,
                since=began,
                seen=seen,
                idle_hours=settings.ARPENT_IDLE_HOURS,
                days=settings.ARPENT_SESSION_DAYS,
            )
            if end is not None:
                log_security_event(SecurityEvent.SESSIONS_ENDED, person=request.user.pk, count=1, reason=end.value)
                UserSession.objects.filter(session_key=session.session_key).delete()
                logout(request)
            elif now - seen >= NOTED_EVERY or BEGAN not in session:
                self._note_use(request, began, now)
        return self.get_response(request)

    def _note_use(self, request: HttpRequest, began: int, now: int) -> None:
        """Write down that a sign-in is used. A page is read all the same when nothing can be written (a full disk)."""
        session = request.session
        session[BEGAN], session[SEEN] = began, now
        try:
            session.save()
            _note(request, request.user)
        except DatabaseError:
            return
        finally:
            session.modified = False


class SecondFactor:
    """Middleware that redirects a person without the required second factor to its setup, from every other page.
    Views without sign-in stay reachable, so that a phone can submit pending records with its own token.
    """

    SETTING_UP = ("/account/2fa/", "/account/reauthenticate/", "/settings/second-factor/")

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, *_: Any) -> HttpResponse | None:
        """Redirect a person without a required second factor to its setup; None lets the request pass."""
        is_open = not getattr(view, "login_required", True)
        if not request.user.is_authenticated or is_open or self._sets_up(request.path):
            return None
        firm = get_organisation()
        request.firm = firm  # type: ignore[attr-defined]  # the frame of the page asks for it again
        if is_missing_second_factor(request.user, firm):
            page = reverse("accounts:second_factor")
            if getattr(request, "htmx", False):
                response = HttpResponse(status=403)
                response["HX-Redirect"] = page
                return response
            return redirect(page)
        return None

    def _sets_up(self, path: str) -> bool:
        return path.startswith(self.SETTING_UP) and path != reverse("accounts:second_factor_rule")


class PermissionsPolicy:
    """Middleware that sets Permissions-Policy: the browser features that Arpent uses are allowed for itself, others
    off.
    """

    OWN = (
        "geolocation",
        "microphone",
        "clipboard-write",
        "publickey-credentials-get",
        "publickey-credentials-create",
        "screen-wake-lock",
        "fullscreen",
    )
    OFF = (
        "accelerometer",
        "autoplay",
        "bluetooth",
        "browsing-topics",
        "camera",
        "display-capture",
        "gyroscope",
        "hid",
        "idle-detection",
        "magnetometer",
        "midi",
        "payment",
        "serial",
        "usb",
        "xr-spatial-tracking",
    )
    VALUE = ", ".join([f"{n}=(self)" for n in OWN] + [f"{n}=()" for n in OFF])

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", self.VALUE)
        return response
