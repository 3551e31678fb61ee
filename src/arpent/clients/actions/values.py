"""Normalise typed values; all errors are reported together, by field."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from arpent.database.lengths import length_refusals
from arpent.kernel.cells import MAX_INTERVAL_DAYS
from arpent.kernel.errors import DomainError, NotFound, ValidationErrors

from ..models import Company, Contact
from ..rules.identity import read_email, read_phone, read_siren, read_vat

READERS: dict[str, tuple[Callable[[str], str | None], str]] = {
    "siren": (read_siren, "clients.wrong_siren"),
    "vat_number": (read_vat, "clients.wrong_vat_number"),
    "phone": (read_phone, "clients.wrong_phone"),
    "mobile": (read_phone, "clients.wrong_phone"),
    "email": (read_email, "clients.wrong_email"),
}


def check_together(*checks: Callable[[], Any]) -> list[Any]:
    """Run checks and return their results. Raise ValidationErrors with the errors of all that raised one."""
    results: list[Any] = []
    refusals: dict[str, DomainError] = {}
    for check in checks:
        try:
            results.append(check())
        except ValidationErrors as refusal:
            refusals |= refusal.by_field
    if refusals:
        raise ValidationErrors(refusals)
    return results


def check_values(model: type[Company | Contact], values: dict[str, Any], country: str = "FR") -> dict[str, Any]:
    """Return the normalised values of a company or a contact, whose ``model`` gives the lengths of texts.

    ``country``: ISO code for national phone formats. Raise ValidationErrors with, by field, "clients.wrong_siren",
    "clients.wrong_vat_number", "clients.wrong_phone", "clients.wrong_email", "clients.wrong_relationship",
    "clients.wrong_interval" or "database.text_too_long"; NotFound for an owner that is not an id.
    """
    clean: dict[str, Any] = {}
    refusals: dict[str, DomainError] = {}
    for key, value in values.items():
        try:
            clean[key] = _check(key, value.strip() if isinstance(value, str) else value, country)
        except NotFound:
            raise
        except DomainError as refusal:
            refusals[key] = refusal
    if refusals := refusals | length_refusals(model, clean):
        raise ValidationErrors(refusals)
    return clean


def _check(key: str, value: Any, country: str) -> Any:
    if key in READERS:
        reader, code = READERS[key]
        read = (read_phone(value, country) if reader is read_phone else reader(value)) if value else ""
        if read is None:
            raise DomainError(code, text=value)
        return read
    if key == "relationship" and value not in Company.Relationship.values:
        raise DomainError("clients.wrong_relationship")
    if key == "call_interval":
        return _interval(value)
    if key == "owner_id":
        return value if isinstance(value, UUID) or value is None else _uuid(value)
    return value


def _interval(value: Any) -> int | None:
    if value in (None, ""):
        return None
    try:
        days = int(value)
    except (TypeError, ValueError) as error:
        raise DomainError("clients.wrong_interval", limit=MAX_INTERVAL_DAYS) from error
    if not 1 <= days <= MAX_INTERVAL_DAYS:
        raise DomainError("clients.wrong_interval", limit=MAX_INTERVAL_DAYS)
    return days


def _uuid(value: str) -> UUID | None:
    if not value:
        return None
    try:
        return UUID(value)
    except ValueError as error:
        raise NotFound("person") from error
