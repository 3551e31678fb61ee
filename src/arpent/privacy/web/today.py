"""What data protection asks to do first today: retention periods that ended."""

from django.urls import reverse
from django.utils.translation import ngettext

from arpent.kernel.today import TodayContext, TodayItem

from ..queries.overview import count_proposed


def find_ended_retention(context: TodayContext) -> list[TodayItem]:
    """Return how many ended retention periods wait for a decision."""
    ended = count_proposed(by=context.by)
    if not ended:
        return []
    text = ngettext(
        "%(n)s durée de conservation est échue : décidez",
        "%(n)s durées de conservation sont échues : décidez",
        ended,
    )
    return [TodayItem(text % {"n": ended}, reverse("privacy:retention"), "shield-check")]
