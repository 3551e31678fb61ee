"""Saves the commercial conditions of a version."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.formats import number_format
from django.utils.timezone import localdate

from arpent.catalogue.public import get_price_list, terms_of_sale_on
from arpent.clients.public import list_contacts
from arpent.database.lengths import length_refusals
from arpent.deals.permissions import DealPermission
from arpent.history.public import operation
from arpent.kernel.errors import DomainError, NotFound, ValidationErrors
from arpent.kernel.merging import Seen, merge_record
from arpent.people.public import User, require_permission

from ..models import Offer, OfferVersion
from ..queries.pricing import price_version
from ..queries.versions import get_version, list_lines
from ..rules.conditions import (
    AMOUNTS,
    PERCENTS,
    CurrencyChoice,
    choose_currency,
    condition_refusals,
    exceeded_discount,
    regime_refusal,
)
from ..rules.lifecycle import check_open
from .prices import convert_currency
from .totals import recalculate_version

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
    """Change the conditions of the open version and recalculate it.

    ``values``: fields of ``CONDITION_FIELDS`` (percentages 0-100, amounts as in ``OfferVersion``), title,
    price_list_id, contact_id, currency and rate (euros per unit of the currency). A new price list or currency
    converts the prices.

    Raise DomainError "offers.frozen" for a sent version, Conflict when a value was changed concurrently (see
    ``seen``), ValidationErrors with one refusal per invalid field, NotFound for an unknown price list or contact.
    """
    require_permission(by, DealPermission.CHANGE_DEALS)
    with operation(by=by, at=at, kind="offers.conditions") as op:
        version = get_version(offer_id=offer_id, by=by, lock=True)
        check_open(version.state)
        op.describe(version.label)
        values = merge_record(version, dict(values), seen, title=version.offer.title)
        clean = {k: values[k] for k in CONDITION_FIELDS if k in values}
        refusals = condition_refusals(
            clean, payment_days=version.payment_days, end_of_month=version.end_of_month, today=localdate(at)
        )
        currency, currency_refusals = _currency(version, values, by)
        clean |= currency | _contact(version, values, by)
        title = str(values.get("title", "")).strip()
        refusals |= currency_refusals | length_refusals(OfferVersion, clean) | length_refusals(Offer, {"title": title})
        # These two need valid conditions.
        refusals = refusals or _regime_refusals(version, clean, by) or _discount_refusals(version, clean, by)
        if refusals:
            raise ValidationErrors(refusals)
        if title:
            version.offer.title = title
            version.offer.save(update_fields=["title"])
        before = (version.currency, version.rate, version.price_list_id)
        language = version.language
        for name, value in clean.items():
            setattr(version, name, value)
        if version.language != language:
            version.terms = terms_of_sale_on(by=by, day=localdate(at), language=version.language)
        version.revision += 1
        version.save()
        if (version.currency, version.price_list_id) != (before[0], before[2]):
            convert_currency(version=version, by=by, previous_rate=before[1])
        recalculate_version(version=version, by=by)
    return version


def _regime_refusals(version: OfferVersion, clean: Mapping[str, Any], by: User) -> dict[str, DomainError]:
    if "regime" not in clean:
        return {}
    codes = {x.vat for x in list_lines(version=version, by=by)}
    refusal = regime_refusal(clean["regime"], codes, version.priced_on)
    return {"regime": refusal} if refusal else {}


def _discount_refusals(version: OfferVersion, clean: Mapping[str, Any], by: User) -> dict[str, DomainError]:
    """Refuse a discount in money above what the lines leave to discount, unless the prices are about to change with the
    list.
    """
    if "global_amount" not in clean or clean.get("currency", version.currency) != version.currency:
        return {}
    subtotal = price_version(version, list_lines(version=version, by=by)).subtotal
    percent = clean.get("global_percent", version.global_percent)
    left = exceeded_discount(subtotal, percent, clean["global_amount"])
    if left is None:
        return {}
    return {"global_amount": DomainError("offers.discount_above_total", most=number_format(left, decimal_pos=2))}


def _currency(
    version: OfferVersion, values: Mapping[str, Any], by: User
) -> tuple[dict[str, Any], dict[str, DomainError]]:
    """Return (price list, currency, rate): a price list sets its own currency; a manual rate is preserved."""
    list_id = values.get("price_list_id")
    chosen = get_price_list(list_id=list_id, by=by) if list_id else None
    if list_id and chosen is None:
        raise NotFound("price_list")
    return choose_currency(
        values,
        current=CurrencyChoice(version.price_list_id, version.currency, version.rate),
        price_list=CurrencyChoice(chosen.pk, chosen.currency, chosen.rate) if chosen else None,
    )


def _contact(version: OfferVersion, values: Mapping[str, Any], by: User) -> dict[str, Any]:
    if "contact_id" not in values:
        return {}
    contact_id = values["contact_id"]
    if contact_id and contact_id not in {c.pk for c in list_contacts(company_id=version.offer.deal.company_id, by=by)}:
        raise NotFound("contact")
    return {"contact_id": contact_id}
