"""Validity of a product's reference, name and purchase cost."""

from decimal import Decimal

from arpent.kernel.errors import DomainError

MAX_AMOUNT = Decimal("99999999")


def product_refusals(
    *, reference: str, name: str, purchase_cost: Decimal | None, is_taken: bool
) -> dict[str, DomainError]:
    """Return the errors of a product by field.

    ``is_taken``: another product has the reference. ``purchase_cost``: EUR excl. VAT a unit, 0 to MAX_AMOUNT.
    """
    refusals = {}
    if not reference:
        refusals["reference"] = DomainError("catalogue.reference_needed")
    elif is_taken:
        refusals["reference"] = DomainError("catalogue.reference_taken", reference=reference)
    if not name:
        refusals["name"] = DomainError("catalogue.name_needed")
    if purchase_cost is not None and not 0 <= purchase_cost <= MAX_AMOUNT:
        refusals["purchase_cost"] = DomainError("catalogue.wrong_amount", limit=MAX_AMOUNT)
    return refusals
