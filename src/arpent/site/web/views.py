"""The pages that gather several domains, and the doors: first run, search, health."""

import datetime as dt
import hmac
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from arpent.agenda.public import (
    get_pattern,
    list_appointments,
    list_booked_companies,
    list_unreported,
    list_visits_per_week,
)
from arpent.clients.public import CompanyFilter, count_companies, list_imports
from arpent.clients.public import search as search_clients
from arpent.deals.public import count_late_deals, find_deals
from arpent.demo.public import load_demo_firm
from arpent.geography.public import list_departements, read_contours, read_departement_outlines
from arpent.kernel.refusals import NotFound, Refused
from arpent.kernel.text import fold
from arpent.offers.public import find_offers, first_offers, news_of
from arpent.parameters.public import list_figures
from arpent.people.public import Act, User, check_may, found_organisation, is_empty_base, me, show_on_form
from arpent.territory.public import list_sectors

from ..charts import chart_pdf, visits_per_week
from ..home import first_run_code
from .context import NAVIGATION
from .forms import StartForm


@require_GET
def today(request: HttpRequest) -> HttpResponse:
    by, now, day = me(request), timezone.now(), timezone.localdate()
    zone = timezone.get_default_timezone()
    start = dt.datetime.combine(day, dt.time(), tzinfo=zone)
    total = count_companies(by=by, wanted=CompanyFilter(), today=day)
    late = count_companies(by=by, wanted=CompanyFilter(due="late"), today=day)
    waiting = count_companies(
        by=by, wanted=CompanyFilter(due="late"), today=day, but=list_booked_companies(by=by, now=now) if late else ()
    )
    doubtful = count_companies(by=by, wanted=CompanyFilter(doubtful=True), today=day)
    unplaced = count_companies(by=by, wanted=CompanyFilter(unplaced=True), today=day)
    weeks = _visits(by, day) if by.may(Act.PLAN_WEEK) else []
    clients = reverse("clients:list")
    context = {
        "today": day,
        "setup": _setup(by, total),
        "may_load_demo": by.may(Act.LOAD_DEMO) and total == 0,
        "first": _first(by, now, waiting, unplaced),
        "news": _news(by, now),
        "appointments": list_appointments(by=by, person=by, start=start, end=start + dt.timedelta(days=1)),
        "figures": [
            {"label": _("entreprises"), "value": total, "url": clients},
            {"label": _("visites dues"), "value": late, "url": clients + "?due=late&sort=due"},
            {"label": _("fiches peu fiables"), "value": doubtful, "url": clients + "?doubtful=1&sort=reliability"},
            {"label": _("non situées"), "value": unplaced, "url": clients + "?unplaced=1"},
        ],
        "chart": reverse("visits_chart") if any(n for _w, n in weeks) else "",
        "chart_rows": [{"week": w, "visits": n} for w, n in weeks],
    }
    return render(request, "site/today.html", context)


def _setup(by: User, companies: int) -> list[dict[str, Any]]:
    """Return the first steps while one is still to do."""
    steps = [
        (
            _("Importez votre fichier de clients et de prospects"),
            reverse("clients:import"),
            companies > 0,
            Act.IMPORT_FILE,
        ),
        (_("Dessinez votre secteur"), reverse("territory:sector_new"), bool(list_sectors(by=by)), Act.DRAW_SECTOR),
        (
            _("Dites d’où vous partez et vos horaires"),
            reverse("agenda:pattern"),
            get_pattern(person=by, by=by).start_lat is not None,
            Act.PLAN_WEEK,
        ),
    ]
    allowed = [{"label": label, "url": url, "done": done} for label, url, done, act in steps if by.may(act)]
    sells = by.role in ("negotiator", "administrator")
    return allowed if sells and not all(s["done"] for s in allowed) else []


