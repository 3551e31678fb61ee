"""Sites to geocode more precisely."""

from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from arpent.people.public import User

from ..models import Site


def sites_to_locate(*, by: User, after: UUID | None = None) -> QuerySet[Site]:
    """Return visible French sites with an address located by commune or not at all, by id; those after ``after``."""
    rows = (
        Site.objects.visible_to(by)
        .filter(country="FR", precision__in=(Site.Precision.COMMUNE, Site.Precision.NONE))
        .exclude(address="")
    )
    return (rows.filter(pk__gt=after) if after else rows).order_by("pk")


def count_precisions(*, by: User) -> list[dict[str, Any]]:
    """Return {"label", "count"} of the visible sites for each precision, best first."""
    counts = dict(
        Site.objects.visible_to(by)
        .order_by()
        .values_list("precision")
        .annotate(n=Count("pk"))
        .values_list("precision", "n")
    )
    return [{"label": label, "count": counts.get(value, 0)} for value, label in Site.Precision.choices]
