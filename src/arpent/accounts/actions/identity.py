"""The firm's legal identity, required on its documents (C. com. R123-237, L441-9)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from stdnum.eu import vat
from stdnum.fr import siren

from arpent.history.public import operation
from arpent.kernel.codes import is_country
from arpent.kernel.errors import DomainError, NotFound, ValidationErrors
from arpent.kernel.merging import Seen, merge_record
from arpent.people.permissions import PeoplePermission
from arpent.people.public import Organisation, User, require_permission

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

    Raise ValidationErrors for invalid numbers, Conflict when a value was changed concurrently (see ``seen``).
    """
    require_permission(by, PeoplePermission.MANAGE_PEOPLE)
    clean = {k: v.strip() if isinstance(v, str) else v for k, v in values.items() if k in FIELDS}
    refusals: dict[str, DomainError] = {}
    if "name" in clean and not clean["name"]:
        refusals["name"] = DomainError("accounts.firm_name")
    if clean.get("siren"):
        clean["siren"] = siren.compact(clean["siren"])
        if not siren.is_valid(clean["siren"]):
            refusals["siren"] = DomainError("accounts.wrong_siren")
    if clean.get("vat_number"):
        clean["vat_number"] = vat.compact(clean["vat_number"])
        if not vat.is_valid(clean["vat_number"]):
            refusals["vat_number"] = DomainError("accounts.wrong_vat")
    if "country" in clean:
        clean["country"] = clean["country"].upper() or "FR"
        if not is_country(clean["country"]):
            refusals["country"] = DomainError("accounts.wrong_country", text=clean["country"][:10])
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
