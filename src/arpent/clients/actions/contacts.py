"""Contacts of a company."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate

from arpent.history.public import operation
from arpent.kernel.errors import DomainError, NotFound, ValidationErrors
from arpent.kernel.ids import new_id
from arpent.kernel.merging import Seen, check_unchanged, merge_or_raise
from arpent.people.public import User, check_not_erased, require_permission

from ..models import Company, Contact
from ..permissions import ClientPermission
from .companies import country_of, get_company
from .indexing import refresh_companies
from .values import check_values


def save_contact(
    *,
    company_id: UUID,
    by: User,
    at: dt.datetime,
    values: dict[str, Any],
    contact_id: UUID | None = None,
    create_with_id: UUID | None = None,
    seen: Seen = None,
) -> Contact:
    """Create or change a contact. ``objected`` True records an objection to contact (GDPR art. 21), which is final.

    ``create_with_id``: id of a new contact. Raise DomainError "people.not_allowed", ValidationErrors for invalid values
    or a missing last name, ErasedPersonError for data of an erased person, NotFound when the company or contact is not
    visible, Conflict when a value was changed concurrently (see ``seen``).
    """
    require_permission(by, ClientPermission.CHANGE_CLIENTS)
    values = check_values(Contact, values, country_of(company_id, by))
    if not values.get("last_name") and not contact_id:
        raise ValidationErrors({"last_name": DomainError("clients.contact_name_needed")})
    with operation(by=by, at=at, kind="clients.contact", label=str(values.get("last_name", ""))):
        company = get_company(company_id=company_id, by=by)
        check_not_erased(
            emails=[values.get("email") or ""],
            phones=[values.get("phone") or "", values.get("mobile") or ""],
            full_name=f"{values.get('first_name') or ''} {values.get('last_name') or ''}",
            place=company.name,
        )
        if contact_id:
            rows = Contact.objects.visible_to(by).select_for_update(of=("self",))
            contact = rows.filter(pk=contact_id, company=company).first()
            if contact is None:
                raise NotFound("contact")
            stored = {n: contact.objected_on is not None if n == "objected" else getattr(contact, n) for n in values}
            values = merge_or_raise(seen=seen, stored=stored, written=values)
        else:
            contact = Contact(
                id=create_with_id or new_id(),
                company=company,
                source=values.get("source") or by.full_name,
                source_on=localdate(at),
            )
        objected = values.pop("objected", False)
        for name, value in values.items():
            if name != "source" or value:
                setattr(contact, name, value)
        if objected and contact.objected_on is None:
            contact.objected_on = localdate(at)
        contact.save()
        refresh_companies([company.pk], today=localdate(at))
    return contact


def remove_contact(*, contact_id: UUID, by: User, at: dt.datetime, seen: Seen = None) -> Company:
    """Delete a contact; return its company.

    Raise DomainError "people.not_allowed", or "changed_since" when it was changed since ``seen``; NotFound when it is
    not visible.
    """
    require_permission(by, ClientPermission.CHANGE_CLIENTS)
    with operation(by=by, at=at, kind="clients.contact_removed"):
        contact = Contact.objects.visible_to(by).select_related("company").filter(pk=contact_id).first()
        if contact is None:
            raise NotFound("contact")
        check_unchanged(seen=seen, stored=vars(contact) | {"objected": contact.objected_on is not None})
        contact.delete()
        refresh_companies([contact.company_id], today=localdate(at))
    return contact.company
