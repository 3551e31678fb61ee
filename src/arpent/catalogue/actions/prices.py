"""Price lists, their periods, and the prices of products in them.

Amounts are unit prices excluding VAT in the list's currency. Without the permission to change the catalogue, actions
raise DomainError "people.not_allowed"; for a text longer than its column, ValidationErrors "database.text_too_long".
"""

import datetime as dt
from decimal import Decimal
from typing import Any
from uuid import UUID

from arpent.database.lengths import length_refusals
from arpent.history.public import operation
from arpent.kernel.errors import DomainError, NotFound, ValidationErrors
from arpent.kernel.merging import Seen, merge_record
from arpent.people.public import User, require_permission

from ..models import Price, PriceList, PricePeriod, Product
from ..permissions import CataloguePermission
from ..rules.products import MAX_AMOUNT
from .families import get_row


def save_price_list(
    *, by: User, at: dt.datetime, values: dict[str, Any], list_id: UUID | None = None, seen: Seen = None
) -> PriceList:
    """Create or change a price list. Values: name, currency (ISO 4217), rate (euros for one unit), segment.

    The rate of the euro is 1. Raise ValidationErrors for "name" ("catalogue.name_needed", "catalogue.name_taken"),
    "currency" ("catalogue.wrong_currency") or "rate" ("catalogue.rate_needed"), NotFound when the list is not visible,
    Conflict when a value was changed concurrently (see ``seen``).
    """
    require_permission(by, CataloguePermission.CHANGE_CATALOGUE)
    if list_id and seen is not None:
        with operation(by=by, at=at, kind="catalogue.list", label=str(values.get("name", ""))):
            values = merge_record(get_row(PriceList, list_id, by), values, seen)
            return save_price_list(by=by, at=at, values=values, list_id=list_id)
    name, segment = (str(values.get(n, "")).strip() for n in ("name", "segment"))
    currency = str(values.get("currency") or "EUR").strip().upper()
    refusals = length_refusals(PriceList, {"name": name, "segment": segment})
    if not name:
        refusals["name"] = DomainError("catalogue.name_needed")
    if len(currency) != 3 or not currency.isalpha():
        refusals["currency"] = DomainError("catalogue.wrong_currency", text=currency)
    rate = Decimal(1) if currency == "EUR" else Decimal(values.get("rate") or 0)
    if not 0 < rate < MAX_AMOUNT:
        refusals["rate"] = DomainError("catalogue.rate_needed", currency=currency)
    with operation(by=by, at=at, kind="catalogue.list", label=name):
        price_list = get_row(PriceList, list_id, by) if list_id else PriceList()
        if PriceList.objects.visible_to(by).filter(name=name).exclude(pk=price_list.pk).exists():
            refusals["name"] = DomainError("catalogue.name_taken", name=name)
        if refusals:
            raise ValidationErrors(refusals)
        price_list.name, price_list.currency, price_list.rate, price_list.segment = (
            name,
            currency,
            rate,
            segment,
        )
        price_list.save()
    return price_list


def save_period(
    *,
    by: User,
    at: dt.datetime,
    list_id: UUID,
    starts_on: dt.date,
    ends_on: dt.date | None,
    period_id: UUID | None = None,
    seen: Seen = None,
) -> PricePeriod:
    """Create or change a period of a price list; both days are inclusive, ``ends_on`` None: until further notice.

    Gaps are reported on the page. Raise ValidationErrors for "ends_on" ("catalogue.period_ends_before_start") or
    "starts_on" ("catalogue.period_overlap"), NotFound for a row that is not visible, Conflict when a date was changed
    concurrently (see ``seen``).
    """
    require_permission(by, CataloguePermission.CHANGE_CATALOGUE)
    with operation(by=by, at=at, kind="catalogue.period") as op:
        price_list = get_row(PriceList, list_id, by)
        op.describe(price_list.name)
        if period_id:
            days = merge_record(get_row(PricePeriod, period_id, by), {"starts_on": starts_on, "ends_on": ends_on}, seen)
            starts_on, ends_on = days["starts_on"], days["ends_on"]
        if ends_on and ends_on < starts_on:
            raise ValidationErrors(
                {
                    "ends_on": DomainError(
                        "catalogue.period_ends_before_start", list=price_list.name, start=f"{starts_on:%d/%m/%Y}"
                    )
                }
            )
        period = get_row(PricePeriod, period_id, by) if period_id else PricePeriod(price_list=price_list)
        if period.price_list_id != price_list.pk:
            raise NotFound("catalogue")
        for other in PricePeriod.objects.visible_to(by).filter(price_list=price_list).exclude(pk=period.pk):
            if starts_on <= (other.ends_on or dt.date.max) and other.starts_on <= (ends_on or dt.date.max):
                first, second = sorted((starts_on, other.starts_on))
                raise ValidationErrors(
                    {
                        "starts_on": DomainError(
                            "catalogue.period_overlap",
                            list=price_list.name,
                            start=f"{second:%d/%m/%Y}",
                            before=f"{first:%d/%m/%Y}",
                        )
                    }
                )
        period.starts_on, period.ends_on = starts_on, ends_on
        period.save()
    return period


