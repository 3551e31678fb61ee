"""Reads the edits of the quote grid; invalid values become one error per field."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from arpent.kernel.cells import clean_cell, read_amount
from arpent.kernel.errors import DomainError
from arpent.kernel.money import ZERO
from arpent.kernel.text import excerpt

KINDS = ("section", "product", "free", "carriage")
ROLES = ("included", "option", "alternative")
VATS = ("normal", "intermediate", "reduced", "super_reduced")
TEXTS = {"reference": 60, "label": 200, "description": 4000, "unit": 20}
MAX_LINES = 500
MAX_EDITS = 600
# Above this a line is a typing mistake, and the totals of a quote must hold 500 lines.
MAX_AMOUNT = Decimal(1_000_000_000)
MAX_PRICE = 100_000_000
KEY = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class Edit:
    """An edit of one line.

    ``known``: the client saw the line on the server. ``after``: key of the line above, "" first, None: unchanged (new
    lines: last). ``values``: typed values by field. ``seen``: the values of those fields when they were edited, for
    conflict detection. ``wrong``: the refusal by field.
    """

    key: str
    remove: bool = False
    known: bool = False
    after: str | None = None
    values: dict[str, Any] = field(default_factory=dict)
    seen: dict[str, Any] = field(default_factory=dict)
    wrong: dict[str, DomainError] = field(default_factory=dict)


def read_edit(data: Mapping[str, Any]) -> Edit:
    """Return one edit with a refusal for each invalid value. Raise DomainError "offers.unreadable" for a malformed
    edit.
    """
    if not isinstance(data, Mapping):
        raise DomainError("offers.unreadable")
    key, after = data.get("key"), data.get("after")
    if not isinstance(key, str) or not KEY.fullmatch(key):
        raise DomainError("offers.unreadable")
    if after is not None and after != "" and not (isinstance(after, str) and KEY.fullmatch(after)):
        raise DomainError("offers.unreadable")
    written, seen = data.get("values") or {}, data.get("seen")
    if not isinstance(written, Mapping) or not isinstance(seen or {}, Mapping):
        raise DomainError("offers.unreadable")
    values: dict[str, Any] = {}
    wrong: dict[str, DomainError] = {}
    for name, value in written.items():
        try:
            values[name] = _read(name, value)
        except DomainError as refusal:
            wrong[name] = refusal
    return Edit(key, bool(data.get("remove")), seen is not None, after, values, _read_seen(seen or {}), wrong)


def _read_seen(written: Mapping[str, Any]) -> dict[str, Any]:
    seen = {}
    for name, value in written.items():
        try:
            seen[name] = _read(name, value)
        except DomainError:
            continue  # an unreadable value cannot be compared
    return seen


def _read(name: str, value: Any) -> Any:
    if name == "is_selected":
        return bool(value)
    text = clean_cell(str(value if value is not None else "")) if name != "description" else str(value or "").strip()
    if name not in READERS or "\x00" in text or any("\ud800" <= c <= "\udfff" for c in text):
        raise DomainError("offers.unreadable")
    return READERS[name](text)


def _read_text(limit: int) -> Callable[[str], str]:
    def read(text: str) -> str:
        if len(text) > limit:
            raise DomainError("offers.line_text", limit=limit, length=len(text))
        return text

    return read


def _read_choice(allowed: Sequence[str]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in allowed:
            raise DomainError("offers.unreadable")
        return text

    return read


def _read_key(text: str) -> str:
    if text and not KEY.fullmatch(text):
        raise DomainError("offers.unreadable")
    return text


# French rates as a spreadsheet writes them; "taux normal" too.
RATES = {
    "20": "normal",
    "10": "intermediate",
    "5.5": "reduced",
    "2.1": "super_reduced",
    "0.2": "normal",
    "0.1": "intermediate",
    "0.055": "reduced",
    "0.021": "super_reduced",
}
RATE_WORDS = {
    "normal": "normal",
    "intermédiaire": "intermediate",
    "réduit": "reduced",
    "particulier": "super_reduced",
    "standard": "normal",
    "intermediate": "intermediate",
    "reduced": "reduced",
}


def read_vat(text: str) -> str:
    """Return a VAT code from the code, its name, or its French rate: "reduced", "taux réduit", "5,5 %", "0.055".

    Raise DomainError "offers.line_vat" for any other text.
    """
    plain = text.lower().replace("taux", "").replace("%", "").replace(",", ".").strip()
    if plain in VATS:
        return plain
    if plain in RATE_WORDS:
        return RATE_WORDS[plain]
    number = plain.rstrip("0").rstrip(".") if "." in plain else plain
    if number not in RATES:
        raise DomainError("offers.line_vat", text=excerpt(text))
    return RATES[number]


def read_quantity(text: str) -> Decimal:
    """Return a quantity above 0 and up to 1,000,000 with at most three decimals. Raise DomainError
    "offers.line_quantity".
    """
    quantity = read_amount(text, 3)
    if quantity is None or not 0 < quantity <= Decimal(1_000_000):
        raise DomainError("offers.line_quantity", text=excerpt(text))
    return quantity


def read_percent(text: str) -> Decimal:
    """Return a discount in percent from 0 to 100 with at most two decimals; "" is 0. Raise DomainError
    "offers.line_discount".
    """
    percent = read_amount(text.replace("%", ""), 2) if text else Decimal(0)
    if percent is None or percent > 100:
        raise DomainError("offers.line_discount", text=excerpt(text))
    return percent


def read_price(text: str, name: str) -> Decimal | None:
    """Return a unit price or cost excl. VAT with at most four decimals; "" is None.

    Raise DomainError "offers.line_price" or, for a ``name`` other than "price", "offers.line_cost".
    """
    if not text:
        return None
    price = read_amount(text, 4)
    if price is None or price > MAX_PRICE:
        raise DomainError(
            "offers.line_price" if name == "price" else "offers.line_cost", text=excerpt(text), limit=MAX_PRICE
        )
    return price


def check_line(*, label: str, is_product: bool, quantity: Decimal, prices: Iterable[Decimal | None]) -> None:
    """Raise DomainError "offers.line_label" for a line without name, which only a product may be, or
    "offers.line_amount" for a quantity and price whose product exceeds ``MAX_AMOUNT``.
    """
    if not label and not is_product:
        raise DomainError("offers.line_label")
    if quantity * max((p for p in prices if p is not None), default=ZERO) > MAX_AMOUNT:
        raise DomainError("offers.line_amount")


READERS: dict[str, Callable[[str], Any]] = {
    **{name: _read_text(limit) for name, limit in TEXTS.items()},
    "alternative_to": _read_key,
    "kind": _read_choice(KINDS),
    "role": _read_choice(ROLES),
    "vat": read_vat,
    "quantity": read_quantity,
    "discount_percent": read_percent,
    "price": lambda text: read_price(text, "price"),
    "cost": lambda text: read_price(text, "cost"),
}
