"""Legal identity of the firm: numbers and country as stored, which values are valid."""

from collections.abc import Mapping
from typing import Any

from stdnum.eu import vat
from stdnum.fr import siren

from arpent.kernel.codes import is_country
from arpent.kernel.errors import DomainError


def read_identity(values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, DomainError]]:
    """Return the cleaned values as stored, and a DomainError by field name for each invalid one.
    SIREN and VAT numbers are stored without spaces, country codes as two upper-case letters (ISO 3166-1 alpha-2).
    """
    clean = {k: v.strip() if isinstance(v, str) else v for k, v in values.items()}
    refusals: dict[str, DomainError] = {}
    if "name" in clean and not clean["name"]:
        refusals["name"] = DomainError("accounts.firm_name")
    for field, number, code in (("siren", siren, "accounts.wrong_siren"), ("vat_number", vat, "accounts.wrong_vat")):
        if clean.get(field):
            clean[field] = number.compact(clean[field])
            if not number.is_valid(clean[field]):
                refusals[field] = DomainError(code)
    if "country" in clean:
        clean["country"] = clean["country"].upper() or "FR"
        if not is_country(clean["country"]):
            refusals["country"] = DomainError("accounts.wrong_country", text=clean["country"][:10])
    return clean, refusals
