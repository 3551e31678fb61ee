"""Today: what comes first, news, the day, the figures and the chart of visits."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_GET

from arpent.agenda.permissions import AgendaPermission
from arpent.agenda.public import (
    get_pattern,
    list_appointments,
    list_visits_per_week,
)
from arpent.clients.public import count_figures
from arpent.deals.permissions import DealPermission
from arpent.imports.permissions import ImportPermission
from arpent.kernel.today import TodayContext, TodayItem, most_urgent
from arpent.offers.public import list_notifications
from arpent.people.public import User
from arpent.territory.permissions import TerritoryPermission
from arpent.territory.public import list_sectors
from arpent.web.session import current_user

from ..charts import chart_pdf, draw_chart, finding_of, visits_per_week
from ..domains import manifests

FIRST_ITEMS = 3


@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """Show the page of today: what comes first, appointments, figures."""
    by, now, day = current_user(request), timezone.now(), timezone.localdate()
    zone = timezone.get_default_timezone()
    start = dt.datetime.combine(day, dt.time(), tzinfo=zone)
    page = TodayContext(by, now, day)
    figures = page.read(count_figures)
    weeks = _visits(by, day) if by.has_permission(AgendaPermission.PLAN_WEEK) else []
    clients = reverse("clients:list")
    context = {
        "today": day,
        "setup": _setup(by, figures.total),
        "first": _first(page),
        "notifications": _notifications(by, now),
        "appointments": list_appointments(by=by, person=by, start=start, end=start + dt.timedelta(days=1)),
        "figures": [
            {"label": _("entreprises"), "value": figures.total, "url": clients},
            {"label": _("visites dues"), "value": figures.late, "url": clients + "?due=late&sort=due"},
            {
                "label": _("fiches peu fiables"),
                "value": figures.low_quality,
                "url": clients + "?low_quality=1&sort=data_quality_score",
            },
            {"label": _("non situées"), "value": figures.unplaced, "url": clients + "?unplaced=1"},
        ],
        "chart": reverse("visits_chart") if any(n for _w, n in weeks) else "",
        "chart_rows": [{"week": w, "visits": n} for w, n in weeks],
    }
    return render(request, "site/today.html", context)


def _setup(by: User, companies: int) -> list[dict[str, Any]]:
    """Return the first steps while one is still to do."""
    if by.role not in ("negotiator", "administrator"):
        return []
    steps = [
        (
            _("Importez votre fichier de clients et de prospects"),
            reverse("imports:upload"),
            companies > 0,
            ImportPermission.IMPORT_FILE,
        ),
        (
            _("Dessinez votre secteur"),
            reverse("territory:sector_new"),
            bool(list_sectors(by=by)),
            TerritoryPermission.DRAW_SECTOR,
        ),
        (
            _("Dites d’où vous partez et vos horaires"),
            reverse("agenda:pattern"),
            get_pattern(person=by, by=by).start_lat is not None,
            AgendaPermission.PLAN_WEEK,
        ),
    ]
    allowed = [{"label": label, "url": url, "done": done} for label, url, done, act in steps if by.has_permission(act)]
    return [] if all(s["done"] for s in allowed) else allowed


def _first(context: TodayContext) -> list[TodayItem]:
    sources = [
        source
        for domain in manifests()
        for source in domain.today
        if not source.permission or context.by.has_permission(source.permission)
    ]
    return most_urgent(sources, context, limit=FIRST_ITEMS)


NOTIFICATION_TEXTS = {
    "question": (_lazy("%(who)s demande"), "note"),
    "approved": (_lazy("%(who)s a donné son accord"), "shield-check"),
    "declined": (_lazy("%(who)s a refusé son accord"), "x"),
    "opened": (_lazy("ouverte par %(who)s"), "eye"),
    "signed": (_lazy("signée par %(who)s"), "check"),
    "refused": (_lazy("refusée par %(who)s"), "x"),
}


def _notifications(by: User, now: dt.datetime) -> list[dict[str, Any]]:
    """Return what others have done with one's offers."""
    if not by.has_permission(DealPermission.SEE_DEALS):
        return []
    return [
        {
            "offer": n.offer,
            "words": NOTIFICATION_TEXTS[n.kind][0] % {"who": n.who},
            "icon": NOTIFICATION_TEXTS[n.kind][1],
            "text": n.text[:160],
            "at": n.at,
            "urgent": n.kind == "question",
            "url": reverse("offers:answer" if n.kind == "question" else "offers:offer", args=[n.offer.pk]),
        }
        for n in list_notifications(by=by, now=now)
    ]


@require_GET
def visits_chart(request: HttpRequest) -> HttpResponse:
    """Draw the chart of visits, for the page to put in its place."""
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
