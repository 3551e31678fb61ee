"""Conversion of a version to another price list or currency."""

from decimal import ROUND_HALF_UP, Decimal

from arpent.kernel.money import round_cents
from arpent.people.public import User

from ..models import OfferLine, OfferVersion
from ..queries.catalogue import price_references
from ..queries.versions import list_lines
from .line_prices import STORED_FIELDS, apply_catalogue

PLACES = Decimal("0.0001")


def convert_currency(*, version: OfferVersion, by: User, previous_rate: Decimal) -> None:
    """Reprice product lines from the version's price list and convert all other amounts to its currency.

    ``previous_rate``: euros per unit of the former currency. Converted: manual prices, free lines, carriage and the
    fixed discount; costs are in euros already.
    """
    factor = previous_rate / version.rate

    def convert(amount: Decimal | None) -> Decimal | None:
        return None if amount is None else (amount * factor).quantize(PLACES, ROUND_HALF_UP)

    lines = [x for x in list_lines(version=version, by=by) if x.kind != "section"]
    products = [x for x in lines if x.kind == "product"]
    catalogue_lines = price_references(version=version, by=by, quantities=[(x.reference, x.quantity) for x in products])
    priced = {x.key: t for x, t in zip(products, catalogue_lines, strict=True) if t and t.list_price}
    for line in lines:
        line.manual_price = convert(line.manual_price)
        if line.key in priced:
            apply_catalogue(line, priced[line.key], fresh=False)
        else:
            line.list_price, line.tier_price = convert(line.list_price) or Decimal(0), convert(line.tier_price)
    OfferLine.objects.visible_to(by).bulk_update(lines, STORED_FIELDS)
    version.global_amount = round_cents(version.global_amount * factor)
    version.save(update_fields=["global_amount"])
