"""What a grid says has changed: read, with a refusal for each value that cannot be."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from arpent.kernel.cells import clean_cell, read_amount
from arpent.kernel.refusals import Refused

KINDS = ("section", "product", "free", "carriage")
ROLES = ("included", "option", "variant")
VATS = ("normal", "intermediate", "reduced", "super_reduced")
TEXTS = {"reference": 60, "label": 200, "description": 4000, "unit": 20}
MOST_LINES = 500
MOST_EDITS = 600
KEY = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class Edit:
    """One line's change. ``edition``: that of the line one saw, None for a new one; ``after``: the key it goes below, ""
    first, None: where it is, a new one last. ``values``: by field, already of the field's type.
    """

    key: str
    remove: bool = False
    edition: int | None = None
    after: str | None = None
    values: dict[str, Any] = field(default_factory=dict)


def read_edit(data: Mapping[str, Any]) -> Edit:
    """Return one change. Raise Refused with a sentence for the first value that cannot be; nothing is guessed."""
    key = str(data.get("key", ""))
    if not KEY.fullmatch(key):
        raise Refused("offers.unreadable")
    after, edition = data.get("after"), data.get("edition")
    if after is not None and after != "" and not (isinstance(after, str) and KEY.fullmatch(after)):
        raise Refused("offers.unreadable")
    if edition is not None and (not isinstance(edition, int) or isinstance(edition, bool)):
        raise Refused("offers.unreadable")
    told = data.get("values") or {}
    if not isinstance(told, Mapping):
        raise Refused("offers.unreadable")
    values = {name: _read(name, value) for name, value in told.items()}
    return Edit(key, bool(data.get("remove")), edition, after, values)


def _read(name: str, value: Any) -> Any:
    if name == "counted":
        return bool(value)
    text = clean_cell(str(value if value is not None else "")) if name != "description" else str(value or "").strip()
    if "\x00" in text:
        raise Refused("offers.unreadable")
    if name in TEXTS:
        return text[: TEXTS[name]]
    if name == "variant_of":
        if text and not KEY.fullmatch(text):
            raise Refused("offers.unreadable")
        return text
    for field_name, allowed in (("kind", KINDS), ("role", ROLES), ("vat", VATS)):
        if name == field_name:
            if text not in allowed:
                raise Refused("offers.unreadable")
            return text
    if name == "quantity":
        return read_quantity(text)
    if name == "discount_percent":
        return read_percent(text)
    if name in ("price", "cost"):
        return read_price(text, name)
    raise Refused("offers.unreadable")


def read_quantity(text: str) -> Decimal:
    """Return a quantity above zero, to three decimals."""
    found = read_amount(text, 3)
    if found is None or not 0 < found <= Decimal(1_000_000):
        raise Refused("offers.line_quantity", text=text[:20])
    return found


def read_percent(text: str) -> Decimal:
    """Return a discount from 0 to 100, "" is 0."""
    found = read_amount(text.replace("%", ""), 2) if text else Decimal(0)
    if found is None or found > 100:
        raise Refused("offers.line_discount", text=text[:20])
    return found


def read_price(text: str, name: str) -> Decimal | None:
    """Return a price or a cost for one, to four decimals; "" is None: not said."""
    if not text:
        return None
    found = read_amount(text, 4)
    if found is None or found > Decimal(100_000_000):
        raise Refused("offers.line_price" if name == "price" else "offers.line_cost", text=text[:20])
    return found
