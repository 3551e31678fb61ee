"""Public interface of the people domain."""

from .actions.erased_people import check_not_erased, load_erased_check, register_erased_check
from .actions.permissions import require_permission
from .messages import ROLES, SCOPE_LABELS
from .models import Organisation, Team, User
from .models.scoping import ScopedQuerySet
from .queries.people import (
    get_any_person,
    get_organisation,
    get_person,
    get_person_by_email,
    get_user,
    is_empty_base,
    list_administrators,
    list_all_people,
    list_negotiators,
    list_people_with_access,
    list_team_mates,
    list_teams,
    names_by_id,
    names_with_permission,
    owner_choices,
)
from .queries.record_names import visible_names
from .rules.roles import Role, Scope, list_permissions, register_permission, scope_of

__all__ = [
    "ROLES",
    "SCOPE_LABELS",
    "Organisation",
    "Role",
    "Scope",
    "ScopedQuerySet",
    "Team",
    "User",
    "check_not_erased",
    "get_any_person",
    "get_organisation",
    "get_person",
    "get_person_by_email",
    "get_user",
    "is_empty_base",
    "list_administrators",
    "list_all_people",
    "list_negotiators",
    "list_people_with_access",
    "list_permissions",
    "list_team_mates",
    "list_teams",
    "load_erased_check",
    "names_by_id",
    "names_with_permission",
    "owner_choices",
    "register_erased_check",
    "register_permission",
    "require_permission",
    "scope_of",
    "visible_names",
]
