"""Manifest of reports: indicators and win rate."""

from django.utils.translation import gettext_lazy as _

from arpent.kernel.manifest import Domain, LinkSlot, PageLink, PanelSlot

DOMAIN = Domain(
    name="reports",
    url_prefix="reports/",
    sections={"/reports/win-rate": "offers:list"},
    links=(LinkSlot("offers", _("Gagnées et perdues"), "reports:win_rate", "chart-bar"),),
    panels=(PanelSlot("offer", "reports:win_probability"),),
    pages=(PageLink(70, _("Gagnées et perdues"), "reports:win_rate", "chart-bar"),),
)
