"""The signed-in person of a request."""

from uuid import UUID

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from arpent.people.public import User


def current_user(request: HttpRequest) -> User:
    """Return the signed-in person. Raise RuntimeError without one, which the sign-in middleware prevents."""
    if not isinstance(request.user, User):
        raise RuntimeError("a page was reached without sign-in")
    return request.user


def mark_access_checked(request: HttpRequest, record_id: UUID) -> None:
    """Record that the person's access to a record was checked in this request."""
    request.__dict__.setdefault("shown_records", set()).add(record_id)


def is_access_checked(request: HttpRequest, record_id: UUID) -> bool:
    """Return whether access to a record was checked in this request, so that panels need not check it again."""
    return record_id in request.__dict__.get("shown_records", ())


def return_url(request: HttpRequest, url: str, default: str = "/") -> str:
    """Return an address of this site to go back to, ``default`` for an empty one or one of another host."""
    return url if url_has_allowed_host_and_scheme(url, allowed_hosts={request.get_host()}) else default
