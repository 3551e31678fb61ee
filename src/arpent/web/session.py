"""Who is signed in."""

from uuid import UUID

from django.http import HttpRequest

from arpent.people.public import User


def current_user(request: HttpRequest) -> User:
    """Return the signed-in person; the middleware let nobody else through."""
    if not isinstance(request.user, User):
        raise RuntimeError("a page was reached without sign-in")
    return request.user


def mark_access_checked(request: HttpRequest, record_id: UUID) -> None:
    """Record that the page being drawn found this record among those its reader sees."""
    request.__dict__.setdefault("shown_records", set()).add(record_id)


def is_access_checked(request: HttpRequest, record_id: UUID) -> bool:
    """Return whether this request has found the record visible already, so that a panel of its page need not ask
    again.
    """
    return record_id in request.__dict__.get("shown_records", ())
