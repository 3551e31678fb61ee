"""Points of companies for the map."""

import datetime as dt
from typing import Any

from django.db.models import CharField, FloatField
from django.db.models.functions import Cast

from arpent.people.public import User

from ..models import Site
from ..rules.classes import abc_classes
from ..rules.relationship import urgency_of
from .listing import CompanyFilter, filter_companies

LIMIT = 20_000
COLUMNS = ("id", "name", "kind", "urgency", "grade", "city", "lat", "lon")


def list_points(*, by: User, criteria: CompanyFilter, today: dt.date) -> dict[str, Any]:
    """Return {"columns", "rows"}: a row per located site of the filtered companies, at most 20,000.

    Latitude and longitude are WGS84 degrees; "grade" is the ABC class. Ids are text in the engine's format: 20,000 UUID
    objects would take longer than the query.
    """
    sites = Site.objects.visible_to(by).filter(lat__isnull=False)
    if criteria != CompanyFilter():
        sites = sites.filter(company__in=filter_companies(by=by, criteria=criteria, today=today))
    site_values = sites.values_list(
        Cast("company_id", CharField()),
        "company__name",
        "company__relationship",
        "city",
        "lat",
        "lon",
        "company__last_visit_on",
        "company__call_interval",
        Cast("company__potential", FloatField()),
    )[:LIMIT]
    grades = abc_classes([row[-1] for row in site_values])
    rows = [
        (pk, name, kind, urgency_of(visit, interval, today), grade, city, lat, lon)
        for (pk, name, kind, city, lat, lon, visit, interval, _), grade in zip(site_values, grades, strict=True)
    ]
    return {"columns": COLUMNS, "rows": rows}
