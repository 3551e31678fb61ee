"""Roles, scopes, and the registry of permissions that the domains declare."""

from enum import StrEnum

from arpent.kernel.manifest import PermissionSpec


class Role(StrEnum):
    """Role of a person, which decides the person's permissions and their scopes."""

    NEGOTIATOR = "negotiator"
    MANAGER = "manager"
    DIRECTION = "direction"
    ASSISTANT = "assistant"
    ADMINISTRATOR = "administrator"


class Scope(StrEnum):
    """The rows a permission of a role applies to."""

    OWN = "own"
    TEAM = "team"
    ALL = "all"


# Permission code to its declaration, from the manifests of all domains.
_PERMISSIONS: dict[str, PermissionSpec] = {}


def register_permission(permission: PermissionSpec) -> None:
    """Register a permission of a domain. Raise ValueError for an unknown role or scope."""
    for role, scope in permission.scopes.items():
        Role(role), Scope(scope)
    _PERMISSIONS[permission.code] = permission


def list_permissions() -> list[PermissionSpec]:
    """Return the permissions of all domains in their order."""
    return list(_PERMISSIONS.values())


def scope_of(role: str, permission: str) -> Scope | None:
    """Return the scope a role has a permission with, None when it does not have it.

    The administrator has every permission. Raise LookupError for a permission that no manifest declares.
    """
    if permission not in _PERMISSIONS:
        raise LookupError(f"no domain declares the permission {permission}")
    if role == Role.ADMINISTRATOR:
        return Scope.ALL
    scope = _PERMISSIONS[permission].scopes.get(role)
    return Scope(scope) if scope else None