def _first(by: User, now: dt.datetime, waiting: int, unplaced: int) -> list[dict[str, Any]]:
    """Return the three things to do first."""
    items = []
    for a in list_unreported(by=by, person=by, now=now):
        label = _("%(name)s, visite du %(day)s : que s’est-il passé ?") % {
            "name": a.title,
            "day": timezone.localtime(a.starts_at).strftime("%d/%m"),
        }
        items.append({"label": label, "url": reverse("agenda:appointment", args=[a.pk]), "icon": "note"})
    items += _offers_first(by, timezone.localdate(now)) if by.may(Act.SEE_DEALS) else []
    late_deals = count_late_deals(by=by, today=timezone.localdate(now)) if by.may(Act.SEE_DEALS) else 0
    if late_deals:
        text = ngettext(
            "%(n)s affaire attend une action qui devait être faite", "%(n)s affaires attendent une action qui devait être faite",
            late_deals,
        ) % {"n": late_deals}  # fmt: skip
        items.append({"label": text, "url": reverse("deals:board") + f"?when=late&owner={by.pk}", "icon": "briefcase"})
    if waiting:
        text = ngettext(
            "%(n)s client attend sa visite : planifiez la semaine",
            "%(n)s clients attendent leur visite : planifiez la semaine",
            waiting,
        ) % {"n": waiting}
        items.append({"label": text, "url": reverse("agenda:week"), "icon": "route"})
    if unplaced:
        text = ngettext("%(n)s adresse n’est pas située", "%(n)s adresses ne sont pas situées", unplaced) % {
            "n": unplaced
        }
        items.append({"label": text, "url": reverse("clients:list") + "?unplaced=1", "icon": "map-pin"})
    for file in list_imports(by=by, limit=3):
        if file.state in ("uploaded", "checked"):
            text = _("L’import de %(name)s attend votre accord") % {"name": file.name}
            items.append(
                {"label": text, "url": reverse("clients:import_mapping", args=[file.pk]), "icon": "file-import"}
            )
    return items[:3]


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
            "number": offer.number, "title": offer.title, "day": date_format(offer.valid_until, "j F") if offer.valid_until else "",
        }  # fmt: skip
        items.append({"label": label, "url": reverse("offers:offer", args=[offer.pk]), "icon": "file-text"})
    if found.remind:
        text = ngettext("%(n)s offre est à relancer", "%(n)s offres sont à relancer", found.remind) % {
            "n": found.remind
        }
        items.append({"label": text, "url": reverse("offers:list") + "?when=remind", "icon": "phone"})
    return items


NEWS = {
    "question": (_lazy("%(who)s demande"), "note"), "approved": (_lazy("%(who)s a donné son accord"), "shield-check"), "declined": (_lazy("%(who)s a refusé son accord"), "x"),
    "opened": (_lazy("ouverte par %(who)s"), "eye"), "signed": (_lazy("signée par %(who)s"), "check"), "refused": (_lazy("refusée par %(who)s"), "x"),
}  # fmt: skip


def _news(by: User, now: dt.datetime) -> list[dict[str, Any]]:
    """Return what others have done with one's offers."""
    if not by.may(Act.SEE_DEALS):
        return []
    return [
        {
            "offer": n.offer, "words": NEWS[n.kind][0] % {"who": n.who}, "icon": NEWS[n.kind][1], "text": n.text[:160], "at": n.at, "urgent": n.kind == "question",
            "url": reverse("offers:answer" if n.kind == "question" else "offers:offer", args=[n.offer.pk]),
        }
        for n in news_of(by=by, now=now)
    ]  # fmt: skip


