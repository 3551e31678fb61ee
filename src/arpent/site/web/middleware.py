"""Middleware of every page: client address, size of the body, language, sign-in, refusals."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils import translation

from arpent.history.public import read_unsaved_values
from arpent.kernel.errors import DomainError, NotFound
from arpent.people.public import is_empty_base
from arpent.web.client_address import address_of, current_address
from arpent.web.error_messages import error_message
from arpent.web.security_log import SecurityEvent, log_security_event

from ..domains import manifests

Answer = Callable[[HttpRequest], HttpResponseBase]


class Address:
    """Middleware that makes the client's address available to the code of the request (``current_address``)."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        token = current_address.set(address_of(request))
        try:
            return self.get_response(request)
        finally:
            current_address.reset(token)


class BodyLimit:
    """Middleware that refuses a body larger than an import file with 413, before reading it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isascii() and length.isdigit() and int(length) > settings.ARPENT_MAX_UPLOAD + 1_000_000:
            translation.activate(translation.get_language_from_request(request))
            limit = settings.ARPENT_MAX_UPLOAD // 1024 // 1024
            return HttpResponse(
                error_message(DomainError("imports.too_large", limit=limit)),
                status=413,
                content_type="text/plain; charset=utf-8",
            )
        return self.get_response(request)


class PersonLocale(LocaleMiddleware):
    """Middleware that activates the signed-in person's language; before sign-in, the browser's."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # LocaleMiddleware leaves the language active on the thread; put back the one from before.
        with translation.override(None):
            return super().__call__(request)  # type: ignore[return-value]  # Arpent runs under WSGI only

    def process_request(self, request: HttpRequest) -> None:
        """Activate the signed-in person's language, else the browser's."""
        if request.user.is_authenticated:
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = translation.get_language()
        else:
            super().process_request(request)


class PrivatePages:
    """Middleware that forbids caching of the pages of a signed-in person."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class LoginRequired(LoginRequiredMiddleware):
    """Middleware that requires sign-in for every view without ``@login_not_required``."""

    def handle_no_permission(  # type: ignore[override]  # the stubs know of redirects only
        self, request: HttpRequest, view_func: Any
    ) -> HttpResponseBase:
        """Redirect to the sign-in page, or to the first run on an empty database; htmx gets a redirect header (401)."""
        if request.path == "/" and is_empty_base():
            return redirect("start")
        if getattr(request, "htmx", False):
            response = HttpResponse(status=401)
            response["HX-Redirect"] = resolve_url(self.get_login_url(view_func))
            return response
        return super().handle_no_permission(request, view_func)


class SignOutClearsCache:
    """Middleware that clears the browser's cache at sign-out, so that the next person finds no page of this one.
    Unsent records of a phone remain: Clear-Site-Data "storage" would delete them.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method == "POST" and request.path == reverse("account_logout"):
            response.headers["Clear-Site-Data"] = '"cache"'
        return response


class Refusals:
    """Middleware that answers a DomainError with a page: 404 for NotFound, 403 or 429 for some codes, else 422."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        """Refuse NUL characters in query or form with 422: PostgreSQL cannot store them. None lets the request pass."""
        queries = (request.GET, request.POST) if request.method == "POST" else (request.GET,)
        if any("\x00" in value for query in queries for _name, values in query.lists() for value in values):
            return render(request, "refusal.html", _refusal_context(DomainError("site.unreadable")), status=422)
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Return a page for a DomainError: 404 for NotFound, else the status of its code with its message; None for
        others.
        """
        if isinstance(error, DomainError):
            _note(request, error)
        if isinstance(error, NotFound):
            typed = read_unsaved_values(request) if error.facts["kind"] != "person" else None
            if typed is not None:
                return render(request, "record_deleted.html", {"typed": typed}, status=404)
            return render(request, "404.html", {"sentence": error_message(error)}, status=404)
        if isinstance(error, DomainError):
            status = STATUSES.get(error.code, 422)
            if getattr(request, "htmx", False):
                response = render(request, "refusal.html#toast", _refusal_context(error), status=status)
                response["HX-Retarget"] = "#toasts"
                response["HX-Reswap"] = "beforeend"
                return response
            return render(request, "refusal.html", _refusal_context(error), status=status)
        return None


def _note(request: HttpRequest, refusal: DomainError) -> None:
    """Write what a person was refused into the security log: by rights, or because the record is not the person's to
    see.
    """
    event = NOTED.get(refusal.code)
    match = request.resolver_match
    if event is not None and match is not None:
        ids = {f"url_{k}": v for k, v in match.kwargs.items() if isinstance(v, UUID | int)}
        log_security_event(event, person=request.user.pk, page=match.view_name, **ids)


NOTED = {
    "not_found": SecurityEvent.NOT_FOUND,
    "people.not_allowed": SecurityEvent.NOT_ALLOWED,
    "web.rate_limited": SecurityEvent.RATE_LIMITED,
}
STATUSES = {"people.not_allowed": 403, "web.rate_limited": 429}


def _refusal_context(refusal: DomainError) -> dict[str, Any]:
    remedy = next((d.remedies[refusal.code] for d in manifests() if refusal.code in d.remedies), None)
    link = (remedy.label, reverse(remedy.url_name)) if remedy else None
    return {"sentence": error_message(refusal), "remedy": link}
