"""Permission checks of actions."""

from arpent.kernel.errors import DomainError

from ..models import User


def require_permission(person: User, permission: str) -> None:
    """Raise DomainError when the person does not have the permission."""
    if not person.has_permission(permission):
        raise DomainError("people.not_allowed", act=str(permission))
