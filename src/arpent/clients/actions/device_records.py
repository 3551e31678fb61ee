"""Offline commands of the commercial file: new companies, contacts, confirmed data."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils import timezone

from arpent.history.public import operation
from arpent.kernel.datetimes import parse_datetime
from arpent.kernel.errors import DomainError, NotFound
from arpent.kernel.ids import parse_id
from arpent.kernel.merging import fingerprint, merge_or_raise
from arpent.people.public import User, require_permission

from ..models import Company, Contact, Site
from ..permissions import ClientPermission
from ..queries.device_records import COMPANY_FIELDS, CONTACT_FIELDS, SITE_FIELDS
from .companies import change_company, create_company, get_company
from .contacts import save_contact
from .indexing import refresh_companies
from .sites import save_site
from .values import check_values

ADDRESS_FIELDS = ("address", "postcode", "city")


def write_company(
    *,
    company_id: UUID,
    by: User,
    at: dt.datetime,
    body: Mapping[str, Any],
    author_id: UUID,
    seen: Mapping[str, Any] | None = None,
) -> Company:
    """Write a company from a device: create it with the device's id and author, or change a known one.

    ``seen``: the body last seen by the author; None overwrites. Raise Conflict for fields changed concurrently, and the
    errors of `create_company`, `change_company` and `save_site`.
    """
    values = _texts(body, COMPANY_FIELDS)
    if Company.objects.visible_to(by).filter(pk=company_id).exists():
        with operation(by=by, at=at, kind="clients.change", label=values.get("name", "")):
            company = change_company(
                company_id=company_id, by=by, at=at, values=values, seen=_seen(Company, seen, COMPANY_FIELDS)
            )
            _change_main_site(company, by, at, body, seen)
        return company
    values["relationship"] = values.get("relationship") or "prospect"
    site = _texts(body, SITE_FIELDS)
    if body.get("lat") is not None and body.get("lon") is not None:
        site |= {"lat": body["lat"], "lon": body["lon"]}
    else:
        site = {k: v for k, v in site.items() if k not in ("lat", "lon")}
    return create_company(by=by, at=at, values={**values, "owner_id": author_id}, site=site, company_id=company_id)


def _change_main_site(
    company: Company, by: User, at: dt.datetime, body: Mapping[str, Any], seen: Mapping[str, Any] | None
) -> None:
    """Change address and point of the main site from a device; an unchanged address is not geocoded again.

    A computed point is replaced by a measured one.
    """
    site = Site.objects.visible_to(by).select_for_update(of=("self",)).filter(company=company, is_main=True).first()
    if site is None:
        return
    written: dict[str, Any] = _texts(body, ADDRESS_FIELDS)
    stored: dict[str, Any] = {n: getattr(site, n) for n in ADDRESS_FIELDS}
    known = _seen(Company, seen, ADDRESS_FIELDS)
    if body.get("lat") is not None and body.get("lon") is not None:
        placed = site.precision == Site.Precision.POINT
        for name in ("lat", "lon"):
            written[name], stored[name] = body[name], getattr(site, name) if placed else None
            if known is not None and seen is not None:
                is_unchanged = seen.get(name) == body[name]
                known[name] = fingerprint(seen.get(name) if placed or is_unchanged else None)
    values = merge_or_raise(seen=known, stored=stored, written=written)
    changed = {n: v for n, v in values.items() if v is not None and fingerprint(v) != fingerprint(stored[n])}
    if {"lat", "lon"} & set(changed):
        changed |= {n: values[n] for n in ("lat", "lon")}
    if changed:
        save_site(company_id=company.pk, site_id=site.pk, by=by, at=at, values=changed)


def _seen(
    model: type[Company | Contact], body: Mapping[str, Any] | None, names: tuple[str, ...]
) -> dict[str, str] | None:
    """Return the fingerprints of the body seen by the author, normalised like stored values; empty without one."""
    if body is None:
        return None
    known: dict[str, str] = {}
    for name in names:
        text = str(body.get(name) or "").strip()
        try:
            known[name] = fingerprint(check_values(model, {name: text})[name])
        except DomainError:
            known[name] = fingerprint(text)
    return known


def write_contact(
    *, contact_id: UUID, by: User, at: dt.datetime, body: Mapping[str, Any], seen: Mapping[str, Any] | None = None
) -> Contact:
    """Write a contact from a device, a new one with the device's id; ``seen`` as in :func:`write_company`.

    Raise DomainError "clients.company_needed" for a body without a company, and the errors of `save_contact`.
    """
    company_id = parse_id(str(body.get("company") or ""))
    if company_id is None:
        raise DomainError("clients.company_needed")
    values = _texts(body, CONTACT_FIELDS)
    known = Contact.objects.visible_to(by).filter(pk=contact_id).exists()
    return save_contact(
        company_id=company_id,
        by=by,
        at=at,
        values=values,
        contact_id=contact_id if known else None,
        create_with_id=contact_id,
        seen=_seen(Contact, seen, CONTACT_FIELDS),
    )


def _texts(body: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {n: str(body[n]).strip() for n in names if body.get(n) is not None}


def confirm_data(*, by: User, at: dt.datetime, body: Mapping[str, Any]) -> None:
    """Record that a customer confirmed data: hours of a site, a contact, or address and numbers.

    ``body``: company, what ("hours", "contact", "company"), record (site or contact), confirmed_at (default: ``at``).
    An earlier date never replaces a later one. Raise DomainError "people.not_allowed" or "clients.wrong_confirmation",
    NotFound when the company or record is not visible.
    """
    require_permission(by, ClientPermission.CHANGE_CLIENTS)
    company_id, record = parse_id(str(body.get("company") or "")), parse_id(str(body.get("record") or ""))
    what = str(body.get("what") or "")
    if what not in ("hours", "contact", "company"):
        raise DomainError("clients.wrong_confirmation")
    if company_id is None:
        raise NotFound("company")
    on = timezone.localdate(parse_datetime(body.get("confirmed_at")) or at)
    with operation(by=by, at=at, kind="clients.confirmed") as op:
        company = get_company(company_id=company_id, by=by, lock=True)
        op.describe(company.name)
        if what == "company":
            company.source_on = max(company.source_on or on, on)
            company.save(update_fields=["source_on"])
        elif what == "hours":
            site = Site.objects.visible_to(by).filter(pk=record, company=company).first() if record else None
            if site is None:
                raise NotFound("site")
            site.hours_confirmed_on = max(site.hours_confirmed_on or on, on)
            site.save(update_fields=["hours_confirmed_on"])
        else:
            contact = Contact.objects.visible_to(by).filter(pk=record, company=company).first() if record else None
            if contact is None:
                raise NotFound("contact")
            contact.source_on = max(contact.source_on or on, on)
            contact.save(update_fields=["source_on"])
        refresh_companies([company.pk], today=timezone.localdate(at))
