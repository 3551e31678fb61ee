"""Valid values of the commercial conditions of a version."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from arpent.kernel.codes import is_currency
from arpent.kernel.errors import DomainError
from arpent.kernel.money import MAX_AMOUNT
from arpent.kernel.text import excerpt
from arpent.pricing.public import Regime, VatCode, rate_for

from .payment import delay_refusal

PERCENTS = ("global_percent", "deposit_percent", "financing_rate_percent", "warranty_percent", "commission_percent")
AMOUNTS = ("global_amount", "incoterm_cost", "carriage_cost")
MAX_RATE = 1_000_000

Refusals = dict[str, DomainError]


@dataclass(frozen=True, slots=True)
class CurrencyChoice:
    """The price list of a version, its currency (ISO 4217) and its rate: euros per unit of the currency."""

    price_list_id: UUID | None
    currency: str
    rate: Decimal


def percent_refusals(values: Mapping[str, Any], names: Iterable[str] = PERCENTS) -> Refusals:
    """Return "offers.wrong_percent" by field for each written percentage outside 0 to 100."""
    return {n: DomainError("offers.wrong_percent") for n in names if n in values and not 0 <= Decimal(values[n]) <= 100}


def condition_refusals(values: Mapping[str, Any], *, payment_days: int, end_of_month: bool, today: dt.date) -> Refusals:
    """Return by field a refusal for each invalid condition: "offers.wrong_percent", "offers.wrong_amount",
    "offers.not_valid", "offers.wrong_regime", and the payment delay as ``delay_refusal``.

    ``payment_days``, ``end_of_month``: those of the version, which apply unless they are written.
    """
    refusals = percent_refusals(values)
    for name in AMOUNTS:
        if name in values and not 0 <= Decimal(values[name]) <= MAX_AMOUNT:
            refusals[name] = DomainError("offers.wrong_amount", limit=int(MAX_AMOUNT))
    if "valid_until" in values and (values["valid_until"] is None or values["valid_until"] < today):
        refusals["valid_until"] = DomainError("offers.not_valid")
    if "payment_days" in values or "end_of_month" in values:
        days, month = values.get("payment_days", payment_days), values.get("end_of_month", end_of_month)
        if refusal := delay_refusal(days, month, today):
            refusals["payment_days"] = refusal
    if "regime" in values and values["regime"] not in {r.value for r in Regime}:
        refusals["regime"] = DomainError("offers.wrong_regime")
    return refusals


def regime_refusal(regime: str, vat_codes: Iterable[str], day: dt.date) -> DomainError | None:
    """Return "offers.no_such_rate" when a VAT regime has no rate for a code of the version's lines on a day, else
    None.
    """
    for code in sorted(set(vat_codes)):
        try:
            rate_for(Regime(regime), VatCode(code), day)
        except DomainError as refusal:
            return refusal
    return None


def exceeded_discount(subtotal: Decimal, percent: Decimal, amount: Decimal) -> Decimal | None:
    """Return what remains to discount after a percentage (0-100) when a fixed amount exceeds it; None when it does
    not.

    Amounts excl. VAT in the offer's currency.
    """
    left = subtotal * (100 - Decimal(percent)) / 100
    return left if amount and amount > left else None


def choose_currency(
    values: Mapping[str, Any], *, current: CurrencyChoice, price_list: CurrencyChoice | None
) -> tuple[dict[str, Any], Refusals]:
    """Return the values to write for price_list_id, currency and rate, with the refusals by field.

    A newly chosen price list sets its currency and rate; with a list the currency cannot be written; a written rate
    (euros per unit) is kept, and is 1 for euros. ``price_list``: the list chosen in the values, None for none.
    Refusals: "offers.unknown_currency", "offers.wrong_rate".
    """
    clean: dict[str, Any] = {}
    refusals: Refusals = {}
    list_id = values.get("price_list_id", current.price_list_id)
    if "price_list_id" in values:
        clean["price_list_id"] = list_id
        if price_list and list_id != current.price_list_id:
            clean |= {"currency": price_list.currency, "rate": price_list.rate}
    if not list_id and "currency" in values:
        code = clean["currency"] = str(values["currency"]).strip().upper()
        if not is_currency(code):
            refusals["currency"] = DomainError("offers.unknown_currency", text=excerpt(code))
    if "rate" in values and "rate" not in clean:
        clean["rate"] = values["rate"]
        if not _is_rate(values["rate"]):
            refusals["rate"] = DomainError("offers.wrong_rate")
    if clean.get("currency", current.currency) == "EUR":
        clean["rate"] = Decimal(1)
    return clean, refusals


def _is_rate(rate: Decimal | None) -> bool:
    return rate is not None and 0 < rate <= MAX_RATE
