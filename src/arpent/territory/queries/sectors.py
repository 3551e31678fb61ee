"""Sectors, their communes, overlaps and gaps."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from arpent.database.lists import prevent_lazy_loading
from arpent.geography.public import get_gazetteer, list_departements
from arpent.history.public import list_touched, list_values
from arpent.people.public import User

from ..models import Sector, SectorCommune


@dataclass(frozen=True)
class SectorSummary:
    """A sector with its number of communes, their population and the names of their départements."""

    sector: Sector
    communes: int
    population: int
    departements: tuple[str, ...]


def list_sectors(*, by: User) -> list[Sector]:
    """Return the visible sectors, oldest first."""
    return list(prevent_lazy_loading(Sector.objects.visible_to(by).select_related("holder")))


def get_sector(*, sector_id: UUID, by: User) -> Sector | None:
    """Return a sector, or None when it is not visible."""
    return Sector.objects.visible_to(by).select_related("holder").filter(pk=sector_id).first()


def communes_by_sector(*, by: User) -> dict[UUID, list[str]]:
    """Return the commune codes of each visible sector."""
    codes_by_sector: dict[UUID, list[str]] = defaultdict(list)
    for sector, code in SectorCommune.objects.visible_to(by).values_list("sector_id", "commune_code"):
        codes_by_sector[sector].append(code)
    return codes_by_sector


def summarise_sectors(*, by: User) -> list[SectorSummary]:
    """Return each visible sector with its size."""
    gazetteer, zones = get_gazetteer(), communes_by_sector(by=by)
    names = list_departements()
    summaries = []
    for sector in list_sectors(by=by):
        communes = [c for c in map(gazetteer.get, zones.get(sector.pk, [])) if c]
        departements = tuple(sorted({names.get(c.departement, c.departement) for c in communes}))
        summaries.append(SectorSummary(sector, len(communes), sum(c.population for c in communes), departements))
    return summaries


def find_overlaps(*, by: User) -> dict[str, list[UUID]]:
    """Return the communes of several visible sectors with different holders, with these sectors."""
    holder = {s.pk: s.holder_id for s in list_sectors(by=by)}
    holders: dict[str, list[UUID]] = defaultdict(list)
    for sector, codes in communes_by_sector(by=by).items():
        for code in codes:
            holders[code].append(sector)
    return {code: sectors for code, sectors in holders.items() if len({holder[s] for s in sectors}) > 1}


def find_uncovered_communes(*, by: User) -> list[str]:
    """Return the uncovered communes of départements at least half covered by visible sectors."""
    gazetteer = get_gazetteer()
    covered = {code for codes in communes_by_sector(by=by).values() for code in codes}
    touched: dict[str, int] = defaultdict(int)
    for code in covered:
        if commune := gazetteer.get(code):
            touched[commune.departement] += 1
    all_codes: dict[str, list[str]] = defaultdict(list)
    for commune in gazetteer.by_code.values():
        if not commune.parent and commune.departement in touched:
            all_codes[commune.departement].append(commune.code)
    return sorted(
        code
        for dep, codes in all_codes.items()
        if touched[dep] * 2 >= len(codes)
        for code in codes
        if code not in covered
    )


def communes_of_changed_sectors(operation_id: UUID) -> list[str]:
    """Return the communes of sectors changed by an operation."""
    sectors = set(list_touched(operation_id=operation_id, table="territory_sector", column="id"))
    sectors |= set(list_touched(operation_id=operation_id, table="territory_sectorcommune", column="sector_id"))
    if not sectors:
        return []
    rows = SectorCommune.objects.unscoped("sectors follow an undo").filter(sector_id__in=sectors)
    codes = set(rows.values_list("commune_code", flat=True))
    codes |= set(list_values(operation_id=operation_id, table="territory_sectorcommune", column="commune_code"))
    return sorted(codes)
