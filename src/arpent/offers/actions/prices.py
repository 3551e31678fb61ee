"""A version goes to another list or another currency: its prices follow, none keeps its digits under another name."""

from decimal import ROUND_HALF_UP, Decimal

from arpent.kernel.money import round_cents
from arpent.people.public import User

from ..models import OfferLine, OfferVersion
from ..queries.catalogue import price_each
from ..queries.versions import list_lines
from .line_prices import WRITTEN, fill_from

PLACES = Decimal("0.0001")


def reprice(*, version: OfferVersion, by: User, was: Decimal) -> None:
    """Give product lines the prices of the version's list, and convert what it does not know, at ``was`` euros for one
    of the former currency: prices by hand, free lines, carriage, the discount in money.
    """
    factor = was / version.rate

    def convert(amount: Decimal | None) -> Decimal | None:
        return None if amount is None else (amount * factor).quantize(PLACES, ROUND_HALF_UP)

    lines = [x for x in list_lines(version=version, by=by) if x.kind != "section"]
    products = [x for x in lines if x.kind == "product"]
    told = price_each(version=version, by=by, wanted=[(x.reference, x.quantity) for x in products])
    found = {x.key: t for x, t in zip(products, told, strict=True) if t and t.list_price}
    for line in lines:
        line.hand_price = convert(line.hand_price)
        if line.key in found:
            fill_from(line, found[line.key], fresh=False)
        else:
            line.list_price, line.tier_price = convert(line.list_price) or Decimal(0), convert(line.tier_price)
    OfferLine.objects.visible_to(by).bulk_update(lines, WRITTEN)
    version.global_amount = round_cents(version.global_amount * factor)
    version.save(update_fields=["global_amount"])
