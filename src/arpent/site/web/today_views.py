"""Views of the Today page and of the chart of visits."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Protocol

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from arpent.agenda.permissions import AgendaPermission
from arpent.agenda.public import (
    list_appointments,
    list_visits_per_week,
)
from arpent.kernel.first_steps import StepProgress, read_steps, remaining_steps
from arpent.kernel.manifest import Domain
from arpent.kernel.notifications import read_notifications
from arpent.kernel.today import TodayContext, most_urgent, read_figures, read_sections
from arpent.people.public import User
from arpent.web.session import current_user

from ..charts import chart_pdf, draw_chart, finding_of, visits_per_week
from ..domains import manifests

FIRST_ITEMS = 7
MAX_NOTIFICATIONS = 8
PLANNING_ROLES = ("negotiator",)
FIRST_STEP_ROLES = ("negotiator", "administrator")


@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """Show the Today page: most urgent entries, notifications, appointments, figures."""
    by, now, day = current_user(request), timezone.now(), timezone.localdate()
    zone = timezone.get_default_timezone()
    start = dt.datetime.combine(day, dt.time(), tzinfo=zone)
    page = TodayContext(by, now, day)
    weeks = _visits(by, day) if by.has_permission(AgendaPermission.PLAN_WEEK) else []
    context = {
        "today": day,
        "first_steps": _first_steps(page),
        "first": most_urgent(_declared(by, lambda d: d.today), page, limit=FIRST_ITEMS),
        "sections": read_sections(_declared(by, lambda d: d.today_sections), page),
        "notifications": read_notifications(_declared(by, lambda d: d.notifications), page, limit=MAX_NOTIFICATIONS),
        "appointments": list_appointments(by=by, person=by, start=start, end=start + dt.timedelta(days=1)),
        "plans_own_week": by.role in PLANNING_ROLES,
        "figures": read_figures(_declared(by, lambda d: d.figures), page),
        "chart": reverse("visits_chart") if any(n for _w, n in weeks) else "",
        "chart_rows": [{"week": w, "visits": n} for w, n in weeks],
    }
    return render(request, "site/today.html", context)


def _first_steps(page: TodayContext) -> list[StepProgress]:
    """Return the steps of the set-up, while one is to be done, for those who begin with a portfolio of their own."""
    if page.by.role not in FIRST_STEP_ROLES:
        return []
    return remaining_steps(_declared(page.by, lambda d: d.first_steps), page)


@require_GET
def first_steps(request: HttpRequest) -> HttpResponse:
    """Show all steps of the set-up that concern a person, done or not; none of them is an obligation."""
    page = TodayContext(current_user(request), timezone.now(), timezone.localdate())
    steps = read_steps(_declared(page.by, lambda d: d.first_steps), page)
    return render(request, "site/first_steps.html", {"steps": steps, "done": sum(s.done for s in steps)})


class _Source(Protocol):
    @property
    def permission(self) -> str: ...


def _declared[S: _Source](by: User, field: Callable[[Domain], Iterable[S]]) -> list[S]:
    """Return what the manifests declare in a field, as far as the person has the permission for it."""
    sources = [source for domain in manifests() for source in field(domain)]
    return [source for source in sources if not source.permission or by.has_permission(source.permission)]


@require_GET
def visits_chart(request: HttpRequest) -> HttpResponse:
    """Return the chart of visits per week, to be inserted into the page."""
    chart = visits_per_week(_visits(current_user(request), timezone.localdate()))
    return render(request, "site/chart.html", {"finding": finding_of(chart), "svg": draw_chart(chart)})


def _visits(by: User, day: dt.date) -> list[tuple[str, int]]:
    """Return (week, visits done) of the last weeks, the week as one says it: "S48"."""
    rows = list_visits_per_week(by=by, person=by, today=day)
    return [(_("S%(number)s") % {"number": week.partition("W")[2]}, n) for week, n in rows]


@require_GET
def visits_paper(request: HttpRequest) -> HttpResponse:
    """Return the chart of visits and its figures as a PDF."""
    by, day = current_user(request), timezone.localdate()
    rows = _visits(by, day)
    printed = _("Imprimé le %(day)s") % {"day": date_format(day, "DATE_FORMAT")}
    pdf = chart_pdf(
        visits_per_week(rows),
        person=by.full_name,
        printed=printed,
        columns=(_("Semaine"), _("Visites")),
        rows=rows,
        at=timezone.now(),
    )
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="arpent-{day}.pdf"'
    return response
