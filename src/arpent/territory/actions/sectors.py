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
from .coverage import recompute_coverage

COLORS = ("#206bc4", "#d6336c", "#2fb344", "#f59f00", "#ae3ec9", "#0ca678", "#f76707", "#4263eb")


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
    concurrently, NotFound for a sector or holder out of reach, DomainError territory.name_needed, territory.no_commune,
    territory.granted when a holder extends a granted sector, or people.not_allowed.
    """
    require_permission(by, TerritoryPermission.DRAW_SECTOR)
    if sector_id and seen is not None:
        with operation(by=by, at=at, kind="territory.sector", label=name.strip()):
            sector = Sector.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=sector_id).first()
            if sector is None:
                raise NotFound("sector")
            rows = SectorCommune.objects.visible_to(by).filter(sector=sector)
            stored = sorted(rows.values_list("commune_code", flat=True))
            merged = merge_record(sector, {"name": name, "holder_id": holder_id}, seen)
            codes = merge_rows(seen=seen, name="communes", stored=stored, written=list(communes))
            return save_sector(by=by, at=at, communes=codes, sector_id=sector_id, **merged)
    name = checked_text(Sector, "name", name)
    if not name:
        raise DomainError("territory.name_needed")
    gazetteer = get_gazetteer()
    codes = sorted({whole_commune(c) for c in communes if gazetteer.get(c)})
    if not codes:
        raise DomainError("territory.no_commune")
    if get_person(person_id=holder_id, by=by, permission=TerritoryPermission.DRAW_SECTOR) is None:
        raise NotFound("person")
    with operation(by=by, at=at, kind="territory.sector", label=name):
        if sector_id:
            sector = Sector.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=sector_id).first()
            if sector is None:
                raise NotFound("sector")
        else:
            count = Sector.objects.visible_to(by).count()
            sector = Sector(id=new_id(), created_at=at, color=COLORS[count % len(COLORS)])
        existing = set(
            SectorCommune.objects.visible_to(by).filter(sector=sector).values_list("commune_code", flat=True)
        )
        leads = by.scope(TerritoryPermission.DRAW_SECTOR) != Scope.OWN
        if sector.granted and not leads and set(codes) - existing:
            raise DomainError("territory.granted")
        sector.granted = leads or sector.granted
        sector.name, sector.holder_id = name, holder_id
        sector.save()
        removed = existing - set(codes)
        for start in range(0, len(removed), 400):
            part = sorted(removed)[start : start + 400]
            SectorCommune.objects.visible_to(by).filter(sector=sector, commune_code__in=part).delete()
        SectorCommune.objects.bulk_create(
            [SectorCommune(sector=sector, commune_code=c) for c in codes if c not in existing], batch_size=500
        )
        recompute_coverage(sorted(existing | set(codes)))
    return sector


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
