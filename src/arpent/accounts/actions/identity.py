"""The firm's legal identity, required on its documents (C. com. R123-237, L441-9)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from arpent.history.public import operation
from arpent.kernel.errors import NotFound, ValidationErrors
from arpent.kernel.merging import Seen, merge_record
from arpent.people.permissions import PeoplePermission
from arpent.people.public import Organisation, User, require_permission

from ..rules.identity import read_identity

FIELDS = (
    "name",
    "legal_form",
    "capital",
    "siren",
    "registry",
    "vat_number",
    "address",
    "postcode",
    "city",
    "country",
    "phone",
    "email",
    "website",
    "insurance",
    "bank",
)


def save_identity(*, by: User, at: dt.datetime, values: Mapping[str, Any], seen: Seen = None) -> Organisation:
    """Change the legal identity shown on documents.
    Raise ValidationErrors for invalid numbers, DomainError people.not_allowed, Conflict when a value was changed
    concurrently (see ``seen``), NotFound when there is no organisation yet.
    """
    require_permission(by, PeoplePermission.MANAGE_PEOPLE)
    clean, refusals = read_identity({k: v for k, v in values.items() if k in FIELDS})
    if refusals:
        raise ValidationErrors(refusals)
    with operation(by=by, at=at, kind="accounts.identity", label=str(clean.get("name", ""))):
        firm = Organisation.objects.select_for_update().first()
        if firm is None:
            raise NotFound("organisation")
        for name, value in merge_record(firm, clean, seen).items():
            setattr(firm, name, value)
        firm.save()
    return firm
