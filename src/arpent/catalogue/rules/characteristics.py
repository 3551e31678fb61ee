"""Validity of a characteristic: unit, values and formula; what a change of it does to the values of products."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from arpent.configurator.public import (
    NO_UNIT,
    Kind,
    convert,
    read_formula,
    read_number,
    read_unit,
    show_number,
    show_unit,
)
from arpent.kernel.errors import DomainError, ValidationErrors
from arpent.kernel.text import fold


@dataclass(frozen=True, slots=True)
class CharacteristicDraft:
    """A valid characteristic. ``unit``: of a number, "" for another kind; ``values``: those to choose from."""

    name: str
    kind: Kind
    unit: str
    values: list[str]
    formula: str


def code_from(name: str) -> str:
    """Return the code that formulas use for a name: "Indice IP" gives "indice_ip"."""
    code = re.sub(r"\W+", "_", fold(name)).strip("_")[:40]
    return f"c_{code}"[:40] if not code or code[0].isdigit() else code


def read_characteristic(*, name: str, kind: str, unit: str, values: Sequence[Any], formula: str) -> CharacteristicDraft:
    """Return the characteristic as it is stored: its unit as written by `show_unit`, numbers in that unit.

    Raise ValidationErrors: "name" (catalogue.name_needed), "unit", "values" (catalogue.no_number) or "formula";
    ValueError for an unknown kind.
    """
    if not name:
        raise ValidationErrors({"name": DomainError("catalogue.name_needed")})
    known, listed = Kind(kind or Kind.NUMBER), [str(v).strip() for v in values if str(v).strip()]
    if known is Kind.NUMBER:
        if unit:
            _on_field("unit", lambda: read_unit(unit))
            unit = show_unit(unit)
        listed = [_number(v, unit) for v in listed]
    else:
        unit = ""
    check_formula(formula)
    return CharacteristicDraft(name, known, unit, list(dict.fromkeys(listed)), formula)


def check_formula(text: str) -> None:
    """Raise ValidationErrors for an unreadable formula or unit; an empty one is valid."""

    def read() -> None:
        for unit in read_formula(text).units:
            if unit != NO_UNIT:
                read_unit(unit)

    if text:
        _on_field("formula", read)


def convert_values(values: Sequence[str], *, name: str, kind: str, unit: str, draft: CharacteristicDraft) -> list[str]:
    """Return the values that products have of a characteristic of this kind and unit, as the draft stores them.

    Raise ValidationErrors: "kind" (catalogue.kind_in_use) for another kind while a product has a value, "unit" for a
    unit of another dimension.
    """
    if not values or (draft.kind == kind and draft.unit == unit):
        return list(values)
    if draft.kind != kind:
        raise ValidationErrors({"kind": DomainError("catalogue.kind_in_use", name=name)})
    numbers = [float(v) for v in values]
    return _on_field("unit", lambda: [show_number(convert(n, unit, draft.unit)) for n in numbers])


def _number(text: str, unit: str) -> str:
    number = _on_field("values", lambda: read_number(text, unit))
    if number is None:
        raise ValidationErrors({"values": DomainError("catalogue.no_number", text=text)})
    return show_number(number)


def _on_field[T](field: str, read: Callable[[], T]) -> T:
    """Return what a function returns; its error is reported under the field."""
    try:
        return read()
    except DomainError as refusal:
        raise ValidationErrors({field: refusal}) from refusal
