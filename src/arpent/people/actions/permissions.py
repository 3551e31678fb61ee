"""Checks of what a person may do."""

from arpent.kernel.errors import DomainError

from ..models import User


def require_permission(person: User, permission: str) -> None:
    """Raise DomainError when the person's role does not allow it."""
    if not person.has_permission(permission):
        raise DomainError("people.not_allowed", act=str(permission))
