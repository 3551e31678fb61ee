"""The search of the palette: companies, offers, deals and pages."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from arpent.clients.public import search as search_clients
from arpent.deals.public import find_deals
from arpent.kernel.text import fold
from arpent.offers.public import find_offers
from arpent.people.public import Permission
from arpent.web.session import current_user

from .context import NAVIGATION


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    by, text = current_user(request), request.GET.get("q", "").strip()[:80]
    icons = {"company": "building-factory-2", "site": "map-pin", "contact": "user"}
    hits = [
        {
            "label": h.label,
            "detail": h.detail,
            "icon": icons[h.kind],
            "url": reverse("clients:company", args=[h.company_id]),
        }
        for h in search_clients(by=by, text=text)
    ]
    if by.has_permission(Permission.SEE_DEALS) and len(text) >= 3:
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
        (_("Importer un fichier"), reverse("imports:upload"), "file-import"),
        (_("Nouvelle entreprise"), reverse("clients:new"), "plus"),
        (_("Situer les adresses"), reverse("clients:locate"), "map-pin"),
        (_("Nouveau rendez-vous"), reverse("agenda:appointment_new"), "calendar-plus"),
        (_("Accords demandés"), reverse("offers:approvals"), "shield-check"),
        (_("Règles et campagnes"), reverse("offers:rules"), "adjustments"),
        (_("Gagnées et perdues"), reverse("reports:win_rate"), "chart-bar"),
        (_("Cibler"), reverse("territory:targets"), "target"),
        (_("Historique et annulation"), reverse("history:history"), "history"),
        (_("Réglages"), reverse("accounts:settings"), "settings"),
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
