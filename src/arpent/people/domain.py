"""Manifest of people: organisation, users, roles."""

from arpent.kernel.manifest import Domain, HistoryLabels, PermissionSpec, UndoSpec

from . import messages
from .permissions import PeoplePermission
from .personal_data import PERSONAL_DATA
from .queries.record_names import team_names, user_names

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
        messages.KINDS,
        messages.SHOWN,
        hidden=("people_user.is_superuser", "people_user.last_login"),
        record_names={"people_team": team_names, "people_user": user_names},
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
