"""View of the command palette: results of the manifests' search sources, and pages by label."""

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from arpent.kernel.text import fold
from arpent.web.session import current_user

from ..domains import manifests
from .context import navigation_entries


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Return the results of the command palette."""
    by, text = current_user(request), request.GET.get("q", "").strip()[:80]
    sources = sorted((source for d in manifests() for source in d.search), key=lambda s: s.position)
    hits = [
        asdict(hit)
        for source in sources
        if len(text) >= source.min_length and (not source.permission or by.has_permission(source.permission))
        for hit in source.find(by=by, text=text)
    ]
    pages: list[Any] = [*navigation_entries()]
    linked = [p for d in manifests() for p in d.pages if not p.permission or by.has_permission(p.permission)]
    pages += sorted(linked, key=lambda p: p.position)
    key = fold(text)
    found = [
        {"label": p.label, "detail": _("page"), "icon": p.icon, "url": reverse(p.url_name)}
        for p in pages
        if not key or key in fold(str(p.label))
    ]
    return render(request, "site/search.html", {"hits": _ordered(hits, found, key) if text else found, "text": text})


def _ordered(hits: list[dict[str, Any]], pages: list[dict[str, Any]], key: str) -> list[dict[str, Any]]:
    """Return companies and pages; a page whose name begins as typed comes first."""
    named = [p for p in pages if any(word.startswith(key) for word in fold(str(p["label"])).split()) and len(key) >= 3]
    return named + hits + [p for p in pages if p not in named]
