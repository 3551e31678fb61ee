"""What a line is written with, and what the catalogue gives it."""

from collections.abc import Container

from ..models import OfferLine
from ..queries.catalogue import CatalogueLine

# How far apart lines are set, so that one moves between two.
STEP = 1024.0
WRITTEN = [
    "position",
    "kind",
    "role",
    "variant_of",
    "counted",
    "product",
    "reference",
    "label",
    "description",
    "quantity",
    "unit",
    "list_price",
    "tier_price",
    "hand_price",
    "campaign_percent",
    "discount_percent",
    "cost",
    "catalogue_cost",
    "vat",
    "delivery_days",
]
KEPT = [*(n for n in WRITTEN if n not in ("product", "position")), "product_id"]


def fill_from(line: OfferLine, told: CatalogueLine, *, fresh: bool, typed: Container[str] = ()) -> None:
    """Give a line the catalogue's prices and, when the product is another one than before, its words, unit and cost.

    ``typed``: the fields written by hand, which stay.
    """
    line.list_price, line.tier_price, line.campaign_percent = told.list_price, told.tier_price, told.campaign_percent
    line.catalogue_cost = told.cost
    if fresh:
        line.product_id, line.delivery_days = told.product_id, told.delivery_days
        new = {"label": told.name[:200], "unit": told.unit, "cost": told.cost, "description": told.description}
        for name, value in new.items():
            if name not in typed:
                setattr(line, name, value)
