"""What phones write of the commercial file without a network: a new company, a contact in one line, data confirmed by a tap."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils import timezone

from arpent.kernel.ids import read_id
from arpent.kernel.moments import read_moment
from arpent.kernel.refusals import NotFound, Refused
from arpent.people.public import Act, User, check_may, operation

from ..models import Company, Contact, Site
from ..queries.field import COMPANY_FIELDS, CONTACT_FIELDS, SITE_FIELDS
from .companies import change_company, create_company, get_company
from .details import save_contact
from .indexing import refresh_companies


def write_company(*, company_id: UUID, by: User, at: dt.datetime, body: Mapping[str, Any], author_id: UUID) -> Company:
    """Write a company as a phone has it: a new one under the id it was born with, its author's; a known one is changed."""
    values = _texts(body, COMPANY_FIELDS)
    values["relationship"] = values.get("relationship") or "prospect"
    if Company.objects.visible_to(by).filter(pk=company_id).exists():
        return change_company(company_id=company_id, by=by, at=at, values=values)
    site = _texts(body, SITE_FIELDS)
    if body.get("lat") is not None and body.get("lon") is not None:
        site |= {"lat": body["lat"], "lon": body["lon"]}
    else:
        site = {k: v for k, v in site.items() if k not in ("lat", "lon")}
    return create_company(
        by=by, at=at, values={**values, "owner_id": author_id}, site=site, company_id=company_id
    )  # fmt: skip


def write_contact(*, contact_id: UUID, by: User, at: dt.datetime, body: Mapping[str, Any]) -> Contact:
    """Write a contact as a phone has it, a new one under the id it was born with."""
    company_id = read_id(str(body.get("company") or ""))
    if company_id is None:
        raise Refused("clients.company_needed")
    values = _texts(body, CONTACT_FIELDS)
    known = Contact.objects.visible_to(by).filter(pk=contact_id).exists()
    return save_contact(
        company_id=company_id, by=by, at=at, values=values, contact_id=contact_id if known else None, born_as=contact_id
    )  # fmt: skip


def _texts(body: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {n: str(body[n]).strip() for n in names if body.get(n) is not None}


def confirm_data(*, by: User, at: dt.datetime, body: Mapping[str, Any]) -> None:
    """Note that a customer confirmed what the file says: the hours of a site, a contact, or the address and numbers.

    ``body``: company, what ("hours", "contact", "company"), record (the site or contact), confirmed_at.
    """
    check_may(by, Act.CHANGE_CLIENTS)
    company_id, record = read_id(str(body.get("company") or "")), read_id(str(body.get("record") or ""))
    what = str(body.get("what") or "")
    if what not in ("hours", "contact", "company"):
        raise Refused("clients.wrong_confirmation")
    if company_id is None:
        raise NotFound("company")
    on = timezone.localdate(read_moment(body.get("confirmed_at")) or at)
    with operation(by=by, at=at, kind="clients.confirmed") as op:
        company = get_company(company_id=company_id, by=by, lock=True)
        op.label = company.name
        op.save(update_fields=["label"])
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