@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Found the firm on an empty base, with the one-time code of the terminal."""
    if not is_empty_base():
        return redirect("today")
    form = StartForm(request.POST or None, initial={"code": request.GET.get("code", "")})
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        code = first_run_code(settings.ARPENT_HOME)
        if not code or not hmac.compare_digest(values.pop("code").strip(), code):
            form.add_error("code", _("Ce n’est pas le code affiché dans le terminal : copiez-le de nouveau."))
        else:
            try:
                user = found_organisation(at=timezone.now(), **values)
            except Refused as refusal:
                show_on_form(refusal, form)
            else:
                first_run_code(settings.ARPENT_HOME, forget=True)
                login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
                return redirect("today")
    return render(request, "site/start.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "").strip()[:80]
    icons = {"company": "building-factory-2", "site": "map-pin", "contact": "user"}
    hits = [
        {
            "label": h.label,
            "detail": h.detail,
            "icon": icons[h.kind],
            "url": reverse("clients:company", args=[h.company_id]),
        }
        for h in search_clients(by=me(request), text=text)
    ]
    by = me(request)
    if by.may(Act.SEE_DEALS) and len(text) >= 3:
        hits += [
            {"label": str(o), "detail": _("offre"), "icon": "file-text", "url": reverse("offers:offer", args=[o.pk])}
            for o in find_offers(by=by, text=text, limit=5)
        ]
        hits += [
            {"label": d.title, "detail": _("affaire"), "icon": "briefcase", "url": reverse("deals:deal", args=[d.pk])}
            for d in find_deals(by=by, text=text, limit=5)
        ]
    pages: list[tuple[Any, str, str]] = [(n[0], reverse(n[1]), n[2]) for n in NAVIGATION]
    pages += [
        (_("Importer un fichier"), reverse("clients:import"), "file-import"),
        (_("Nouvelle entreprise"), reverse("clients:new"), "plus"),
        (_("Situer les adresses"), reverse("clients:locate"), "map-pin"),
        (_("Nouveau rendez-vous"), reverse("agenda:appointment_new"), "calendar-plus"),
        (_("Accords demandés"), reverse("offers:approvals"), "shield-check"),
        (_("Règles et campagnes"), reverse("offers:rules"), "adjustments"),
        (_("Gagnées et perdues"), reverse("offers:chances"), "chart-bar"),
        (_("Cibler"), reverse("territory:targets"), "target"),
        (_("Historique et annulation"), reverse("people:history"), "history"),
        (_("Réglages"), reverse("people:settings"), "settings"),
    ]
    key = fold(text)
    found = [
        {"label": p, "detail": _("page"), "icon": i, "url": u} for p, u, i in pages if not key or key in fold(str(p))
    ]
    return render(request, "site/search.html", {"hits": _ordered(hits, found, key) if text else found, "text": text})


def _ordered(hits: list[dict[str, Any]], pages: list[dict[str, Any]], key: str) -> list[dict[str, Any]]:
    """Return companies and pages; a page whose name begins as typed comes first."""
    named = [p for p in pages if any(word.startswith(key) for word in fold(str(p["label"])).split()) and len(key) >= 3]
    return named + hits + [p for p in pages if p not in named]


@require_POST
def load_demo(request: HttpRequest) -> HttpResponse:
    """Fill an empty base with the fictional firm."""
    check_may(me(request), Act.LOAD_DEMO)
    if count_companies(by=me(request), wanted=CompanyFilter(), today=timezone.localdate()):
        raise Refused("site.demo_not_empty")
    load_demo_firm(at=timezone.now())
    messages.info(
        request,
        _("L’entreprise de démonstration est là : connectez-vous avec un de ses comptes, ou regardez tout d’ici."),
    )
    return redirect("today")


@require_GET
def figures(request: HttpRequest) -> HttpResponse:
    return render(request, "site/figures.html", {"figures": list_figures()})


@require_GET
def visits_chart(request: HttpRequest) -> JsonResponse:
    by = me(request)
    return JsonResponse(visits_per_week(_visits(by, timezone.localdate())))


def _visits(by: User, day: dt.date) -> list[tuple[str, int]]:
    """Return (week, visits done) of the last weeks, the week as one says it: "S48"."""
    rows = list_visits_per_week(by=by, person=by, today=day)
    return [(_("S%(number)s") % {"number": week.partition("W")[2]}, n) for week, n in rows]


@require_GET
def visits_paper(request: HttpRequest) -> HttpResponse:
    """Return the chart of visits and its figures as a PDF."""
    by, day = me(request), timezone.localdate()
    rows = _visits(by, day)
    printed = _("Imprimé le %(day)s") % {"day": date_format(day, "DATE_FORMAT")}
    pdf = chart_pdf(
        visits_per_week(rows), person=by.full_name, printed=printed, columns=(_("Semaine"), _("Visites")), rows=rows
    )
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="arpent-{day}.pdf"'
    return response


def health(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


def _gzipped(data: bytes) -> HttpResponse:
    response = HttpResponse(data, content_type="application/geo+json")
    response["Content-Encoding"] = "gzip"
    return response


@require_GET
@cache_control(private=True, max_age=86_400)
def outlines(request: HttpRequest) -> HttpResponse:
    return _gzipped(read_departement_outlines())


@require_GET
@cache_control(private=True, max_age=86_400)
def contours(request: HttpRequest, departement: str) -> HttpResponse:
    data = read_contours(departement) if departement in list_departements() else None
    if data is None:
        raise NotFound("departement")
    return _gzipped(data)
