"""Catalogue prices of products for a version: its price list, day and quantities."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from math import floor
from uuid import UUID

from arpent.catalogue.public import price_lines, products_by_reference
from arpent.kernel.money import ZERO
from arpent.people.public import User
from arpent.pricing.public import PricingLine

from ..approval.queries.policies import promotion_percents
from ..approval.rules.policies import best_promotion
from ..models import OfferLine, OfferVersion

PLACES = Decimal("0.0001")


@dataclass(frozen=True)
class CatalogueLine:
    """A product for a quote line. Unit prices in the list's currency excl. VAT, ``cost`` in euros, percent 0-100.

    ``tier_price``: price at the quantity when it differs from the list price, else None.
    """

    product_id: UUID
    name: str
    description: str
    unit: str
    active: bool
    list_price: Decimal
    tier_price: Decimal | None
    promotion_percent: Decimal
    cost: Decimal | None
    delivery_days: int | None


def price_catalogue(
    *, version: OfferVersion, by: User, quantities: Mapping[str, Decimal], day: dt.date | None = None
) -> dict[str, CatalogueLine]:
    """Return catalogue lines by reference, at the prices of a day (default: the version's); unknown references are
    absent.

    A product without a price in the list has price 0.
    """
    day = day or version.priced_on
    products = products_by_reference(references=quantities, by=by)
    # Volume tiers are reached by whole quantities.
    whole_quantities = {r: max(1, floor(q)) for r, q in quantities.items()}
    priced = {
        x.reference: x for x in price_lines(by=by, quantities=whole_quantities, list_id=version.price_list_id, day=day)
    }
    promotions = promotion_percents(by=by, day=day)
    catalogue_lines = {}
    for reference, product in products.items():
        line = priced[reference]
        percent = best_promotion(promotions, product.family_id)
        list_price = line.list_price or ZERO
        catalogue_lines[reference] = CatalogueLine(
            product.pk,
            product.name,
            product.description,
            product.sale_unit,
            product.active,
            list_price,
            line.price if line.price is not None and line.price != list_price else None,
            percent if list_price else ZERO,
            product.purchase_cost,
            product.delivery_days,
        )
    return catalogue_lines


def price_references(
    *, version: OfferVersion, by: User, quantities: Sequence[tuple[str, Decimal]], day: dt.date | None = None
) -> list[CatalogueLine | None]:
    """Return the catalogue line of each (reference, quantity), in order; None for an unknown reference.

    Each line has the tier price of its own quantity.
    """
    priced: list[CatalogueLine | None] = [None] * len(quantities)
    waiting = list(enumerate(quantities))
    while waiting:
        batch_indices: dict[str, int] = {}
        for i, (reference, _quantity) in waiting:
            batch_indices.setdefault(reference, i)
        batch = price_catalogue(
            version=version, by=by, quantities={r: quantities[i][1] for r, i in batch_indices.items()}, day=day
        )
        for reference, i in batch_indices.items():
            priced[i] = batch.get(reference)
        waiting = [(i, w) for i, w in waiting if i not in set(batch_indices.values())]
    return priced


def catalogue_price(line: OfferLine) -> Decimal:
    """Return the catalogue's unit price after the promotion, in the offer's currency excl. VAT, to four decimals."""
    priced_line = PricingLine(
        line.key, line.quantity, line.list_price, line.tier_price, promotion_percent=line.promotion_percent
    )
    return priced_line.unit_price.quantize(PLACES, ROUND_HALF_UP)


def displayed_price(line: OfferLine) -> Decimal:
    """Return the unit price as the grid shows it: the manual one, else the catalogue's after the promotion."""
    return line.manual_price if line.manual_price is not None else catalogue_price(line)
