"""Manifest of todos: tasks and reminders."""

from django.utils.translation import gettext_lazy as _

from arpent.kernel.manifest import (
    Domain,
    HistoryLabels,
    NavigationEntry,
    PageLink,
    PanelSlot,
    PermissionSpec,
    UndoSpec,
)

from . import messages
from .permissions import TodosPermission
from .personal_data import PERSONAL_DATA
from .web.lists import TODOS
from .web.notification_types import NOTIFICATION_TYPES

EDIT = TodosPermission.EDIT

DOMAIN = Domain(
    name="todos",
    url_prefix="todos/",
    navigation=(NavigationEntry(35, _("Tâches"), "todos:list", "list", "g f", ("/todos",)),),
    pages=(PageLink(15, _("Nouvelle tâche"), "todos:new", "plus"),),
    panels=(
        PanelSlot("today", "todos:today_panel"),
        PanelSlot("company", "todos:company_panel"),
        PanelSlot("contact", "todos:contact_panel"),
        PanelSlot("deal", "todos:deal_panel"),
        PanelSlot("offer", "todos:offer_panel"),
    ),
    permissions=(
        PermissionSpec(
            EDIT,
            messages.PERMISSIONS["edit_todos"],
            {"negotiator": "own", "assistant": "own", "manager": "team", "direction": "all"},
        ),
    ),
    lists=(TODOS,),
    notification_types=NOTIFICATION_TYPES,
    errors=messages.MESSAGES,
    history=HistoryLabels(messages.KINDS),
    undo=UndoSpec(permissions={"todos_todo": EDIT}),
    personal_data=PERSONAL_DATA,
)
