"""Sectors: create, change, delete."""

import datetime as dt
import re
from uuid import UUID

from arpent.database.lengths import checked_text
from arpent.geography.public import communes_inside, get_gazetteer, list_communes, list_departements, whole_commune
from arpent.history.public import operation
from arpent.kernel.errors import DomainError, NotFound
from arpent.kernel.ids import new_id
from arpent.kernel.merging import Seen, merge_record, merge_rows
from arpent.kernel.text import fold
from arpent.people.public import Scope, User, get_person, require_permission

from ..models import Sector, SectorCommune
from ..permissions import TerritoryPermission
from ..rules.sectors import change_communes, next_color
from .coverage import recompute_coverage


def save_sector(
    *,
    by: User,
    at: dt.datetime,
    name: str,
    holder_id: UUID,
    communes: list[str],
    sector_id: UUID | None = None,
    seen: Seen = None,
) -> Sector:
    """Create or change a sector: name, holder, communes by INSEE code. Overlaps are allowed and shown.
    Communes are merged with concurrent changes (see ``seen``). Raise Conflict when name or holder was changed
    concurrently, NotFound for a sector or holder out of reach, ValidationErrors for a name longer than its column,
    DomainError territory.name_needed, territory.no_commune, territory.granted when a holder extends a granted sector,
    or people.not_allowed.
    """
    require_permission(by, TerritoryPermission.DRAW_SECTOR)
    if sector_id and seen is not None:
        with operation(by=by, at=at, kind="territory.sector", label=name.strip()):
            sector = _sector(sector_id, by)
            rows = SectorCommune.objects.visible_to(by).filter(sector=sector)
            stored = sorted(rows.values_list("commune_code", flat=True))
            merged = merge_record(sector, {"name": name, "holder_id": holder_id}, seen)
            codes = merge_rows(seen=seen, name="communes", stored=stored, written=list(communes))
            return save_sector(by=by, at=at, communes=codes, sector_id=sector_id, **merged)
    name = checked_text(Sector, "name", name)
    if not name:
        raise DomainError("territory.name_needed")
    gazetteer = get_gazetteer()
    wanted = {whole_commune(c) for c in communes if gazetteer.get(c)}
    if get_person(person_id=holder_id, by=by, permission=TerritoryPermission.DRAW_SECTOR) is None:
        raise NotFound("person")
    with operation(by=by, at=at, kind="territory.sector", label=name):
        if sector_id:
            sector = _sector(sector_id, by)
        else:
            color = next_color(Sector.objects.visible_to(by).count())
            sector = Sector(id=new_id(), created_at=at, color=color)
        rows = SectorCommune.objects.visible_to(by).filter(sector=sector)
        change = change_communes(
            existing=set(rows.values_list("commune_code", flat=True)),
            wanted=wanted,
            granted=sector.granted,
            leads=by.scope(TerritoryPermission.DRAW_SECTOR) != Scope.OWN,
        )
        sector.granted, sector.name, sector.holder_id = change.granted, name, holder_id
        sector.save()
        for start in range(0, len(change.removed), 400):
            rows.filter(commune_code__in=change.removed[start : start + 400]).delete()
        SectorCommune.objects.bulk_create(
            [SectorCommune(sector=sector, commune_code=c) for c in change.added], batch_size=500
        )
        recompute_coverage(list(change.covered))
    return sector


def _sector(sector_id: UUID, by: User) -> Sector:
    """Return a sector, locked. Raise NotFound when it is not visible."""
    found = Sector.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=sector_id).first()
    if found is None:
        raise NotFound("sector")
    return found


def delete_sector(*, sector_id: UUID, by: User, at: dt.datetime) -> None:
    """Delete a sector (undoable). Raise NotFound when it is not visible, DomainError people.not_allowed."""
    require_permission(by, TerritoryPermission.DRAW_SECTOR)
    with operation(by=by, at=at, kind="territory.sector_deleted") as op:
        sector = Sector.objects.visible_to(by).filter(pk=sector_id).first()
        if sector is None:
            raise NotFound("sector")
        op.describe(sector.name)
        codes = list(SectorCommune.objects.visible_to(by).filter(sector=sector).values_list("commune_code", flat=True))
        SectorCommune.objects.visible_to(by).filter(sector=sector).delete()
        sector.delete()
        recompute_coverage(codes)


def pick_communes(text: str) -> list[str]:
    """Return the commune codes of a text: départements ("69", "Rhône") and postcodes ("69100"), comma-separated.
    Raise DomainError territory.unknown_departement or territory.unknown_postcode for the first unknown part.
    """
    names = {fold(n): code for code, n in list_departements().items()}
    codes: dict[str, None] = {}
    for part in filter(None, (p.strip() for p in re.split(r"[,;+\n]| et ", text))):
        plain = part.upper().replace(" ", "")
        if re.fullmatch(r"\d{5}", plain):
            communes = get_gazetteer().by_postcode.get(plain, [])
            if not communes:
                raise DomainError("territory.unknown_postcode", text=part)
            codes.update(dict.fromkeys(whole_commune(c.code) for c in communes))
            continue
        code = plain.zfill(2) if plain.zfill(2) in list_departements() else names.get(fold(part))
        if code is None:
            raise DomainError("territory.unknown_departement", text=part)
        codes.update(dict.fromkeys(c.code for c in list_communes(code)))
    return list(codes)


def communes_in_shape(ring: list[tuple[float, float]]) -> list[str]:
    """Return the communes whose town hall is inside a ring of (longitude, latitude).
    Raise DomainError territory.bad_shape for an invalid ring.
    """
    try:
        return communes_inside(ring)
    except ValueError as error:
        raise DomainError("territory.bad_shape") from error
