"""Reads of products and prices. Prices are unit prices excluding VAT in the currency of their list."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Q

from arpent.configurator.public import with_unit
from arpent.database.folding import contains_words, equals_text, starts_with
from arpent.database.lists import prevent_lazy_loading
from arpent.kernel.ids import parse_id
from arpent.kernel.text import fold
from arpent.people.public import User

from ..models import Characteristic, Price, PriceList, PricePeriod, Product, ProductLink
from ..models.family import FirmQuerySet
from ..rules.pricing import Period, check_periods

PAGE = 50


@dataclass(frozen=True)
class ProductFilter:
    """Filters of the list, from query parameters; unknown values are ignored."""

    text: str = ""
    family: str = ""
    kind: str = ""


def filter_products(*, by: User, criteria: ProductFilter) -> FirmQuerySet[Product]:
    """Return the filtered products, unordered."""
    rows: FirmQuerySet[Product] = Product.objects.visible_to(by)
    if criteria.text:
        rows = rows.filter(contains_words(criteria.text, "reference", "name"))
    if criteria.family:
        family_id = parse_id(criteria.family)
        rows = rows.filter(family_id=family_id) if family_id else rows.none()
    return rows.filter(kind=criteria.kind) if criteria.kind else rows


def list_products(*, by: User, criteria: ProductFilter, page: int | str | None = 1) -> Page[Product]:
    """Return a page of 50 filtered products by reference, the nearest existing one."""
    rows = filter_products(by=by, criteria=criteria)
    return Paginator(prevent_lazy_loading(rows.select_related("family")).order_by("reference"), PAGE).get_page(page)


def get_product(*, product_id: UUID, by: User) -> Product | None:
    """Return a product with its family; None when it is not visible."""
    return Product.objects.visible_to(by).select_related("family").filter(pk=product_id).first()


def find_product(*, reference: str, by: User) -> Product | None:
    """Return the product of a reference; None when unknown."""
    return Product.objects.visible_to(by).filter(reference=reference.strip()).first()


def search_products(*, by: User, text: str, limit: int) -> list[Product]:
    """Return active products with each word in reference or name; prefix matches of the reference first."""
    rows = filter_products(by=by, criteria=ProductFilter(text=text)).filter(active=True)
    first = list(rows.filter(starts_with(text, "reference")).order_by("reference")[:limit])
    rest = rows.exclude(pk__in=[p.pk for p in first]).order_by("reference")[: limit - len(first)]
    return [*first, *rest]


def products_by_reference(*, references: Iterable[str], by: User) -> dict[str, Product]:
    """Return products by reference with their families; unknown references are absent."""
    rows = Product.objects.visible_to(by).filter(reference__in=list(references)).select_related("family")
    return {p.reference: p for p in rows}


def find_products(*, references: Iterable[str], by: User) -> dict[str, Product]:
    """Return products by case-folded reference; unknown references are absent."""
    texts = {r.strip().casefold(): r.strip() for r in references}
    products = {r.casefold(): p for r, p in products_by_reference(references=texts.values(), by=by).items()}
    missing = [r for r in texts if r not in products]
    if missing:
        # Folding matches too much ("A-1" for "A 1"): only case may differ.
        rows = Product.objects.visible_to(by).filter(equals_text(missing, "reference")).select_related("family")
        products |= {k: p for p in rows.order_by("-reference") if (k := p.reference.casefold()) in texts}
    return products


def last_day_of(*, list_id: UUID, by: User, day: dt.date) -> dt.date | None:
    """Return the last day with prices of a list whose latest period before a day has ended; None otherwise."""
    rows = PricePeriod.objects.visible_to(by).filter(price_list=list_id, starts_on__lte=day).order_by("-starts_on")
    latest = rows.first()
    return latest.ends_on if latest and latest.ends_on and latest.ends_on < day else None


def list_companions(*, references: Iterable[str], by: User) -> list[Product]:
    """Return the active accessories and spare parts of products, each once."""
    rows = Product.objects.visible_to(by).filter(linked_from__product__reference__in=list(references), active=True)
    return list(rows.distinct().order_by("kind", "reference"))


@dataclass(frozen=True)
class ProductSheet:
    """Content of a product's page. ``sheet``: (characteristic, value); ``prices``: by period of each list."""

    product: Product
    sheet: list[tuple[Characteristic, str]]
    links: list[ProductLink]
    prices: list[Price]


def get_product_sheet(*, product_id: UUID, by: User) -> ProductSheet | None:
    """Return the content of a product's page; None when it is not visible."""
    product = get_product(product_id=product_id, by=by)
    if product is None:
        return None
    characteristics = Characteristic.objects.visible_to(by).filter(family=product.family_id, formula="")
    links = (
        ProductLink.objects.visible_to(by)
        .filter(product=product)
        .select_related("other")
        .order_by("other__kind", "other__reference")
    )
    prices = Price.objects.visible_to(by).filter(product=product).select_related("period__price_list")
    return ProductSheet(
        product,
        [(c, str(product.values.get(c.code, ""))) for c in characteristics],
        list(links),
        list(prices.order_by("period__price_list__name", "period__starts_on", "from_quantity")),
    )


