"""Checks of what a person may do."""

from arpent.kernel.errors import DomainError

from ..models import User
from ..rules.roles import Permission


def require_permission(person: User, act: Permission) -> None:
    """Raise DomainError when the person's role does not allow the act."""
    if not person.has_permission(act):
        raise DomainError("people.not_allowed", act=act.value)
