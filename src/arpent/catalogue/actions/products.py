"""Products, their sheets, what goes with them, their prices."""

import datetime as dt
from decimal import Decimal
from typing import Any
from uuid import UUID

from arpent.kernel.refusals import NotFound, Refused, RefusedValues
from arpent.people.public import Act, User, check_may, operation

from ..models import Characteristic, Family, Price, PriceList, PricePeriod, Product, ProductLink
from ..rules.family import Kind
from ..rules.numbers import read_number, show_number
from .families import find

MOST = Decimal("99999999")


def read_sheet(asked: list[Characteristic], given: dict[str, str]) -> tuple[dict[str, str], dict[str, Refused]]:
    """Return a sheet's values as they are kept, and what cannot be read, by characteristic's code."""
    values, refusals = {}, {}
    for one in asked:
        text = str(given.get(one.code, "")).strip()
        if not text:
            continue
        try:
            value = _value(one, text)
        except Refused as refusal:
            refusals[one.code] = refusal
        else:
            values[one.code] = value
    return values, refusals


def _value(one: Characteristic, text: str) -> str:
    if one.kind == Kind.NUMBER:
        number = read_number(text, one.unit)
        if number is None:
            raise Refused("catalogue.no_number", text=text)
        return show_number(number)
    if one.kind == Kind.YES_NO:
        folded = text.lower()
        if folded in ("oui", "yes", "o", "y", "1", "vrai", "true", "x"):
            return "oui"
        if folded in ("non", "no", "n", "0", "faux", "false"):
            return "non"
        raise Refused("catalogue.no_yes_no", text=text)
    for listed in one.values:
        if str(listed).lower() == text.lower():
            return str(listed)
    if one.values:
        raise Refused("catalogue.not_in_list", text=text, values=", ".join(map(str, one.values[:12])))
    return text[:80]


def save_product(*, by: User, at: dt.datetime, values: dict[str, Any], product_id: UUID | None = None) -> Product:
    """Create or change a product. ``values["sheet"]``: texts by characteristic's code; those absent stay empty."""
    check_may(by, Act.CHANGE_CATALOGUE)
    reference, name = (str(values.get(k, "")).strip() for k in ("reference", "name"))
    refusals: dict[str, Refused] = {}
    if not reference:
        refusals["reference"] = Refused("catalogue.reference_needed")
    if not name:
        refusals["name"] = Refused("catalogue.name_needed")
    if values.get("purchase_cost") is not None and not 0 <= values["purchase_cost"] <= MOST:
        refusals["purchase_cost"] = Refused("catalogue.wrong_amount")
    with operation(by=by, at=at, kind="catalogue.product", label=reference):
        family = find(Family, values["family_id"], by)
        one = find(Product, product_id, by) if product_id else Product()
        if Product.objects.visible_to(by).filter(reference=reference).exclude(pk=one.pk).exists():
            refusals["reference"] = Refused("catalogue.reference_taken", reference=reference)
        asked = list(Characteristic.objects.visible_to(by).filter(family=family, formula=""))
        sheet, wrong = read_sheet(asked, values.get("sheet", {}))
        refusals |= {f"sheet_{code}": refusal for code, refusal in wrong.items()}
        if refusals:
            raise RefusedValues(refusals)
        one.family, one.reference, one.name, one.values = family, reference[:60], name[:200], sheet
        for field in ("kind", "description", "sale_unit", "purchase_cost", "delivery_days", "stock", "active"):
            if field in values:
                setattr(one, field, values[field])
        one.stock_on = at.date() if values.get("stock") is not None else None
        one.save()
    return one


def link_product(*, by: User, at: dt.datetime, product_id: UUID, reference: str, quantity: int = 1) -> ProductLink:
    """Say that an accessory or a spare part goes with a product; again, with another quantity, changes it."""
    check_may(by, Act.CHANGE_CATALOGUE)
    with operation(by=by, at=at, kind="catalogue.link", label=reference):
        product = find(Product, product_id, by)
        other = Product.objects.visible_to(by).filter(reference=reference.strip()).first()
        if other is None or other.pk == product.pk:
            raise Refused("catalogue.no_such_reference", reference=reference)
        link, _ = ProductLink.objects.visible_to(by).update_or_create(
            product=product, other=other, defaults={"quantity": max(1, quantity)}
        )
    return link


def unlink_product(*, by: User, at: dt.datetime, link_id: UUID) -> UUID:
    """Take an accessory or a spare part away from a product. Returns the product's id."""
    check_may(by, Act.CHANGE_CATALOGUE)
    with operation(by=by, at=at, kind="catalogue.link"):
        link = find(ProductLink, link_id, by)
        product_id: UUID = link.product_id
        link.delete()
    return product_id


