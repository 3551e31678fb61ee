"""Manifest of people: organisation, users, roles."""

from arpent.kernel.manifest import Domain, HistoryLabels, PermissionSpec, UndoSpec

from . import messages
from .permissions import PeoplePermission
from .personal_data import PERSONAL_DATA

MANAGE = PeoplePermission.MANAGE_PEOPLE

DOMAIN = Domain(
    name="people",
    permissions=(
        PermissionSpec(
            PeoplePermission.SEE_COLLEAGUES,
            None,
            {"negotiator": "own", "assistant": "team", "manager": "team", "direction": "all"},
        ),
        PermissionSpec(MANAGE, messages.PERMISSIONS["manage_people"]),
    ),
    errors=messages.MESSAGES,
    history=HistoryLabels(
        messages.KINDS, messages.SHOWN, hidden=("people_user.is_superuser", "people_user.last_login")
    ),
    undo=UndoSpec(
        permissions={
            "people_organisation": MANAGE,
            "people_team": MANAGE,
            "people_user": MANAGE,
            "people_user_groups": MANAGE,
            "people_user_user_permissions": MANAGE,
        },
        irreversible={"people.found": "history.not_undoable"},
    ),
    personal_data=PERSONAL_DATA,
)
