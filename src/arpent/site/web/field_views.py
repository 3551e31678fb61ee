"""Views of the Field app: its page without personal data, the service worker, the web app manifest."""

import json
from functools import lru_cache

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_GET

from arpent.kernel.errors import NotFound
from arpent.kernel.rendering import render_typst

from ..assets import DIST

SIZES = (180, 192, 512)
MARK = """#set page(width: 100pt, height: 100pt, margin: 0pt, fill: rgb("#1a5a9e"))
#place(dx: 26pt, dy: 62pt, circle(radius: 7pt, stroke: 6pt + white))
#place(dx: 60pt, dy: 24pt, circle(radius: 7pt, stroke: 6pt + white))
#place(curve(
  stroke: (paint: white, thickness: 6pt, cap: "round"),
  curve.move((42pt, 69pt)),
  curve.cubic((80pt, 69pt), (74pt, 50pt), (50pt, 50pt)),
  curve.cubic((26pt, 50pt), (22pt, 31pt), (58pt, 31pt)),
))
"""


@lru_cache(maxsize=2)
def _built(stamp: float) -> dict[str, object]:
    return json.loads((DIST / "field.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def built() -> dict[str, object]:
    """Return the build information of the Field app: version, and French sentences to translate."""
    path = DIST / "field.json"
    return _built(path.stat().st_mtime) if path.exists() else {"version": "", "sentences": []}


@login_not_required
@require_GET
@ensure_csrf_cookie
def field(request: HttpRequest) -> HttpResponse:
    """Show the page of the Field app; it depends on the language only, and phones cache it."""
    build = built()
    sentences = [str(w) for w in build["sentences"]]  # type: ignore[attr-defined]
    translations = {w: _(w) for w in sentences} if (get_language() or "fr")[:2] != "fr" else {}
    response = render(request, "site/field.html", {"translations": translations, "version": build["version"]})
    response["Cache-Control"] = "no-cache"
    return response


@login_not_required
@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """Serve the service worker from the root, so that its scope is the whole site; not cached. Raise NotFound before a
    build.
    """
    path = DIST / "worker.js"
    if not path.exists():
        raise NotFound("worker")
    response = HttpResponse(path.read_bytes(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@login_not_required
@require_GET
def manifest(request: HttpRequest) -> JsonResponse:
    """Return the web app manifest of Field."""
    icons = [
        {"src": reverse("field_icon", args=[s]), "sizes": f"{s}x{s}", "type": "image/png", "purpose": p}
        for s in (192, 512)
        for p in ("any", "maskable")
    ]
    return JsonResponse(
        {
            "id": "/field/",
            "name": _("Arpent, terrain"),
            "short_name": "Arpent",
            "start_url": reverse("field"),
            "scope": "/",
            "display": "standalone",
            "lang": (get_language() or "fr")[:2],
            "background_color": "#f6f8fb",
            "theme_color": "#1a5a9e",
            "icons": icons,
        },
        content_type="application/manifest+json",
    )


@lru_cache(maxsize=4)
def _mark(size: int) -> bytes:
    return render_typst(MARK.encode(), format="png", ppi=size * 0.72)


@login_not_required
@require_GET
def icon(request: HttpRequest, size: int) -> HttpResponse:
    """Return the app's icon as a PNG of a size in pixels. Raise NotFound for another size."""
    if size not in SIZES:
        raise NotFound("icon")
    response = HttpResponse(_mark(size), content_type="image/png")
    response["Cache-Control"] = "public, max-age=604800"
    return response
