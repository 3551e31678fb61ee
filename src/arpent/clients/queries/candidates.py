"""Companies as visit candidates: location, hours, urgency."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q

from arpent.people.public import User

from ..models import Company, Site
from ..rules.opening import Opening
from .company import hours_prefetch, opening_of


@dataclass(frozen=True)
class VisitCandidate:
    """A located main site that may be visited, with its company's values.

    ``lat``, ``lon``: WGS84 degrees. ``visit_minutes``: minutes; ``call_interval``: days; ``potential``: EUR a year;
    ``data_quality_score``: 0-100.
    """

    company_id: UUID
    site_id: UUID
    name: str
    city: str
    relationship: str
    lat: float
    lon: float
    precision: str
    opening: Opening
    preferred: str
    visit_minutes: int | None
    call_interval: int | None
    last_visit_on: dt.date | None
    potential: Decimal | None
    data_quality_score: int
    phone: str
    naf: str
    headcount: str
    commune_code: str  # "" when the commune is not known
    in_sector: bool  # in a sector of that person


def list_visit_candidates(
    *, by: User, for_person: User, company_ids: list[UUID] | None = None, due_by: dt.date | None = None
) -> list[VisitCandidate]:
    """Return the located main sites of companies owned or covered by ``for_person`` and visible to ``by``.

    ``company_ids``: only these companies; ``due_by``: only those due by that day, included.
    """
    sites = Site.objects.visible_to(by).filter(is_main=True, lat__isnull=False)
    sites = sites.filter(Q(company__owner=for_person) | Q(company__sector_of=for_person))
    if due_by is not None:
        sites = sites.filter(company__next_due_on__lte=due_by)
    sites = sites.select_related("company").prefetch_related(*hours_prefetch(by))
    if company_ids is None:
        return [_candidate(s, for_person) for s in sites]
    candidates: list[VisitCandidate] = []
    for start in range(0, len(company_ids), 400):
        candidates += [_candidate(s, for_person) for s in sites.filter(company_id__in=company_ids[start : start + 400])]
    return candidates


def _candidate(site: Site, person: User) -> VisitCandidate:
    c = site.company
    return VisitCandidate(
        company_id=c.pk,
        site_id=site.pk,
        name=c.name,
        city=site.city,
        relationship=c.relationship,
        lat=site.lat or 0.0,
        lon=site.lon or 0.0,
        precision=site.precision,
        opening=opening_of(site),
        preferred=site.preferred,
        visit_minutes=site.visit_minutes,
        call_interval=c.call_interval,
        last_visit_on=c.last_visit_on,
        potential=c.potential,
        data_quality_score=c.data_quality_score,
        phone=c.phone,
        naf=c.naf,
        headcount=c.headcount,
        commune_code=site.commune_code,
        in_sector=c.sector_of_id == person.pk,
    )


def get_site_brief(*, company_id: UUID, by: User) -> Site | None:
    """Return the main site of a company with the company; None when it is not visible."""
    return (
        Site.objects.visible_to(by).select_related("company").filter(company_id=company_id).order_by("-is_main").first()
    )


def main_site_communes(company_ids: list[UUID]) -> list[tuple[UUID, str]]:
    """Return (company, INSEE commune code) of main sites, for all owners."""
    rows: list[tuple[UUID, str]] = []
    for start in range(0, len(company_ids), 400):
        rows += (
            Site.objects.unscoped("a sector covers companies whoever owns them")
            .filter(company_id__in=company_ids[start : start + 400], is_main=True)
            .values_list("company_id", "commune_code")
        )
    return rows


def companies_in_communes(commune_codes: list[str]) -> list[tuple[UUID, str]]:
    """Return (company, INSEE commune code) of companies with their main site in communes, for all owners."""
    rows: list[tuple[UUID, str]] = []
    for start in range(0, len(commune_codes), 400):
        rows += (
            Site.objects.unscoped("a sector covers companies whoever owns them")
            .filter(commune_code__in=commune_codes[start : start + 400], is_main=True)
            .values_list("company_id", "commune_code")
        )
    return rows


def count_companies_by_commune(*, by: User) -> dict[str, int]:
    """Return the number of visible companies by INSEE code of their main site's commune, unknown ones excepted."""
    from django.db.models import Count

    rows = Site.objects.visible_to(by).filter(is_main=True).exclude(commune_code="")
    return dict(rows.values_list("commune_code").annotate(n=Count("pk")).order_by())


def get_company_name(*, company_id: UUID, by: User) -> str | None:
    """Return the name of a company; None when it is not visible."""
    return Company.objects.visible_to(by).filter(pk=company_id).values_list("name", flat=True).first()


def get_main_sites(*, company_ids: list[UUID], by: User) -> dict[UUID, tuple[UUID, str]]:
    """Return (main site, company name) of the visible companies among the ids, by company."""
    main_sites: dict[UUID, tuple[UUID, str]] = {}
    unique = list(dict.fromkeys(company_ids))
    for start in range(0, len(unique), 400):
        rows = Site.objects.visible_to(by).filter(company_id__in=unique[start : start + 400], is_main=True)
        for company, site, name in rows.values_list("company_id", "pk", "company__name"):
            main_sites[company] = (site, name)
    return main_sites


def visible_companies(*, by: User) -> Any:
    """Return the ids of the visible companies as a subquery for filters of other domains."""
    return Company.objects.visible_to(by).values("pk")
