"""What the commercial file asks to do first today: addresses without a place on the map."""

from django.urls import reverse
from django.utils.translation import ngettext

from arpent.kernel.today import TodayContext, TodayItem

from ..queries.listing import count_figures


def find_unplaced(context: TodayContext) -> list[TodayItem]:
    """Return how many companies have an address that is not placed."""
    unplaced = context.read(count_figures).unplaced
    if not unplaced:
        return []
    text = ngettext("%(n)s adresse n’est pas située", "%(n)s adresses ne sont pas situées", unplaced)
    return [TodayItem(text % {"n": unplaced}, reverse("clients:list") + "?unplaced=1", "map-pin")]
