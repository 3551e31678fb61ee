"""Manifest of solutions: candidate solutions of a deal, evaluated and compared."""

from arpent.deals.permissions import DealPermission
from arpent.kernel.manifest import Domain, HistoryLabels, PanelSlot, UndoSpec

from . import messages
from .personal_data import PERSONAL_DATA

DOMAIN = Domain(
    name="solutions",
    url_prefix="solutions/",
    sections={"/solutions": "deals:board"},
    panels=(PanelSlot("deal", "solutions:deal_panel"), PanelSlot("configuration", "solutions:configured")),
    errors=messages.MESSAGES,
    history=HistoryLabels(messages.KINDS),
    undo=UndoSpec(
        permissions={
            "solutions_solution": DealPermission.CHANGE_DEALS,
            "solutions_solutionextra": DealPermission.CHANGE_DEALS,
        },
    ),
    personal_data=PERSONAL_DATA,
)
