"""Entries of the Today page: deals with an overdue next step."""

from django.urls import reverse
from django.utils.translation import ngettext

from arpent.kernel.today import TodayContext, TodayItem

from ..queries.listing import count_late_deals


def find_late_deals(context: TodayContext) -> list[TodayItem]:
    """Return an entry with the number of the person's own deals whose next step is overdue, or nothing."""
    late = count_late_deals(by=context.by, today=context.day)
    if not late:
        return []
    text = ngettext(
        "%(n)s affaire attend une action qui devait être faite",
        "%(n)s affaires attendent une action qui devait être faite",
        late,
    )
    return [TodayItem(text % {"n": late}, reverse("deals:board") + f"?when=late&owner={context.by.pk}", "briefcase")]
