"""Today: what comes first, news, the day, the figures and the chart of visits."""

import datetime as dt
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from arpent.agenda.permissions import AgendaPermission
from arpent.agenda.public import (
    get_pattern,
    list_appointments,
    list_booked_companies,
    list_unreported,
    list_visits_per_week,
)
from arpent.clients.public import CompanyFigures, CompanyFilter, count_companies, count_figures
from arpent.deals.permissions import DealPermission
from arpent.deals.public import count_late_deals
from arpent.imports.permissions import ImportPermission
from arpent.imports.public import list_imports
from arpent.offers.public import first_offers, list_notifications
from arpent.people.public import User
from arpent.privacy.permissions import PrivacyPermission
from arpent.privacy.public import count_proposed
from arpent.sync.public import count_open, list_alarms
from arpent.territory.permissions import TerritoryPermission
from arpent.territory.public import list_sectors
from arpent.visits.permissions import VisitPermission
from arpent.web.session import current_user

from ..charts import chart_pdf, draw_chart, finding_of, visits_per_week


@require_GET
def today(request: HttpRequest) -> HttpResponse:
    by, now, day = current_user(request), timezone.now(), timezone.localdate()
    zone = timezone.get_default_timezone()
    start = dt.datetime.combine(day, dt.time(), tzinfo=zone)
    figures = count_figures(by=by, today=day)
    weeks = _visits(by, day) if by.has_permission(AgendaPermission.PLAN_WEEK) else []
    clients = reverse("clients:list")
    context = {
        "today": day,
        "setup": _setup(by, figures.total),
        "first": list(islice(_first(by, now, figures), 3)),
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


def _first(by: User, now: dt.datetime, figures: CompanyFigures) -> Iterator[dict[str, Any]]:
    """Yield what there is to do, the most pressing first; what is not taken is not read."""
    today = timezone.localdate(now)
    for a in list_unreported(by=by, person=by, now=now):
        label = _("%(name)s, visite du %(day)s : que s’est-il passé ?") % {
            "name": a.title,
            "day": timezone.localtime(a.starts_at).strftime("%d/%m"),
        }
        yield {"label": label, "url": reverse("agenda:appointment", args=[a.pk]), "icon": "note"}
    yield from _offers_first(by, today) if by.has_permission(DealPermission.SEE_DEALS) else ()
    late_deals = count_late_deals(by=by, today=today) if by.has_permission(DealPermission.SEE_DEALS) else 0
    if late_deals:
        text = ngettext(
            "%(n)s affaire attend une action qui devait être faite",
            "%(n)s affaires attendent une action qui devait être faite",
            late_deals,
        ) % {"n": late_deals}
        yield {"label": text, "url": reverse("deals:board") + f"?when=late&owner={by.pk}", "icon": "briefcase"}
    yield from _phones_first(by, now)
    ended = count_proposed(by=by) if by.has_permission(PrivacyPermission.ERASE_PERSONS) else 0
    if ended:
        text = ngettext(
            "%(n)s durée de conservation est échue : décidez",
            "%(n)s durées de conservation sont échues : décidez",
            ended,
        ) % {"n": ended}
        yield {"label": text, "url": reverse("privacy:retention"), "icon": "shield-check"}
    booked = list_booked_companies(by=by, now=now) if figures.late else ()
    waiting = (
        count_companies(by=by, criteria=CompanyFilter(due="late"), today=today, excluded=booked)
        if booked
        else figures.late
    )
    if waiting:
        text = ngettext(
            "%(n)s client attend sa visite : planifiez la semaine",
            "%(n)s clients attendent leur visite : planifiez la semaine",
            waiting,
        ) % {"n": waiting}
        yield {"label": text, "url": reverse("agenda:week"), "icon": "route"}
    if unplaced := figures.unplaced:
        text = ngettext("%(n)s adresse n’est pas située", "%(n)s adresses ne sont pas situées", unplaced) % {
            "n": unplaced
        }
        yield {"label": text, "url": reverse("clients:list") + "?unplaced=1", "icon": "map-pin"}
    for file in list_imports(by=by, limit=3):
        if file.state in ("uploaded", "checked"):
            text = _("L’import de %(name)s attend votre accord") % {"name": file.name}
            yield {"label": text, "url": reverse("imports:mapping", args=[file.pk]), "icon": "file-import"}


def _phones_first(by: User, now: dt.datetime) -> list[dict[str, Any]]:
    """Return what phones sent that waits for a decision, and the phones whose reports have not come."""
    if not by.has_permission(VisitPermission.REPORT_VISITS):
        return []
    items, url = [], reverse("sync:home")
    for row in list_alarms(by=by, now=now)[:1]:
        names = {"name": row.device.person.full_name}
        text = _("Des saisies de %(name)s ne sont pas arrivées : demandez-lui son téléphone") % names
        items.append({"label": text, "url": url, "icon": "device-mobile"})
    if count := count_open(by=by):
        text = ngettext("%(n)s saisie de téléphone est à régler", "%(n)s saisies de téléphone sont à régler", count)
        items.append({"label": text % {"n": count}, "url": url, "icon": "device-mobile"})
    return items


def _offers_first(by: User, day: dt.date) -> list[dict[str, Any]]:
    """Return what of the offers comes first: agreements that wait for this person, offers that end, those to remind."""
    found = first_offers(by=by, today=day)
    items = []
    if found.approvals:
        text = ngettext("%(n)s offre attend votre accord", "%(n)s offres attendent votre accord", found.approvals) % {
            "n": found.approvals
        }
        items.append({"label": text, "url": reverse("offers:approvals"), "icon": "shield-check"})
    for offer in found.ending:
        label = _("L’offre %(number)s, %(title)s, finit le %(day)s") % {
            "number": offer.number,
            "title": offer.title,
            "day": date_format(offer.valid_until, "j F") if offer.valid_until else "",
        }
        items.append({"label": label, "url": reverse("offers:offer", args=[offer.pk]), "icon": "file-text"})
    if found.remind:
        text = ngettext("%(n)s offre est à relancer", "%(n)s offres sont à relancer", found.remind) % {
            "n": found.remind
        }
        items.append({"label": text, "url": reverse("offers:list") + "?when=remind", "icon": "phone"})
    return items


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
