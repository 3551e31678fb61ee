"""Permission checks of actions."""

from arpent.kernel.errors import DomainError

from ..models import User


def require_permission(person: User, permission: str) -> None:
    """Raise DomainError people.not_allowed when the person's role does not have the permission, whatever its scope."""
    if not person.has_permission(permission):
        raise DomainError("people.not_allowed", act=str(permission))
