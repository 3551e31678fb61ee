"""Editable and stored fields of lines, and their prices from the catalogue."""

from collections.abc import Container

from arpent.database.lengths import fitted

from ..models import OfferLine
from ..queries.catalogue import CatalogueLine

STORED_FIELDS = [
    "position",
    "kind",
    "role",
    "alternative_to",
    "is_selected",
    "product",
    "reference",
    "label",
    "description",
    "quantity",
    "unit",
    "list_price",
    "tier_price",
    "manual_price",
    "promotion_percent",
    "discount_percent",
    "cost",
    "catalogue_cost",
    "vat",
    "delivery_days",
]
EDITABLE_FIELDS = [*(n for n in STORED_FIELDS if n not in ("product", "position")), "product_id"]


def apply_catalogue(line: OfferLine, catalogue_line: CatalogueLine, *, fresh: bool, typed: Container[str] = ()) -> None:
    """Set a line's prices and catalogue cost from the catalogue; with ``fresh`` (its product changed), also product,
    delivery days, label, unit, cost and description.

    ``typed``: fields typed in the same batch, which are not overwritten.
    """
    line.list_price, line.tier_price, line.promotion_percent = (
        catalogue_line.list_price,
        catalogue_line.tier_price,
        catalogue_line.promotion_percent,
    )
    line.catalogue_cost = catalogue_line.cost
    if fresh:
        line.product_id, line.delivery_days = catalogue_line.product_id, catalogue_line.delivery_days
        new = {
            "label": fitted(OfferLine, "label", catalogue_line.name),
            "unit": catalogue_line.unit,
            "cost": catalogue_line.cost,
            "description": catalogue_line.description,
        }
        for name, value in new.items():
            if name not in typed:
                setattr(line, name, value)
