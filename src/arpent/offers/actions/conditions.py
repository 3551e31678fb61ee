"""Saves the commercial conditions of a version: all values are validated, then written together."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.formats import number_format
from django.utils.timezone import localdate

from arpent.catalogue.public import get_price_list, terms_of_sale_on
from arpent.clients.public import list_contacts
from arpent.deals.public import DealPermission
from arpent.history.public import operation
from arpent.kernel.codes import is_currency
from arpent.kernel.errors import DomainError, NotFound, ValidationErrors
from arpent.kernel.merging import Seen, merge_record
from arpent.people.public import User, require_permission
from arpent.pricing.public import Regime, VatCode, rate_for

from ..models import OfferVersion
from ..queries.pricing import price_version
from ..queries.versions import get_version, list_lines
from ..rules.lifecycle import check_open
from ..rules.payment import delay_refusal
from .prices import convert_currency
from .totals import recalculate_version

PERCENTS = ("global_percent", "deposit_percent", "financing_rate_percent", "warranty_percent", "commission_percent")
AMOUNTS = ("global_amount", "incoterm_cost", "carriage_cost")
CONDITION_FIELDS = (
    "language",
    "regime",
    "valid_until",
    "payment_days",
    "end_of_month",
    "incoterm",
    "incoterm_place",
    "warranty_months",
    "delivery",
    "letter",
    "conditions",
    "with_sheets",
    *PERCENTS,
    *AMOUNTS,
)


def save_conditions(
    *, by: User, at: dt.datetime, offer_id: UUID, values: Mapping[str, Any], seen: Seen = None
) -> OfferVersion:
    """Change the conditions of the open version. Values may also hold title, price_list_id, contact_id, currency, rate.

    Raise Conflict for a value that others changed otherwise since ``seen``, ValidationErrors with a sentence for each
    wrong value.
    """
    require_permission(by, DealPermission.CHANGE_DEALS)
    with operation(by=by, at=at, kind="offers.conditions") as op:
        version = get_version(offer_id=offer_id, by=by, lock=True)
        check_open(version.state)
        op.describe(version.label)
        values = merge_record(version, dict(values), seen, title=version.offer.title)
        clean = {k: values[k] for k in CONDITION_FIELDS if k in values}
        refusals = _check(clean, version, localdate(at))
        clean |= _currency(version, values, by, refusals)
        clean |= _contact(version, values, by)
        if not refusals and "regime" in clean:
            _check_rates(version, clean["regime"], by, refusals)
        if not refusals:
            _check_discount(version, clean, by, refusals)
        if refusals:
            raise ValidationErrors(refusals)
        if values.get("title", "").strip():
            version.offer.title = values["title"].strip()[:160]
            version.offer.save(update_fields=["title"])
        before = (version.currency, version.rate, version.price_list_id)
        language = version.language
        for name, value in clean.items():
            setattr(version, name, value)
        if version.language != language:
            version.terms = terms_of_sale_on(by=by, day=localdate(at), language=version.language)
        version.edition += 1
        version.save()
        if (version.currency, version.price_list_id) != (before[0], before[2]):
            convert_currency(version=version, by=by, previous_rate=before[1])
        recalculate_version(version=version, by=by)
    return version


def _check(clean: dict[str, Any], version: OfferVersion, today: dt.date) -> dict[str, DomainError]:
    refusals: dict[str, DomainError] = {}
    for name in PERCENTS:
        if name in clean and not 0 <= Decimal(clean[name]) <= 100:
            refusals[name] = DomainError("offers.wrong_percent")
    for name in AMOUNTS:
        if name in clean and not 0 <= Decimal(clean[name]) < Decimal("1e10"):
            refusals[name] = DomainError("offers.wrong_amount")
    if "valid_until" in clean and (clean["valid_until"] is None or clean["valid_until"] < today):
        refusals["valid_until"] = DomainError("offers.not_valid")
    if "payment_days" in clean or "end_of_month" in clean:
        days, month = (clean.get(n, getattr(version, n)) for n in ("payment_days", "end_of_month"))
        if refusal := delay_refusal(days, month, today):
            refusals["payment_days"] = refusal
    if "regime" in clean and clean["regime"] not in {r.value for r in Regime}:
        refusals["regime"] = DomainError("offers.wrong_regime")
    return refusals


def _check_rates(version: OfferVersion, regime: str, by: User, refusals: dict[str, DomainError]) -> None:
    for code in {x.vat for x in list_lines(version=version, by=by)}:
        try:
            rate_for(Regime(regime), VatCode(code), version.priced_on)
        except DomainError as refusal:
            refusals["regime"] = refusal


def _check_discount(version: OfferVersion, clean: dict[str, Any], by: User, refusals: dict[str, DomainError]) -> None:
    """Refuse a discount in money above what the lines leave to discount, unless the prices are about to change with the
    list.
    """
    discount = {k: clean.get(k, getattr(version, k)) for k in ("global_percent", "global_amount")}
    if "global_amount" not in clean or clean.get("currency", version.currency) != version.currency:
        return
    lines = list_lines(version=version, by=by)
    subtotal = price_version(version, lines).subtotal
    left = subtotal * (100 - Decimal(discount["global_percent"])) / 100
    if discount["global_amount"] and discount["global_amount"] > left:
        refusals["global_amount"] = DomainError("offers.discount_over", most=number_format(left, decimal_pos=2))


def _currency(
    version: OfferVersion, values: Mapping[str, Any], by: User, refusals: dict[str, DomainError]
) -> dict[str, Any]:
    """Return the list, the currency and the rate: a list brings its own currency, a rate written by hand stays."""
    clean: dict[str, Any] = {}
    list_id = version.price_list_id
    if "price_list_id" in values:
        list_id = values["price_list_id"]
        price_list = get_price_list(list_id=list_id, by=by) if list_id else None
        if list_id and price_list is None:
            raise NotFound("price_list")
        clean["price_list_id"] = list_id
        if price_list and list_id != version.price_list_id:
            clean |= {"currency": price_list.currency, "rate": price_list.rate}
    if not list_id and "currency" in values:
        code = str(values["currency"]).strip().upper()
        if not is_currency(code):
            refusals["currency"] = DomainError("offers.unknown_currency", text=code[:10])
        clean["currency"] = code
    if "rate" in values and "rate" not in clean:
        if values["rate"] is None or not 0 < values["rate"] <= 1_000_000:
            refusals["rate"] = DomainError("offers.wrong_rate")
        clean["rate"] = values["rate"]
    if clean.get("currency", version.currency) == "EUR":
        clean["rate"] = Decimal(1)
    return clean


def _contact(version: OfferVersion, values: Mapping[str, Any], by: User) -> dict[str, Any]:
    if "contact_id" not in values:
        return {}
    contact_id = values["contact_id"]
    if contact_id and contact_id not in {c.pk for c in list_contacts(company_id=version.offer.deal.company_id, by=by)}:
        raise NotFound("contact")
    return {"contact_id": contact_id}
