"""Companies: create, change, assign, delete; each in one undoable operation."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate

from arpent.geography.public import Address, locate_offline
from arpent.history.public import operation
from arpent.kernel.codes import is_country
from arpent.kernel.coordinates import Point
from arpent.kernel.errors import DomainError, NotFound, ValidationErrors
from arpent.kernel.events import publish
from arpent.kernel.ids import new_id
from arpent.kernel.merging import Seen, check_unchanged, merge_or_raise
from arpent.kernel.text import fold
from arpent.people.public import User, check_not_erased, get_person, require_permission

from ..events import CompaniesDeleting, CompaniesPlaced
from ..models import Company, CompanyTag, Site
from ..permissions import ClientPermission
from ..rules.identity import read_siret
from .indexing import refresh_companies
from .values import check_together, check_values

BULK_FIELDS = ("relationship", "owner", "call_interval", "add_tag", "remove_tag")


def get_company(*, company_id: UUID, by: User, lock: bool = False) -> Company:
    """Return a company. Raise NotFound when it is not visible."""
    rows = Company.objects.visible_to(by)
    company = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=company_id).first()
    if company is None:
        raise NotFound("company")
    return company


def create_company(
    *,
    by: User,
    at: dt.datetime,
    values: dict[str, Any],
    site: dict[str, Any] | None = None,
    company_id: UUID | None = None,
) -> Company:
    """Create a company with its main site. Values are plain texts and numbers; owner defaults to ``by``."""
    require_permission(by, ClientPermission.CHANGE_CLIENTS)
    place = Site(id=new_id(), is_main=True)
    clean = check_together(
        lambda: check_values(values, (site or {}).get("country") or "FR"), lambda: fill_site(place, site or {})
    )[0]
    if not clean.get("name"):
        raise DomainError("clients.name_needed")
    check_not_erased(
        emails=[clean.get("email") or ""],
        phones=[clean.get("phone") or ""],
        full_name=clean["name"],
        place=place.postcode,
        sirens=[clean.get("siren") or ""],
    )
    clean.setdefault("owner_id", by.pk)
    _check_owner(clean, by)
    with operation(by=by, at=at, kind="clients.create", label=clean["name"]):
        company = Company(id=company_id or new_id(), created_at=at, source_on=localdate(at), **clean)
        company.name_key = fold(company.name)[:200]
        company.save(force_insert=True)
        place.company = company
        place.save(force_insert=True)
        refresh_companies([company.pk], today=localdate(at), fresh=True)
        publish(CompaniesPlaced((company.pk,)))
    return company


def change_company(
    *, company_id: UUID, by: User, at: dt.datetime, values: dict[str, Any], seen: Seen = None
) -> Company:
    """Change values of a company, merged with concurrent changes. Raise Conflict for a value changed on both sides
    since ``seen``.
    """
    require_permission(by, ClientPermission.CHANGE_CLIENTS)
    clean = check_values(values, country_of(company_id, by))
    if "name" in clean and not clean["name"]:
        raise DomainError("clients.name_needed")
    with operation(by=by, at=at, kind="clients.change") as op:
        company = get_company(company_id=company_id, by=by, lock=True)
        clean = merge_or_raise(seen=seen, stored={n: getattr(company, n) for n in clean}, written=clean)
        moved = "owner_id" in clean and clean["owner_id"] != company.owner_id
        if moved:
            _check_owner(clean, by, company)
        check_not_erased(
            emails=[clean.get("email") or ""], phones=[clean.get("phone") or ""], sirens=[clean.get("siren") or ""]
        )
        for name, value in clean.items():
            setattr(company, name, value)
        company.name_key = fold(company.name)[:200]
        company.save()
        op.describe(company.name)
        refresh_companies([company.pk], today=localdate(at))
        if moved:
            publish(CompaniesPlaced((company.pk,)))
    return company


def delete_companies(*, company_ids: Iterable[UUID], by: User, at: dt.datetime, seen: Seen = None) -> int:
    """Delete companies with all their records (undoable). Raise DomainError when one was changed since ``seen``."""
    require_permission(by, ClientPermission.CHANGE_CLIENTS)
    with operation(by=by, at=at, kind="clients.delete") as op:
        ids = list(dict.fromkeys(company_ids))
        # In chunks: a statement takes 32,766 values on SQLite, 65,535 on PostgreSQL.
        parts = (ids[start : start + 400] for start in range(0, len(ids), 400))
        rows = [c for part in parts for c in Company.objects.visible_to(by).filter(pk__in=part)]
        if not rows:
            raise NotFound("company")
        for company in rows:
            check_unchanged(seen=seen, stored=vars(company))
        publish(CompaniesDeleting(tuple(c.pk for c in rows)))
        for start in range(0, len(rows), 200):
            Company.objects.visible_to(by).filter(pk__in=[c.pk for c in rows[start : start + 200]]).delete()
        op.describe(rows[0].name if len(rows) == 1 else str(len(rows)))
    return len(rows)


def change_many(*, company_ids: list[UUID], by: User, at: dt.datetime, field: str, value: str) -> tuple[int, UUID]:
    """Change one field of many companies; return their number and the operation."""
    require_permission(by, ClientPermission.CHANGE_CLIENTS)
    if field not in BULK_FIELDS:
        raise DomainError("clients.no_such_field")
    with operation(by=by, at=at, kind="clients.bulk", label=field) as op:
        changed = seen = 0
        for start in range(0, len(company_ids), 400):
            rows = list(Company.objects.visible_to(by).filter(pk__in=company_ids[start : start + 400]))
            seen += len(rows)
            changed += _change_rows(rows, field, value, by, at)
        if not seen:
            raise NotFound("company")
        op.describe(f"{changed}")
    return changed, op.pk


def _change_rows(rows: list[Company], field: str, value: str, by: User, at: dt.datetime) -> int:
    ids = [c.pk for c in rows]
    if field in ("add_tag", "remove_tag"):
        tag = value.strip()[:40]
        if not tag:
            raise DomainError("clients.tag_needed")
        owned_ids = set(
            CompanyTag.objects.visible_to(by).filter(company_id__in=ids, name=tag).values_list("company_id", flat=True)
        )
        if field == "add_tag":
            fresh = [CompanyTag(company=c, name=tag) for c in rows if c.pk not in owned_ids]
            CompanyTag.objects.bulk_create(fresh)
            return len(fresh)
        CompanyTag.objects.visible_to(by).filter(company_id__in=ids, name=tag).delete()
        return len(owned_ids)
    key = "owner_id" if field == "owner" else field
    clean = check_values({key: value})
    if key == "owner_id":
        for company in rows:
            _check_owner(clean, by, company)
    todo = [c for c in rows if getattr(c, key) != clean[key]]
    for company in todo:
        setattr(company, key, clean[key])
    Company.objects.visible_to(by).bulk_update(todo, [field], batch_size=200)
    if field == "call_interval":
        refresh_companies([c.pk for c in todo], today=localdate(at))
    if field == "owner" and todo:
        publish(CompaniesPlaced(tuple(c.pk for c in todo)))
    return len(todo)


def _check_owner(clean: dict[str, Any], by: User, company: Company | None = None) -> None:
    """Raise DomainError unless ``by`` may assign the company to that owner; taking an unowned one
    needs no permission.
    """
    owner = clean.get("owner_id")
    if owner == by.pk and (company is None or company.owner_id is None or company.owner_id == by.pk):
        return
    if company is not None and owner == company.owner_id:
        return
    if owner is not None and get_person(person_id=owner, by=by, permission=ClientPermission.ASSIGN_CLIENTS) is None:
        raise NotFound("person")
    require_permission(by, ClientPermission.ASSIGN_CLIENTS)


def country_of(company_id: UUID, by: User) -> str:
    """Return the country of a company's main site; France without one."""
    rows = Site.objects.visible_to(by).filter(company_id=company_id, is_main=True)
    return rows.values_list("country", flat=True).first() or "FR"