def set_price(
    *, by: User, at: dt.datetime, period_id: UUID, product_id: UUID, amount: Decimal | None, from_quantity: int = 1
) -> Price | None:
    """Set the price of a product in a period from a quantity on; no amount deletes it and returns None.

    Raise ValidationErrors for "amount" ("catalogue.wrong_amount" outside 0-99,999,999), NotFound for a row that is not
    visible.
    """
    require_permission(by, CataloguePermission.CHANGE_CATALOGUE)
    if amount is not None and not 0 <= amount <= MAX_AMOUNT:
        raise ValidationErrors({"amount": DomainError("catalogue.wrong_amount", limit=MAX_AMOUNT)})
    with operation(by=by, at=at, kind="catalogue.price") as op:
        period, product = get_row(PricePeriod, period_id, by), get_row(Product, product_id, by)
        op.describe(product.reference)
        rows = Price.objects.visible_to(by).filter(period=period, product=product, from_quantity=max(1, from_quantity))
        if amount is None:
            rows.delete()
            return None
        price, _ = Price.objects.visible_to(by).update_or_create(
            period=period, product=product, from_quantity=max(1, from_quantity), defaults={"amount": amount}
        )
    return price


def set_prices(
    *, by: User, at: dt.datetime, period_id: UUID, amounts: dict[UUID, Decimal], from_quantity: int = 1
) -> int:
    """Set the prices of many products (by id) in a period from a quantity on; return their number.

    Raise DomainError "catalogue.wrong_amount" when one is outside 0-99,999,999, NotFound when the period is not
    visible.
    """
    require_permission(by, CataloguePermission.CHANGE_CATALOGUE)
    if any(not 0 <= a <= MAX_AMOUNT for a in amounts.values()):
        raise DomainError("catalogue.wrong_amount", limit=MAX_AMOUNT)
    with operation(by=by, at=at, kind="catalogue.price") as op:
        op.describe(str(get_row(PricePeriod, period_id, by).price_list))
        put_prices(by=by, period_id=period_id, amounts=amounts, from_quantity=from_quantity)
    return len(amounts)


def put_prices(*, by: User, period_id: UUID, amounts: dict[UUID, Decimal], from_quantity: int = 1) -> set[UUID]:
    """Write prices in the running operation, without checks; return the products whose price changed."""
    rows = Price.objects.visible_to(by).filter(period=period_id, from_quantity=from_quantity, product__in=list(amounts))
    prices_by_product = {p.product_id: p for p in rows}
    other = {pk: p for pk, p in prices_by_product.items() if p.amount != amounts[pk]}
    for pk, price in other.items():
        price.amount = amounts[pk]
    Price.objects.visible_to(by).bulk_update(other.values(), ["amount"], batch_size=250)
    fresh = [
        Price(period_id=period_id, product_id=pk, from_quantity=from_quantity, amount=amount)
        for pk, amount in amounts.items()
        if pk not in prices_by_product
    ]
    Price.objects.bulk_create(fresh, batch_size=250)
    return {*other, *(p.product_id for p in fresh)}