def list_product_sheets(*, products: Iterable[Product], by: User) -> dict[str, list[tuple[str, str]]]:
    """Return the characteristic values of products by reference: (name, value with unit), in the family's order."""
    rows = list(products)
    characteristics: dict[Any, list[Characteristic]] = defaultdict(list)
    for characteristic in Characteristic.objects.visible_to(by).filter(
        family__in={p.family_id for p in rows}, formula=""
    ):
        characteristics[characteristic.family_id].append(characteristic)
    sheets = {}
    for product in rows:
        values = [(c, str(product.values.get(c.code, ""))) for c in characteristics[product.family_id]]
        sheets[product.reference] = [(c.name, with_unit(v, c.unit) if c.unit else v) for c, v in values if v]
    return sheets


def list_price_lists(*, by: User) -> list[PriceList]:
    """Return the price lists, by segment and name."""
    return list(PriceList.objects.visible_to(by))


def get_price_list(*, list_id: UUID, by: User) -> PriceList | None:
    """Return a price list; None when it is not visible."""
    return PriceList.objects.visible_to(by).filter(pk=list_id).first()


def list_periods(*, list_id: UUID, by: User) -> tuple[list[PricePeriod], list[Any]]:
    """Return the periods of a list in order, and their problems as DomainError (see `check_periods`)."""
    rows = list(PricePeriod.objects.visible_to(by).filter(price_list=list_id).select_related("price_list"))
    name = rows[0].price_list.name if rows else ""
    return rows, check_periods(name, [Period(r.starts_on, r.ends_on) for r in rows])


def tiers_on(
    *, by: User, list_id: UUID, day: dt.date, references: Iterable[str]
) -> dict[str, list[tuple[int, Decimal]]]:
    """Return the tiers (from quantity, unit price) of a list on a day by reference, without unpriced products."""
    tiers: dict[str, list[tuple[int, Decimal]]] = defaultdict(list)
    rows = Price.objects.visible_to(by).filter(
        Q(period__ends_on__isnull=True) | Q(period__ends_on__gte=day),
        period__price_list=list_id,
        period__starts_on__lte=day,
        product__reference__in=list(references),
    )
    for reference, least, amount in rows.values_list("product__reference", "from_quantity", "amount"):
        tiers[reference].append((least, amount))
    return dict(tiers)


def prices_on(*, by: User, list_id: UUID, day: dt.date) -> list[tuple[Product, list[tuple[int, Decimal]]]]:
    """Return the active products with a price in a list on a day, with their tiers (from quantity, unit price)."""
    steps: dict[UUID, list[tuple[int, Decimal]]] = defaultdict(list)
    products: dict[UUID, Product] = {}
    rows = Price.objects.visible_to(by).filter(
        Q(period__ends_on__isnull=True) | Q(period__ends_on__gte=day),
        period__price_list=list_id,
        period__starts_on__lte=day,
        product__active=True,
    )
    for price in rows.select_related("product").order_by("product__reference", "from_quantity"):
        products[price.product_id] = price.product
        steps[price.product_id].append((price.from_quantity, price.amount))
    return [(product, steps[pk]) for pk, product in products.items()]


def list_for(*, by: User, segments: Iterable[str]) -> PriceList | None:
    """Return the price list of a customer: the first of one of its segments, else the general one, else None."""
    rows = list_price_lists(by=by)
    named = {fold(s) for s in segments}
    own = next((r for r in rows if r.segment and fold(r.segment) in named), None)
    return own or next((r for r in rows if not r.segment), None)


def list_period_choices(*, by: User) -> list[tuple[str, str]]:
    """Return the periods of all lists as choices (id, label), by list, latest first."""
    rows = PricePeriod.objects.visible_to(by).select_related("price_list").order_by("price_list__name", "-starts_on")
    return [(str(p.pk), f"{p.price_list.name} ({p.price_list.currency}) · {p.starts_on:%d/%m/%Y}") for p in rows]


def usual_period(*, by: User, day: dt.date) -> UUID | None:
    """Return the id of the general list's period on a day; None without one."""
    usual = list_for(by=by, segments=())
    rows = PricePeriod.objects.visible_to(by).filter(price_list=usual, starts_on__lte=day).order_by("-starts_on")
    period = rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day)).first() if usual else None
    return period.pk if period else None


def list_characteristics(*, family_id: UUID, by: User) -> list[Characteristic]:
    """Return the characteristics of a family's products, without computed ones."""
    return list(Characteristic.objects.visible_to(by).filter(family=family_id, formula=""))
