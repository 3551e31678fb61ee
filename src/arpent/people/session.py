"""Who is signed in."""

from django.http import HttpRequest

from .models import User


def me(request: HttpRequest) -> User:
    """Return the signed-in person; the middleware let nobody else through."""
    if not isinstance(request.user, User):
        raise RuntimeError("a page was reached without sign-in")
    return request.user
