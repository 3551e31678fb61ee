"""Manifest of reports: indicators and win rate."""

from django.utils.translation import gettext_lazy as _

from arpent.kernel.manifest import Domain, PageLink

DOMAIN = Domain(
    name="reports",
    url_prefix="reports/",
    sections={"/reports/win-rate": "offers:list"},
    pages=(PageLink(70, _("Gagnées et perdues"), "reports:win_rate", "chart-bar"),),
)
