"""Save products, their characteristic values and links.

Without the permission to change the catalogue, actions raise DomainError "people.not_allowed"; for a text longer than
its column, ValidationErrors "database.text_too_long".
"""

import datetime as dt
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate

from arpent.database.lengths import length_refusals
from arpent.history.public import operation
from arpent.kernel.errors import DomainError, ValidationErrors
from arpent.kernel.merging import Seen, merge_record
from arpent.people.public import User, require_permission

from ..models import Characteristic, Family, Product, ProductLink
from ..permissions import CataloguePermission
from ..queries.products import find_product
from ..rules.products import product_refusals
from ..rules.sheets import read_sheet
from .families import get_row


def save_product(
    *, by: User, at: dt.datetime, values: dict[str, Any], product_id: UUID | None = None, seen: Seen = None
) -> Product:
    """Create or change a product. ``values["sheet"]``: texts by characteristic code; absent ones are empty.

    ``purchase_cost``: EUR excl. VAT a unit; ``delivery_days``: days. ``seen``: values by name, characteristics prefixed
    "sheet_". Raise ValidationErrors for "reference" ("catalogue.reference_needed", "catalogue.reference_taken"), "name"
    ("catalogue.name_needed"), "purchase_cost" ("catalogue.wrong_amount") or "sheet_..." (as `read_value` does),
    NotFound for a row that is not visible, Conflict when a value was changed concurrently.
    """
    require_permission(by, CataloguePermission.CHANGE_CATALOGUE)
    if product_id and seen is not None:
        with operation(by=by, at=at, kind="catalogue.product", label=str(values.get("reference", ""))):
            product = get_row(Product, product_id, by)
            written = {f"sheet_{code}": text for code, text in values.get("sheet", {}).items()}
            stored_values = {name: product.values.get(name.removeprefix("sheet_"), "") for name in written}
            merged = merge_record(
                product, {k: v for k, v in values.items() if k != "sheet"} | written, seen, **stored_values
            )
            sheet = {name.removeprefix("sheet_"): merged.pop(name) for name in written}
            return save_product(by=by, at=at, values=merged | {"sheet": sheet}, product_id=product_id)
    reference, name = (str(values.get(k, "")).strip() for k in ("reference", "name"))
    refusals = length_refusals(Product, {**values, "reference": reference, "name": name})
    with operation(by=by, at=at, kind="catalogue.product", label=reference):
        family = get_row(Family, values["family_id"], by)
        product = get_row(Product, product_id, by) if product_id else Product()
        others = Product.objects.visible_to(by).filter(reference=reference).exclude(pk=product.pk)
        refusals |= product_refusals(
            reference=reference, name=name, purchase_cost=values.get("purchase_cost"), is_taken=others.exists()
        )
        characteristics = list(Characteristic.objects.visible_to(by).filter(family=family, formula=""))
        sheet, wrong = read_sheet(characteristics, values.get("sheet", {}))
        refusals |= {f"sheet_{code}": refusal for code, refusal in wrong.items()}
        if refusals:
            raise ValidationErrors(refusals)
        product.family, product.reference, product.name, product.values = family, reference, name, sheet
        for field in ("kind", "description", "sale_unit", "purchase_cost", "delivery_days", "stock", "active"):
            if field in values:
                setattr(product, field, values[field])
        product.stock_on = localdate(at) if values.get("stock") is not None else None
        product.save()
    return product


def link_product(*, by: User, at: dt.datetime, product_id: UUID, reference: str, quantity: int = 1) -> ProductLink:
    """Link an accessory or a spare part to a product; linking again changes the quantity.

    Raise DomainError "catalogue.no_such_reference" for an unknown reference or the product's own, NotFound when the
    product is not visible.
    """
    require_permission(by, CataloguePermission.CHANGE_CATALOGUE)
    with operation(by=by, at=at, kind="catalogue.link", label=reference):
        product = get_row(Product, product_id, by)
        other = find_product(reference=reference, by=by)
        if other is None or other.pk == product.pk:
            raise DomainError("catalogue.no_such_reference", reference=reference)
        link, _ = ProductLink.objects.visible_to(by).update_or_create(
            product=product, other=other, defaults={"quantity": max(1, quantity)}
        )
    return link


def unlink_product(*, by: User, at: dt.datetime, link_id: UUID) -> UUID:
    """Remove the link of an accessory or a spare part; return the product's id. Raise NotFound for an unknown link."""
    require_permission(by, CataloguePermission.CHANGE_CATALOGUE)
    with operation(by=by, at=at, kind="catalogue.link"):
        link = get_row(ProductLink, link_id, by)
        product_id: UUID = link.product_id
        link.delete()
    return product_id
