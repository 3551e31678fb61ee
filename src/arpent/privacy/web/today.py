"""Entries of the Today page: ended retention periods."""

from django.urls import reverse
from django.utils.translation import ngettext

from arpent.kernel.today import TodayContext, TodayItem

from ..queries.overview import count_proposed


def find_ended_retention(context: TodayContext) -> list[TodayItem]:
    """Return an entry with the number of ended retention periods that need a decision, or nothing."""
    ended = count_proposed(by=context.by)
    if not ended:
        return []
    text = ngettext(
        "%(n)s durée de conservation est échue : décidez",
        "%(n)s durées de conservation sont échues : décidez",
        ended,
    )
    return [TodayItem(text % {"n": ended}, reverse("privacy:retention"), "shield-check")]
