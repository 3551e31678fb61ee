"""Views of sectors and their map."""

import json
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from arpent.clients.public import count_companies_by_commune
from arpent.geography.public import get_gazetteer, whole_commune
from arpent.history.public import open_edit_form, seen_values
from arpent.kernel.errors import DomainError, NotFound
from arpent.kernel.ids import parse_id
from arpent.people.public import require_permission
from arpent.web.error_messages import add_form_errors, error_message
from arpent.web.session import current_user

from ..actions.sectors import communes_in_shape, delete_sector, pick_communes, save_sector
from ..permissions import TerritoryPermission
from ..queries.sectors import (
    communes_by_sector,
    find_overlaps,
    find_uncovered_communes,
    get_sector,
    list_sectors,
    summarise_sectors,
)
from ..queries.targets import list_campaigns
from .forms import SectorForm


@require_GET
def sectors(request: HttpRequest) -> HttpResponse:
    """List the sectors with their size, overlaps and uncovered communes."""
    by = current_user(request)
    gazetteer = get_gazetteer()
    overlaps, holes = find_overlaps(by=by), find_uncovered_communes(by=by)
    counts = count_companies_by_commune(by=by)
    zones_of = communes_by_sector(by=by)
    companies: dict[str, int] = {}
    for code, n in counts.items():
        whole_code = whole_commune(code)
        companies[whole_code] = companies.get(whole_code, 0) + n
    summaries = [
        {"summary": s, "companies": sum(companies.get(c, 0) for c in zones_of.get(s.sector.pk, []))}
        for s in summarise_sectors(by=by)
    ]

    def names(codes: list[str]) -> str:
        return ", ".join(c.name for c in map(gazetteer.get, codes[:12]) if c)

    context = {
        "summaries": summaries,
        "overlaps": (len(overlaps), names(sorted(overlaps))),
        "holes": (len(holes), names(holes)),
        "campaigns": list_campaigns(by=by),
        "may_draw": by.has_permission(TerritoryPermission.DRAW_SECTOR),
    }
    return render(request, "territory/sectors.html", context)


@require_GET
def zones(request: HttpRequest) -> JsonResponse:
    """Return the communes of visible sectors as JSON, for maps."""
    by = current_user(request)
    by_sector, gazetteer = communes_by_sector(by=by), get_gazetteer()
    rows = []
    for s in list_sectors(by=by):
        codes = by_sector.get(s.pk, [])
        departements = sorted({c.departement for c in map(gazetteer.get, codes) if c})
        rows.append(
            {"id": str(s.pk), "name": s.name, "color": s.color, "communes": codes, "departements": departements}
        )
    return JsonResponse({"sectors": rows})


@require_http_methods(["GET", "POST"])
def sector(request: HttpRequest, sector_id: UUID | None = None) -> HttpResponse:
    """Create or change a sector on the map. Raise NotFound for one out of reach."""
    by = current_user(request)
    require_permission(by, TerritoryPermission.DRAW_SECTOR)
    sector = get_sector(sector_id=sector_id, by=by) if sector_id else None
    if sector_id and sector is None:
        raise NotFound("sector")
    by_sector = communes_by_sector(by=by)
    codes = by_sector.get(sector.pk, []) if sector else []
    initial: dict[str, Any] = {"communes": " ".join(codes), "holder": str(by.pk)}
    if sector:
        initial |= {"name": sector.name, "holder": str(sector.holder_id)}
    form = SectorForm(request.POST or None, by=by, initial=initial)
    existing = {"name": sector.name, "holder_id": sector.holder_id} if sector else {}
    opened = open_edit_form(
        request,
        form,
        sector,
        shown=existing,
        rows={"communes": codes},
        names={"holder_id": "holder"},
        create_url=reverse("territory:sector_new"),
    )
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        holder = parse_id(values["holder"]) or by.pk
        try:
            save_sector(
                by=by,
                at=timezone.now(),
                name=values["name"],
                holder_id=holder,
                communes=values["communes"].split(),
                sector_id=sector_id,
                seen=seen_values(opened),
            )
        except DomainError as refusal:
            add_form_errors(refusal, form)
        else:
            return redirect("territory:sectors")
    shown = (request.POST.get("communes") or " ".join(codes)).split()
    others = {c: s.color for s in list_sectors(by=by) if s.pk != sector_id for c in by_sector.get(s.pk, [])}
    context = {"form": form, "sector": sector, "count": len(shown), "others": others, "places": _places(shown)}
    return render(request, "territory/sector.html", context, status=422 if form.errors else 200)


def _places(codes: list[str]) -> list[list[float]]:
    communes = [c for c in map(get_gazetteer().get, codes) if c]
    return [[c.point.lon, c.point.lat] for c in communes[:: max(1, len(communes) // 200)]]


@require_POST
def sector_delete(request: HttpRequest, sector_id: UUID) -> HttpResponse:
    """Delete a sector (POST)."""
    delete_sector(sector_id=sector_id, by=current_user(request), at=timezone.now())
    return redirect("territory:sectors")


@require_POST
def pick(request: HttpRequest) -> JsonResponse:
    """Return the communes of a text as JSON; status 422 with a message for an unknown part."""
    require_permission(current_user(request), TerritoryPermission.DRAW_SECTOR)
    try:
        return _picked(pick_communes(request.POST.get("text", "")[:500]))
    except DomainError as refusal:
        return JsonResponse({"sentence": error_message(refusal)}, status=422)


@require_POST
def shape(request: HttpRequest) -> JsonResponse:
    """Return the communes inside a drawn ring of [longitude, latitude] as JSON; status 422 with a message for an
    invalid one.
    """
    require_permission(current_user(request), TerritoryPermission.DRAW_SECTOR)
    try:
        ring = [(float(x), float(y)) for x, y in json.loads(request.body)["ring"]][:5000]
        return _picked(communes_in_shape(ring))
    except (ValueError, KeyError, TypeError):
        return JsonResponse({"sentence": error_message(DomainError("territory.bad_shape"))}, status=422)
    except DomainError as refusal:
        return JsonResponse({"sentence": error_message(refusal)}, status=422)


def _picked(codes: list[str]) -> JsonResponse:
    communes = [c for c in map(get_gazetteer().get, codes) if c]
    return JsonResponse(
        {
            "communes": codes,
            "places": _places(codes),
            "total": len(codes),
            "population": sum(c.population for c in communes),
        }
    )
