"""Points for the map."""

import datetime as dt
from typing import Any

from arpent.people.public import User

from ..models import Site
from ..rules.relationship import urgency_of
from .listing import CompanyFilter, filter_companies

LIMIT = 20_000


def list_points(
    *, by: User, wanted: CompanyFilter, today: dt.date, box: tuple[float, float, float, float] | None = None
) -> list[dict[str, Any]]:
    """Return the placed sites of the companies a filter keeps, as light dicts. ``box``: west, south, east, north."""
    sites = Site.objects.visible_to(by).filter(lat__isnull=False)
    if wanted != CompanyFilter():
        sites = sites.filter(company__in=filter_companies(by=by, wanted=wanted, today=today))
    if box:
        west, south, east, north = box
        sites = sites.filter(lat__range=(south, north), lon__range=(west, east))
    columns = ("company_id", "company__name", "company__relationship", "lat", "lon", "precision", "city",
               "company__last_visit_on", "company__call_interval", "company__naf")  # fmt: skip
    return [
        {"id": str(c), "name": name, "kind": kind, "lat": lat, "lon": lon, "precision": precision, "city": city,
         "urgency": urgency_of(visit, interval, today).value, "naf": naf[:2]}
        for c, name, kind, lat, lon, precision, city, visit, interval, naf in sites.values_list(*columns)[:LIMIT]
    ]  # fmt: skip
