"""Entries of the Today page: addresses without a place on the map, figures of the portfolio."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from arpent.kernel.today import Figure, TodayContext, TodayItem, TodayRow, TodaySection

from ..queries.listing import CompanyFilter, count_figures, list_companies

MAX_DOUBTFUL = 5


def find_unplaced(context: TodayContext) -> list[TodayItem]:
    """Return one item with the number of visible companies without a location; none at 0."""
    unplaced = context.read(count_figures).unplaced
    if not unplaced:
        return []
    text = ngettext("%(n)s adresse n’est pas située", "%(n)s adresses ne sont pas situées", unplaced)
    return [TodayItem(text % {"n": unplaced}, reverse("clients:list") + "?unplaced=1", "map-pin")]


def find_doubtful(context: TodayContext) -> TodaySection:
    """Return the records with the lowest data quality, for who keeps the file."""
    criteria = CompanyFilter(low_quality=True, sort="data_quality_score")
    found = list_companies(by=context.by, criteria=criteria, today=context.day, size=MAX_DOUBTFUL).rows
    rows = [
        TodayRow(
            company.name,
            _("fiabilité %(score)s sur 100") % {"score": company.data_quality_score},
            reverse("clients:company", args=[company.pk]),
        )
        for company in found
    ]
    url = reverse("clients:list") + "?low_quality=1&sort=data_quality_score"
    return TodaySection(_("Fiches à compléter"), rows, url)


def list_portfolio_figures(context: TodayContext) -> list[Figure]:
    """Return how many companies there are, how many wait for a visit, and how many need better data."""
    figures, url = context.read(count_figures), reverse("clients:list")
    return [
        Figure(_("entreprises"), figures.total, url),
        Figure(_("visites dues"), figures.late, url + "?due=late&sort=due"),
        Figure(_("fiches peu fiables"), figures.low_quality, url + "?low_quality=1&sort=data_quality_score"),
        Figure(_("non situées"), figures.unplaced, url + "?unplaced=1"),
    ]


def has_companies(context: TodayContext) -> bool:
    """Return whether the user sees at least one company."""
    return context.read(count_figures).total > 0
