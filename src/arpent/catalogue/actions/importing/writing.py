"""Write one batch of products in a few statements."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate

from arpent.imports.public import ImportCounts
from arpent.kernel.ids import new_id
from arpent.people.public import User

from ...models import Product
from ...rules.product_rows import ProductDraft
from ..prices import put_prices
from .structure import ImportStructure

FIELDS = ("name", "kind", "description", "sale_unit", "purchase_cost", "delivery_days", "stock")


def decide(draft: ProductDraft, known: set[str], options: dict[str, Any], counts: ImportCounts) -> str:
    """Return what is done with a draft (reject, create, update, skip) and count it."""
    counts.rows += 1
    plan = "create"
    if draft.rejected:
        counts.rejected += 1
        plan = "reject"
    elif str(draft.values["reference"]) in known:
        counts.duplicates += 1
        plan = str(options["known"])
    else:
        counts.created += 1
    for code, _text in draft.problems:
        counts.problems[code] += 1
    counts.plans[plan] += 1
    return plan


def write_products(
    options: dict[str, Any],
    drafts: Sequence[ProductDraft],
    counts: ImportCounts,
    by: User,
    at: dt.datetime,
    structure: ImportStructure,
) -> None:
    """Create and update the products of a batch with their prices; count the rows."""
    references = [str(d.values.get("reference", "")) for d in drafts]
    existing = {p.reference: p for p in Product.objects.visible_to(by).filter(reference__in=references)}
    created: dict[str, Product] = {}
    changed: dict[UUID, Product] = {}
    prices: dict[UUID, Decimal] = {}
    completed: list[UUID] = []  # the known product of each row that completes one
    for draft in drafts:
        sheet = {} if draft.rejected else structure.read_sheet(draft)
        plan = decide(draft, {*existing, *created}, options, counts)
        if plan in ("reject", "skip"):
            continue
        reference = str(draft.values["reference"])
        product = existing.get(reference) or created.get(reference)
        if product is None:
            product = created[reference] = Product(id=new_id(), reference=reference)
            fill(product, draft, sheet, structure, at)
        else:
            completed.append(product.pk)
            if fill(product, draft, sheet, structure, at) or reference in created:
                changed[product.pk] = product
        if draft.price is not None:
            prices[product.pk] = draft.price
    Product.objects.bulk_create(created.values(), batch_size=250)
    old = [p for p in changed.values() if p.reference in existing]
    Product.objects.visible_to(by).bulk_update(old, ["family", "values", "stock_on", *FIELDS], batch_size=100)
    touched = set(changed)
    if prices and options["period"]:
        touched |= put_prices(by=by, period_id=UUID(options["period"]), amounts=prices)
    counts.updated += sum(pk in touched for pk in completed)
    counts.unchanged += sum(pk not in touched for pk in completed)


def fill(
    product: Product, draft: ProductDraft, sheet: dict[str, str], structure: ImportStructure, at: dt.datetime
) -> bool:
    """Set the values of a row; empty cells never overwrite. Return whether anything changed."""
    family = structure.family_plan(draft).family
    before = [product.family_id, dict(product.values), product.stock_on, *(getattr(product, f) for f in FIELDS)]
    same = product.family_id == family.pk
    product.family = family
    product.values = {**product.values, **sheet} if same else sheet
    for name in FIELDS:
        if name in draft.values:
            setattr(product, name, draft.values[name])
    if "stock" in draft.values:
        product.stock_on = localdate(at)
    return before != [product.family_id, dict(product.values), product.stock_on, *(getattr(product, f) for f in FIELDS)]
