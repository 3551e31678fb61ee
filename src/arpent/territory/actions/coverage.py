"""Recompute the sector holder of companies when sectors or locations change."""

from collections import defaultdict
from uuid import UUID

from arpent.clients.public import companies_in_communes, main_site_communes, set_sector_holders
from arpent.geography.public import whole_commune, with_arrondissements

from ..models import SectorCommune

_WHY = "a sector covers communes whoever looks"


Holder = tuple[UUID, bool]  # holder, and whether a manager granted the sector


def holders_of(codes: list[str]) -> dict[str, Holder]:
    """Return the holder of each commune; in overlaps, granted sectors first, then older ones."""
    holders: dict[str, Holder] = {}
    for start in range(0, len(codes), 400):
        rows = (
            SectorCommune.objects.unscoped(_WHY)
            .filter(commune_code__in=codes[start : start + 400])
            .order_by("-sector__granted", "sector__created_at", "sector_id")
            .values_list("commune_code", "sector__holder_id", "sector__granted")
        )
        for code, holder, granted in rows:
            holders.setdefault(code, (holder, granted))
    return holders


def cover_companies(company_ids: list[UUID]) -> int:
    """Set the sector holder of companies by the commune of their main site; return the number of companies changed."""
    return _cover(main_site_communes(company_ids))


def recompute_coverage(commune_codes: list[str]) -> int:
    """Recompute the sector holder of the companies of communes; return the number of companies changed."""
    return _cover(companies_in_communes(with_arrondissements(commune_codes)))


def _cover(places: list[tuple[UUID, str]]) -> int:
    whole_codes = {code: whole_commune(code) for code in {c for _, c in places} if code}
    holders = holders_of(sorted(set(whole_codes.values())))
    groups: dict[Holder | None, list[UUID]] = defaultdict(list)
    for company, code in places:
        groups[holders.get(whole_codes.get(code, ""))].append(company)
    return set_sector_holders(holders=groups)
