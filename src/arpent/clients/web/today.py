"""Items of the commercial file for the page of today: addresses without a location."""

from django.urls import reverse
from django.utils.translation import ngettext

from arpent.kernel.today import TodayContext, TodayItem

from ..queries.listing import count_figures


def find_unplaced(context: TodayContext) -> list[TodayItem]:
    """Return one item with the number of visible companies without a location; none at 0."""
    unplaced = context.read(count_figures).unplaced
    if not unplaced:
        return []
    text = ngettext("%(n)s adresse n’est pas située", "%(n)s adresses ne sont pas situées", unplaced)
    return [TodayItem(text % {"n": unplaced}, reverse("clients:list") + "?unplaced=1", "map-pin")]