def save_price_list(*, by: User, at: dt.datetime, values: dict[str, Any], list_id: UUID | None = None) -> PriceList:
    """Create or change a price list. Values: name, currency, rate, segment. The euro's rate is one."""
    check_may(by, Act.CHANGE_CATALOGUE)
    name, currency = str(values.get("name", "")).strip()[:120], str(values.get("currency") or "EUR").strip().upper()
    refusals: dict[str, Refused] = {}
    if not name:
        refusals["name"] = Refused("catalogue.name_needed")
    if len(currency) != 3 or not currency.isalpha():
        refusals["currency"] = Refused("catalogue.wrong_currency", text=currency)
    rate = Decimal(1) if currency == "EUR" else Decimal(values.get("rate") or 0)
    if not 0 < rate < MOST:
        refusals["rate"] = Refused("catalogue.rate_needed", currency=currency)
    with operation(by=by, at=at, kind="catalogue.list", label=name):
        one = find(PriceList, list_id, by) if list_id else PriceList()
        if PriceList.objects.visible_to(by).filter(name=name).exclude(pk=one.pk).exists():
            refusals["name"] = Refused("catalogue.name_taken", name=name)
        if refusals:
            raise RefusedValues(refusals)
        one.name, one.currency, one.rate, one.segment = (
            name,
            currency,
            rate,
            str(values.get("segment", "")).strip()[:40],
        )
        one.save()
    return one


def save_period(
    *, by: User, at: dt.datetime, list_id: UUID, starts_on: dt.date, ends_on: dt.date | None, period_id: UUID | None = None
) -> PricePeriod:  # fmt: skip
    """Create or change a period of a list. An end before the start and an overlap are refused; a hole is told on the page."""
    check_may(by, Act.CHANGE_CATALOGUE)
    with operation(by=by, at=at, kind="catalogue.period") as op:
        held = find(PriceList, list_id, by)
        op.label = held.name
        op.save(update_fields=["label"])
        if ends_on and ends_on < starts_on:
            raise RefusedValues(
                {"ends_on": Refused("catalogue.period_backwards", list=held.name, start=f"{starts_on:%d/%m/%Y}")}
            )
        one = find(PricePeriod, period_id, by) if period_id else PricePeriod(price_list=held)
        if one.price_list_id != held.pk:
            raise NotFound("catalogue")
        for other in PricePeriod.objects.visible_to(by).filter(price_list=held).exclude(pk=one.pk):
            if starts_on <= (other.ends_on or dt.date.max) and other.starts_on <= (ends_on or dt.date.max):
                first, second = sorted((starts_on, other.starts_on))
                raise RefusedValues(
                    {
                        "starts_on": Refused(
                            "catalogue.period_overlap",
                            list=held.name,
                            start=f"{second:%d/%m/%Y}",
                            before=f"{first:%d/%m/%Y}",
                        )
                    }
                )
        one.starts_on, one.ends_on = starts_on, ends_on
        one.save()
    return one


def set_price(
    *, by: User, at: dt.datetime, period_id: UUID, product_id: UUID, amount: Decimal | None, from_quantity: int = 1
) -> Price | None:  # fmt: skip
    """Set the price of a product in a period, from a quantity on; no amount takes it away."""
    check_may(by, Act.CHANGE_CATALOGUE)
    if amount is not None and not 0 <= amount <= MOST:
        raise RefusedValues({"amount": Refused("catalogue.wrong_amount")})
    with operation(by=by, at=at, kind="catalogue.price") as op:
        period, product = find(PricePeriod, period_id, by), find(Product, product_id, by)
        op.label = product.reference
        op.save(update_fields=["label"])
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
    """Set the prices of many products in a period at once; those that had one get the new one. Returns how many."""
    check_may(by, Act.CHANGE_CATALOGUE)
    if any(not 0 <= a <= MOST for a in amounts.values()):
        raise Refused("catalogue.wrong_amount")
    with operation(by=by, at=at, kind="catalogue.price") as op:
        period = find(PricePeriod, period_id, by)
        op.label = str(period.price_list)
        op.save(update_fields=["label"])
        rows = Price.objects.visible_to(by).filter(
            period=period, from_quantity=from_quantity, product__in=list(amounts)
        )
        held = {p.product_id: p for p in rows}
        for price in held.values():
            price.amount = amounts[price.product_id]
        Price.objects.visible_to(by).bulk_update(held.values(), ["amount"], batch_size=250)
        fresh = [
            Price(period=period, product_id=pk, from_quantity=from_quantity, amount=amount)
            for pk, amount in amounts.items()
            if pk not in held
        ]
        Price.objects.bulk_create(fresh, batch_size=250)
    return len(amounts)
