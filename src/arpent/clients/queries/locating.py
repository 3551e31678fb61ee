"""Which sites an address server could place better."""

from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from arpent.people.public import User

from ..models import Site


def sites_to_locate(*, by: User, after: UUID | None = None) -> QuerySet[Site]:
    """Return the French sites that have an address but stand at their commune, or nowhere; in order of id."""
    rows = (
        Site.objects.visible_to(by)
        .filter(country="FR", precision__in=(Site.Precision.COMMUNE, Site.Precision.NONE))
        .exclude(address="")
    )
    return (rows.filter(pk__gt=after) if after else rows).order_by("pk")


def count_precisions(*, by: User) -> list[dict[str, Any]]:
    """Return how many sites stand at each precision, best first."""
    counts = dict(
        Site.objects.visible_to(by)
        .order_by()
        .values_list("precision")
        .annotate(n=Count("pk"))
        .values_list("precision", "n")
    )
    return [{"label": label, "count": counts.get(value, 0)} for value, label in Site.Precision.choices]
