"""What the frame of every page needs."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from arpent.geography.public import ATTRIBUTION
from arpent.people.public import get_organisation

# The navigation by the job: label, address, icon, key, what the page's own address starts with.
NAVIGATION = (
    (_("Aujourd’hui"), "today", "home", "g j", "/today"),
    (_("Secteur"), "territory:sectors", "map-2", "g s", "/sector"),
    (_("Agenda et tournées"), "agenda:week", "calendar-week", "g t", "/agenda"),
    (_("Clients"), "clients:list", "building-factory-2", "g c", "/clients"),
    (
        _("Affaires"),
        "deals:board",
        "briefcase",
        "g a",
        ("/deals", "/offers/deals", "/solutions"),
    ),
    (_("Offres"), "offers:list", "file-text", "g o", ("/offers", "/orders", "/reports/win-rate")),
    (_("Catalogue"), "catalogue:home", "stack-2", "g p", "/catalogue"),
)
# The bar at the bottom of a phone holds these, with names that fit, and « Plus » for the others.
PHONE_LABELS = {
    "today": _("Aujourd’hui"),
    "agenda:week": _("Agenda"),
    "clients:list": _("Clients"),
    "deals:board": _("Affaires"),
}


def frame(request: HttpRequest) -> dict[str, Any]:
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return {"attribution": ATTRIBUTION}
    # A page may stand in another part than its address says: the import wizard, in that of what it brings in.
    path = getattr(request, "section", request.path)
    deals = path.startswith(("/offers/deals", "/solutions"))
    entries = [
        {
            "label": label,
            "url": reverse(name),
            "icon": icon,
            "key": key,
            "phone": PHONE_LABELS.get(name, ""),
            "current": path == "/"
            if name == "today"
            else path.startswith(prefix) and not (deals and name == "offers:list"),
        }
        for label, name, icon, key, prefix in NAVIGATION
    ]
    return {
        "attribution": ATTRIBUTION,
        "navigation": entries,
        "organisation": request.firm if hasattr(request, "firm") else get_organisation(),
    }
