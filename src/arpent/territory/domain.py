"""Manifest of territory: sectors, potential, targeting."""

from django.utils.translation import gettext_lazy as _

from arpent.clients.permissions import ClientPermission
from arpent.kernel.first_steps import FirstStep
from arpent.kernel.manifest import Domain, HistoryLabels, LinkSlot, NavigationEntry, PageLink, PermissionSpec, UndoSpec

from . import messages
from .permissions import TerritoryPermission
from .personal_data import PERSONAL_DATA
from .web.today import has_sector

DRAW = TerritoryPermission.DRAW_SECTOR

DOMAIN = Domain(
    name="territory",
    url_prefix="sector/",
    navigation=(NavigationEntry(20, _("Secteur"), "territory:sectors", "map-2", "g s", ("/sector",)),),
    pages=(PageLink(80, _("Cibler"), "territory:targets", "target"),),
    permissions=(
        PermissionSpec(
            DRAW, messages.PERMISSIONS["draw_sector"], {"negotiator": "own", "manager": "team", "direction": "all"}
        ),
    ),
    first_steps=(FirstStep(20, _("Dessinez votre secteur"), "territory:sector_new", has_sector, DRAW),),
    links=(
        LinkSlot("companies_imported", _("Dessiner le secteur"), "territory:sector_new", "map-2"),
        LinkSlot("zones", _("Secteurs"), "territory:zones", "map-2"),
    ),
    errors=messages.MESSAGES,
    history=HistoryLabels(messages.KINDS),
    undo=UndoSpec(
        permissions={
            "territory_targetingcampaign": ClientPermission.SEE_CLIENTS,
            "territory_campaigntarget": ClientPermission.SEE_CLIENTS,
            "territory_sector": DRAW,
            "territory_sectorcommune": DRAW,
        },
    ),
    personal_data=PERSONAL_DATA,
)
