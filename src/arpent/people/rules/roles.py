"""Roles, scopes, and the registry of permissions that the domains declare."""

from enum import StrEnum

from arpent.kernel.manifest import PermissionSpec


class Role(StrEnum):
    NEGOTIATOR = "negotiator"
    MANAGER = "manager"
    DIRECTION = "direction"
    ASSISTANT = "assistant"
    ADMINISTRATOR = "administrator"


class Scope(StrEnum):
    """How far a role sees."""

    OWN = "own"
    TEAM = "team"
    ALL = "all"


class Permission(StrEnum):
    SEE_CLIENTS = "see_clients"
    CHANGE_CLIENTS = "change_clients"
    ASSIGN_CLIENTS = "assign_clients"
    IMPORT_FILE = "import_file"
    DRAW_SECTOR = "draw_sector"
    PLAN_WEEK = "plan_week"
    REPORT_VISITS = "report_visits"
    SET_FIELD = "set_field"
    SEE_DEALS = "see_deals"
    CHANGE_DEALS = "change_deals"
    SET_STAGES = "set_stages"
    APPROVE_OFFERS = "approve_offers"
    APPROVE_LOW_OFFERS = "approve_low_offers"
    SET_OFFER_RULES = "set_offer_rules"
    SEE_CATALOGUE = "see_catalogue"
    CHANGE_CATALOGUE = "change_catalogue"
    UNDO = "undo"
    MANAGE_PEOPLE = "manage_people"
    ERASE_PERSONS = "erase_persons"


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
