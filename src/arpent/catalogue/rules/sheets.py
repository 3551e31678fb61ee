"""Values of a product's sheet: how a text becomes the value that a characteristic stores."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from arpent.configurator.public import WATER, Kind, is_head, read_number, show_number
from arpent.kernel.errors import DomainError

MAX_SHEET_TEXT = 80  # of a value in the JSON column
SHOWN_VALUES = 12
YES, NO = (
    frozenset(("oui", "yes", "o", "y", "1", "vrai", "true", "x")),
    frozenset(("non", "no", "n", "0", "faux", "false")),
)


class SheetField(Protocol):
    """What a characteristic says of its values; see `configurator.public.Kind` for ``kind``."""

    @property
    def code(self) -> str:
        """Return its code, unique in the family."""

    @property
    def name(self) -> str:
        """Return its name on screen."""

    @property
    def kind(self) -> str:
        """Return the value of its kind."""

    @property
    def unit(self) -> str:
        """Return the unit that numbers are stored in, "" without one."""

    @property
    def values(self) -> Sequence[Any]:
        """Return the values to choose from, none for free values."""


def read_sheet(fields: Iterable[SheetField], texts: Mapping[str, str]) -> tuple[dict[str, str], dict[str, DomainError]]:
    """Return a sheet's values as stored, and the errors of those that cannot be read, by characteristic code."""
    values, refusals = {}, {}
    for field in fields:
        text = str(texts.get(field.code, "")).strip()
        if not text:
            continue
        try:
            value = read_value(field, text)
        except DomainError as refusal:
            refusals[field.code] = refusal
        else:
            values[field.code] = value
    return values, refusals


def read_value(field: SheetField, text: str) -> str:
    """Return a value as stored: a number in the characteristic's unit, "oui" or "non", a listed or a free text.

    Raise DomainError "catalogue.no_number", "catalogue.no_yes_no", "catalogue.not_in_list",
    "database.text_too_long", or as `read_number` does.
    """
    if field.kind == Kind.NUMBER:
        return _read_number(field, text)
    if field.kind == Kind.YES_NO:
        return _read_yes_no(text)
    for listed in field.values:
        if str(listed).lower() == text.lower():
            return str(listed)
    if field.values:
        shown = ", ".join(map(str, field.values[:SHOWN_VALUES]))
        raise DomainError("catalogue.not_in_list", text=text, values=shown)
    if len(text) > MAX_SHEET_TEXT:
        raise DomainError("database.text_too_long", field=field.name, limit=MAX_SHEET_TEXT, length=len(text))
    return text


def _read_number(field: SheetField, text: str) -> str:
    fluid = WATER if is_head(field.unit, field.code, field.name) else None
    number = read_number(text, field.unit, fluid)
    if number is None:
        raise DomainError("catalogue.no_number", text=text)
    return show_number(number)


def _read_yes_no(text: str) -> str:
    folded = text.lower()
    if folded in YES:
        return "oui"
    if folded in NO:
        return "non"
    raise DomainError("catalogue.no_yes_no", text=text)
