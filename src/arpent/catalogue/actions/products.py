"""Save products, their characteristic values and links.

Without the permission to change the catalogue, actions raise DomainError "people.not_allowed"; for a text longer than
its column, ValidationErrors "database.text_too_long".
"""

import datetime as dt
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate

from arpent.configurator.public import WATER, Kind, is_head, read_number, show_number
from arpent.database.lengths import length_refusals
from arpent.history.public import operation
from arpent.kernel.errors import DomainError, ValidationErrors
from arpent.kernel.merging import Seen, merge_record
from arpent.people.public import User, require_permission

from ..models import Characteristic, Family, Product, ProductLink
from ..permissions import CataloguePermission
from ..queries.products import find_product
from .families import get_row

MAX_AMOUNT = Decimal("99999999")
MAX_SHEET_TEXT = 80  # of a value in the JSON column
SHOWN_VALUES = 12


def read_sheet(
    characteristics: list[Characteristic], texts: dict[str, str]
) -> tuple[dict[str, str], dict[str, DomainError]]:
    """Return a sheet's values as stored, and the errors of those that cannot be read, by characteristic code."""
    values, refusals = {}, {}
    for characteristic in characteristics:
        text = str(texts.get(characteristic.code, "")).strip()
        if not text:
            continue
        try:
            value = read_value(characteristic, text)
        except DomainError as refusal:
            refusals[characteristic.code] = refusal
        else:
            values[characteristic.code] = value
    return values, refusals


def read_value(characteristic: Characteristic, text: str) -> str:
    """Return a value as stored: a number in the characteristic's unit, "oui" or "non", a listed or a free text.

    Raise DomainError "catalogue.no_number", "catalogue.no_yes_no", "catalogue.not_in_list", or as `read_number` does.
    """
    if characteristic.kind == Kind.NUMBER:
        number = read_number(
            text,
            characteristic.unit,
            WATER if is_head(characteristic.unit, characteristic.code, characteristic.name) else None,
        )
        if number is None:
            raise DomainError("catalogue.no_number", text=text)
        return show_number(number)
    if characteristic.kind == Kind.YES_NO:
        folded = text.lower()
        if folded in ("oui", "yes", "o", "y", "1", "vrai", "true", "x"):
            return "oui"
        if folded in ("non", "no", "n", "0", "faux", "false"):
            return "non"
        raise DomainError("catalogue.no_yes_no", text=text)
    for listed in characteristic.values:
        if str(listed).lower() == text.lower():
            return str(listed)
    if characteristic.values:
        raise DomainError(
            "catalogue.not_in_list", text=text, values=", ".join(map(str, characteristic.values[:SHOWN_VALUES]))
        )
    if len(text) > MAX_SHEET_TEXT:
        raise DomainError("database.text_too_long", field=characteristic.name, limit=MAX_SHEET_TEXT, length=len(text))
    return text


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
    if not reference:
        refusals["reference"] = DomainError("catalogue.reference_needed")
    if not name:
        refusals["name"] = DomainError("catalogue.name_needed")
    if values.get("purchase_cost") is not None and not 0 <= values["purchase_cost"] <= MAX_AMOUNT:
        refusals["purchase_cost"] = DomainError("catalogue.wrong_amount", limit=MAX_AMOUNT)
    with operation(by=by, at=at, kind="catalogue.product", label=reference):
        family = get_row(Family, values["family_id"], by)
        product = get_row(Product, product_id, by) if product_id else Product()
        if Product.objects.visible_to(by).filter(reference=reference).exclude(pk=product.pk).exists():
            refusals["reference"] = DomainError("catalogue.reference_taken", reference=reference)
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