def _check_country(site: Site) -> None:
    """Default an empty country to France. Raise ValidationErrors for an unknown country."""
    site.country = site.country or "FR"
    if not is_country(site.country):
        raise ValidationErrors({"country": DomainError("clients.wrong_country", text=site.country)})


def fill_site(site: Site, values: dict[str, Any]) -> None:
    """Set a site's values and geocode it offline; the point of an unchanged address is preserved."""
    for name in (
        "name",
        "address",
        "address2",
        "postcode",
        "city",
        "commune_code",
        "country",
        "visit_minutes",
        "preferred",
    ):
        if name in values:
            setattr(site, name, values[name] if values[name] is not None or name == "visit_minutes" else "")
    _check_country(site)
    if "siret" in values:
        text = (values["siret"] or "").strip()
        siret = read_siret(text) if text else ""
        if siret is None:
            raise ValidationErrors({"siret": DomainError("clients.wrong_siret", text=text)})
        site.siret = siret
    measured = None
    if values.get("lat") is not None and values.get("lon") is not None:
        try:
            measured = Point(float(values["lat"]), float(values["lon"]))
        except ValueError as error:
            raise DomainError("clients.wrong_point") from error
    moved = {"address", "postcode", "city", "commune_code", "country"} & set(values)
    if moved and site.country != "FR":
        # Offline communes cover France only: points abroad are used as given.
        site.precision, site.geocode_score = Site.Precision.POINT if measured else Site.Precision.NONE, None
        site.lat, site.lon, site.commune_code = (
            (measured.lat if measured else None),
            (measured.lon if measured else None),
            "",
        )
    elif measured or moved:
        code = values.get("commune_code", "")
        location = locate_offline(Address(site.address, site.postcode, site.city, code, measured))
        site.precision, site.geocode_score = location.precision, location.score or None
        site.lat, site.lon = (location.point.lat, location.point.lon) if location.point else (None, None)
        site.commune_code = location.commune_code
