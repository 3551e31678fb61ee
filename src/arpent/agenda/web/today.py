"""Entries of the Today page: visits without report, customers whose visit is due, the first step."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from arpent.clients.public import CompanyFilter, count_companies, count_figures
from arpent.kernel.today import TodayContext, TodayItem

from ..queries.calendar import get_pattern, list_booked_companies, list_unreported


def find_unreported(context: TodayContext) -> list[TodayItem]:
    """Return an entry for each past visit without report, the latest first."""
    label = _("%(name)s, visite du %(day)s : que s’est-il passé ?")
    return [
        TodayItem(
            label % {"name": a.title, "day": timezone.localtime(a.starts_at).strftime("%d/%m")},
            reverse("agenda:appointment", args=[a.pk]),
            "note",
        )
        for a in list_unreported(by=context.by, person=context.by, now=context.now)
    ]


def find_due_visits(context: TodayContext) -> list[TodayItem]:
    """Return an entry with the number of customers whose visit is overdue without an appointment, or nothing."""
    waiting = context.read(count_figures).late
    if waiting and (booked := list_booked_companies(by=context.by, now=context.now)):
        waiting = count_companies(by=context.by, criteria=CompanyFilter(due="late"), today=context.day, excluded=booked)
    if not waiting:
        return []
    text = ngettext(
        "%(n)s client attend sa visite : planifiez la semaine",
        "%(n)s clients attendent leur visite : planifiez la semaine",
        waiting,
    )
    return [TodayItem(text % {"n": waiting}, reverse("agenda:week"), "route")]


def has_starting_place(context: TodayContext) -> bool:
    """Return whether the user has set the place where the days start."""
    return get_pattern(person=context.by, by=context.by).start_lat is not None
