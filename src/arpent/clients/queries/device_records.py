"""Commercial file in the offline snapshot (records, search index), and records as devices write them."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.db.models import Q

from arpent.kernel.ids import parse_id
from arpent.people.public import User

from ..models import Company, CompanyTag, Contact, Site, TimelineEntry
from .candidates import get_company_name
from .company import hours_prefetch, hours_text

CHUNK = 400
# (key of a body, its words, the value as one reads it)
Shown = tuple[str, str, str]


def portfolio_ids(*, by: User, limit: int) -> list[UUID]:
    """Return the companies that a person owns or covers, the earliest due first; at most ``limit``."""
    rows = Company.objects.visible_to(by).filter(Q(owner=by) | Q(sector_of=by))
    return list(rows.order_by("next_due_on", "name_key", "pk").values_list("pk", flat=True)[:limit])


def snapshot_index(*, by: User, company_ids: list[UUID]) -> list[list[str]]:
    """Return a row of texts per visible company with a main site, in the order of the ids.

    Columns: id, name, city, postcode, SIREN, phone, e-mail, contacts, latitude, longitude (degrees), relationship.
    """
    names: dict[UUID, list[str]] = defaultdict(list)
    rows: dict[UUID, list[str]] = {}
    for start in range(0, len(company_ids), CHUNK):
        part = company_ids[start : start + CHUNK]
        for company, first, last in (
            Contact.objects.visible_to(by)
            .filter(company_id__in=part)
            .values_list("company_id", "first_name", "last_name")
        ):
            names[company].append(f"{first} {last}".strip())
        sites = (
            Site.objects.visible_to(by)
            .filter(company_id__in=part, is_main=True)
            .values_list(
                "company_id",
                "company__name",
                "city",
                "postcode",
                "company__siren",
                "company__phone",
                "company__email",
                "lat",
                "lon",
                "company__relationship",
            )
        )
        for pk, name, city, postcode, siren, phone, email, lat, lon, relationship in sites:
            place = [f"{lat:.5f}", f"{lon:.5f}"] if lat is not None and lon is not None else ["", ""]
            rows[pk] = [str(pk), name, city, postcode, siren, phone, email, ", ".join(names[pk]), *place, relationship]
    return [rows[pk] for pk in company_ids if pk in rows]


def snapshot_companies(*, by: User, company_ids: list[UUID], **_allowed: bool) -> dict[UUID, dict[str, Any]]:
    """Return the records of visible companies stored on devices, by id, with the latest four timeline entries."""
    records: dict[UUID, dict[str, Any]] = {}
    for start in range(0, len(company_ids), CHUNK):
        part = company_ids[start : start + CHUNK]
        for company in Company.objects.visible_to(by).filter(pk__in=part):
            records[company.pk] = _company(company)
        for site in (
            Site.objects.visible_to(by)
            .filter(company_id__in=part)
            .order_by("-is_main", "city")
            .prefetch_related(*hours_prefetch(by))
        ):
            records[site.company_id]["sites"].append(_site(site))
        for contact in Contact.objects.visible_to(by).filter(company_id__in=part):
            records[contact.company_id]["contacts"].append(_contact(contact))
        for pk, tag in (
            CompanyTag.objects.visible_to(by)
            .filter(company_id__in=part)
            .order_by("name")
            .values_list("company_id", "name")
        ):
            records[pk]["tags"].append(tag)
        _add_timelines(records, part, by)
    return records


def _add_timelines(records: dict[UUID, dict[str, Any]], part: list[UUID], by: User) -> None:
    rows = TimelineEntry.objects.visible_to(by).filter(company_id__in=part).order_by("-at", "-pk")
    for pk, at, kind, title, body in rows.values_list("company_id", "at", "kind", "title", "body"):
        timeline = records[pk]["timeline"]
        if len(timeline) < 4:
            timeline.append({"at": at.isoformat(), "kind": kind, "title": title, "body": body[:400]})


def _company(c: Company) -> dict[str, Any]:
    return {
        "id": str(c.pk),
        "name": c.name,
        "relationship": c.relationship,
        "siren": c.siren,
        "phone": c.phone,
        "email": c.email,
        "website": c.website,
        "last_visit_on": _day(c.last_visit_on),
        "next_due_on": _day(c.next_due_on),
        "next_step": c.next_step,
        "next_step_on": _day(c.next_step_on),
        "data_quality_score": c.data_quality_score,
        "sites": [],
        "contacts": [],
        "tags": [],
        "timeline": [],
    }


def _day(day: Any) -> str:
    return day.isoformat() if day else ""


def _site(s: Site) -> dict[str, Any]:
    return {
        "id": str(s.pk),
        "name": s.name,
        "address": ", ".join(s.address_lines),
        "city": s.city,
        "lat": s.lat,
        "lon": s.lon,
        "precision": s.precision,
        "hours": hours_text(s),
        "confirmed_on": _day(s.hours_confirmed_on),
        "preferred": s.preferred,
    }


def _contact(c: Contact) -> dict[str, Any]:
    return {
        "id": str(c.pk),
        "name": c.full_name,
        "function": c.function,
        "phone": c.phone,
        "mobile": c.mobile,
        "email": c.email,
        "objected": c.objected_on is not None,
    }


def company_edition(*, record_id: UUID, by: User) -> int | None:
    """Return 1 for a visible company, else None: device records are merged by field, not by revision."""
    return 1 if Company.objects.visible_to(by).filter(pk=record_id).exists() else None


def contact_edition(*, record_id: UUID, by: User) -> int | None:
    """Return 1 for a visible contact, else None: device records are merged by field, not by revision."""
    return 1 if Contact.objects.visible_to(by).filter(pk=record_id).exists() else None


COMPANY_FIELDS = ("name", "relationship", "siren", "phone", "email", "website", "source")
SITE_FIELDS = ("address", "postcode", "city", "lat", "lon")
CONTACT_FIELDS = ("first_name", "last_name", "function", "phone", "mobile", "email")


def read_company(*, record_id: UUID, by: User) -> dict[str, Any] | None:
    """Return a company as a device writes it; None when it is not visible."""
    company = Company.objects.visible_to(by).filter(pk=record_id).first()
    if company is None:
        return None
    site = Site.objects.visible_to(by).filter(company=company, is_main=True).first()
    body = {n: getattr(company, n) for n in COMPANY_FIELDS}
    return body | ({n: getattr(site, n) for n in SITE_FIELDS} if site else {})


def read_contact(*, record_id: UUID, by: User) -> dict[str, Any] | None:
    """Return a contact as a device writes it; None when it is not visible."""
    contact = Contact.objects.visible_to(by).filter(pk=record_id).first()
    return {"company": str(contact.company_id), **{n: getattr(contact, n) for n in CONTACT_FIELDS}} if contact else None


def company_words(*, body: dict[str, Any], by: User) -> str:
    """Return the name of a body's company; the device's own text when it is not visible."""
    pk = parse_id(str(body.get("company") or ""))
    return (get_company_name(company_id=pk, by=by) if pk else None) or str(body.get("company_name") or "")
