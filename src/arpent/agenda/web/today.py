"""Entries of the Today page: visits without report, customers whose visit is due, the first step."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from arpent.clients.public import CompanyFilter, count_companies, count_figures, list_companies
from arpent.kernel.today import TodayContext, TodayItem, TodayRow, TodaySection

from ..queries.calendar import (
    PersonDay,
    get_pattern,
    has_planned_week,
    list_booked_companies,
    list_team_day,
    list_unreported,
)

WORKING_DAYS = 5
MAX_NAMES, MAX_READ = 3, 60


def find_unreported(context: TodayContext) -> list[TodayItem]:
    """Return an entry for each past visit without report, the latest first."""
    label = _("%(name)s, visite du %(day)s : que s’est-il passé ?")
    return [
        TodayItem(
            label % {"name": a.title, "day": timezone.localtime(a.starts_at).strftime("%d/%m")},
            reverse("agenda:appointment", args=[a.pk]),
            "note",
            act=_("Écrire le compte rendu"),
            act_url=reverse("agenda:appointment", args=[a.pk]),
        )
        for a in list_unreported(by=context.by, person=context.by, now=context.now)
    ]


def find_due_visits(context: TodayContext) -> list[TodayItem]:
    """Return an entry with the number of customers whose visit is overdue without an appointment and the names of the
    first ones, or nothing.
    """
    waiting = context.read(count_figures).late
    booked = list_booked_companies(by=context.by, now=context.now) if waiting else []
    if booked:
        waiting = count_companies(by=context.by, criteria=CompanyFilter(due="late"), today=context.day, excluded=booked)
    if not waiting:
        return []
    text = ngettext("%(n)s client attend sa visite", "%(n)s clients attendent leur visite", waiting)
    criteria = CompanyFilter(due="late", sort="due")
    listed = list_companies(by=context.by, criteria=criteria, today=context.day, size=MAX_READ).rows
    first = [company for company in listed if company.pk not in booked][:MAX_NAMES]
    names = ", ".join(company.name for company in first)
    url = reverse("clients:list") + "?due=late&sort=due"
    return [
        TodayItem(
            text % {"n": waiting},
            url,
            "route",
            detail=_("%(names)s…") % {"names": names} if first and waiting > len(first) else names,
            act=_("Planifier la semaine"),
            act_url=reverse("agenda:week"),
        )
    ]


def find_team_day(context: TodayContext) -> TodaySection:
    """Return today's visits of each negotiator of the team; on a working day, one without any may need help."""
    is_working_day = context.day.weekday() < WORKING_DAYS
    url = reverse("agenda:week")
    rows = [
        TodayRow(
            day.person.full_name,
            _day_text(day),
            f"{url}?person={day.person.pk}",
            is_alert=is_working_day and not day.visits,
        )
        for day in list_team_day(by=context.by, today=context.day)
    ]
    return TodaySection(_("L’équipe aujourd’hui"), rows, url)


def _day_text(day: PersonDay) -> str:
    if not day.visits:
        return _("aucune visite prévue")
    visits = ngettext("%(n)d visite", "%(n)d visites", day.visits) % {"n": day.visits}
    done = ngettext("%(n)d faite", "%(n)d faites", day.done) % {"n": day.done}
    return f"{visits} · {done}" if day.done else visits


def has_starting_place(context: TodayContext) -> bool:
    """Return whether the user has set the place where the days start."""
    return get_pattern(person=context.by, by=context.by).start_lat is not None


def has_accepted_plan(context: TodayContext) -> bool:
    """Return whether the user has planned a week."""
    return has_planned_week(by=context.by)
