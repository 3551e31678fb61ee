"""What other domains may use of people."""

from .actions.forgotten import check_not_forgotten, load_forgotten, register_forgotten
from .actions.permissions import check_may
from .messages import ACTS, REACHES, REASONS, ROLES
from .models import Organisation, Team, User
from .models.scoping import ScopedQuerySet, UnscopedRead
from .queries.people import (
    get_any_person,
    get_organisation,
    get_person,
    get_person_by_email,
    is_empty_base,
    list_administrators,
    list_all_people,
    list_negotiators,
    list_people,
    list_teams,
    names_allowed,
    names_of,
    owner_choices,
    person_of,
)
from .rules.roles import RIGHTS, Act, Reach, Role

__all__ = [
    "ACTS",
    "REACHES",
    "REASONS",
    "RIGHTS",
    "ROLES",
    "Act",
    "Organisation",
    "Reach",
    "Role",
    "ScopedQuerySet",
    "Team",
    "UnscopedRead",
    "User",
    "check_may",
    "check_not_forgotten",
    "get_any_person",
    "get_organisation",
    "get_person",
    "get_person_by_email",
    "is_empty_base",
    "list_administrators",
    "list_all_people",
    "list_negotiators",
    "list_people",
    "list_teams",
    "load_forgotten",
    "names_allowed",
    "names_of",
    "owner_choices",
    "person_of",
    "register_forgotten",
]
