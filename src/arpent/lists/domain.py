"""Manifest of lists: saved views and chosen columns."""

from arpent.kernel.manifest import Domain, HistoryLabels, PermissionSpec, UndoSpec

from . import messages
from .permissions import ListsPermission
from .personal_data import PERSONAL_DATA

ROLES = ("negotiator", "assistant", "manager", "direction")

DOMAIN = Domain(
    name="lists",
    url_prefix="lists/",
    permissions=(
        PermissionSpec(ListsPermission.SAVE_VIEWS, None, dict.fromkeys(ROLES, "own")),
        PermissionSpec(
            ListsPermission.EXPORT,
            messages.PERMISSIONS[ListsPermission.EXPORT],
            {"negotiator": "own", "manager": "team", "direction": "all"},
        ),
    ),
    errors=messages.MESSAGES,
    history=HistoryLabels(messages.KINDS),
    undo=UndoSpec(permissions=dict.fromkeys(("lists_savedview", "lists_columnchoice"), ListsPermission.SAVE_VIEWS)),
    personal_data=PERSONAL_DATA,
)
