"""The lines of a version while a batch changes them."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from arpent.catalogue.public import Product, find_products
from arpent.kernel.errors import DomainError
from arpent.kernel.merging import changed_since, fingerprints, merge
from arpent.kernel.money import ZERO
from arpent.people.public import User
from arpent.pricing.public import Regime, VatCode, rate_for

from ..models import OfferLine, OfferVersion
from ..queries.catalogue import catalogue_price, displayed_price, price_references
from ..rules.edits import MAX_LINES, Edit
from .line_prices import EDITABLE_FIELDS, STEP, STORED_FIELDS, apply_catalogue

# A line of more than this is a slip of the hand, and the sums of the lists must hold 500 of them.
MAX_AMOUNT = Decimal(1_000_000_000)


class LineBatch:
    """The lines of a version while they are being changed: what is refused changes nothing, and is told by its line's
    key.
    """

    def __init__(self, version: OfferVersion, lines: list[OfferLine], by: User) -> None:
        self.version, self.lines, self.by = version, lines, by
        self.by_key = {x.key: x for x in lines}
        self.modified: dict[str, OfferLine] = {}
        self.deleted: list[OfferLine] = []
        self.created: set[str] = set()
        self.to_price: dict[str, set[str]] = {}  # by key, the fields written by hand in this batch
        self.prices: dict[str, Decimal | None] = {}  # what was written as price, to be held against the catalogue's
        self.products: dict[str, Product] = {}
        self.restored: set[str] = set()  # the lines that are a product again
        self.refusals: dict[str, DomainError] = {}
        self.fields: dict[str, list[str]] = {}
        self.conflicts: set[str] = set()

    def load_products(self, edits: Sequence[Edit]) -> None:
        """Look up once the references that edits write, and those of lines that become products again."""
        references = {e.values["reference"] for e in edits if e.values.get("reference")}
        returning = (self.by_key.get(e.key) for e in edits if e.values.get("kind") == "product")
        references |= {x.reference for x in returning if x and x.reference}
        if references:
            self.products = find_products(references=references, by=self.by)

    def apply(self, edit: Edit) -> None:
        """Write one change, or note why not."""
        try:
            self._apply(edit)
        except DomainError as refusal:
            self.refusals[edit.key] = refusal
            self.fields.pop(edit.key, None)

    def _apply(self, edit: Edit) -> None:
        line = self.by_key.get(edit.key)
        if edit.remove:
            if line:
                if changed_since(seen=fingerprints(edit.seen), stored=_stored(line)):
                    self.conflicts.add(edit.key)
                    raise DomainError("offers.line_changed")
                self._remove(line)
            return
        errors = dict(edit.wrong)
        reference = edit.values.get("reference")
        if reference and edit.values.get("kind") not in ("free", "carriage", "section"):
            try:
                self._check_reference(reference, line)
            except DomainError as refusal:
                errors["reference"] = refusal
        if line is None:
            if edit.known:
                raise DomainError("offers.line_gone")
            if errors:
                raise next(iter(errors.values()))
            if len(self.lines) >= MAX_LINES:
                raise DomainError("offers.too_many_lines", limit=MAX_LINES)
            line = OfferLine(version=self.version, key=edit.key, position=self._last() + STEP)
            self._set(line, edit.values)
            self.lines.append(line)
            self.by_key[line.key] = line
            self.created.add(line.key)
            self.modified[line.key] = line
        else:
            merged = merge(seen=fingerprints(edit.seen), stored=_stored(line), written=edit.values)
            conflicts = merged.conflicts
            skipped = {*conflicts, *merged.untouched, *errors}
            values = {k: v for k, v in edit.values.items() if k not in skipped}
            self._change(line, values)
            if conflicts:
                self.conflicts.add(edit.key)
            if conflicts or errors:
                line_refusal = next(iter(errors.values()), None) or DomainError("offers.line_changed")
                self.refusals[edit.key], self.fields[edit.key] = line_refusal, [*errors, *conflicts]
        if edit.after is not None:
            self._move(line, edit.after)
            self.modified[line.key] = line

    def _change(self, line: OfferLine, values: Mapping[str, Any]) -> None:
        """Change a line that is there; one that cannot be is left as it was."""
        before = {n: getattr(line, n) for n in EDITABLE_FIELDS}
        try:
            self._set(line, values)
        except DomainError:
            for name, value in before.items():
                setattr(line, name, value)
            self.to_price.pop(line.key, None)
            self.prices.pop(line.key, None)
            raise
        if (
            any(getattr(line, n) != v for n, v in before.items())
            or line.key in self.to_price
            or line.key in self.prices
        ):
            self.modified[line.key] = line

    def _check_reference(self, reference: str, line: OfferLine | None) -> None:
        product = self.products.get(reference.casefold())
        if product is None:
            raise DomainError("offers.no_such_product", reference=reference)
        if not product.active and (line is None or line.product_id != product.pk):
            raise DomainError("offers.withdrawn_product", reference=product.reference)

    def _set(self, line: OfferLine, values: Mapping[str, Any]) -> None:
        values = dict(values)
        reference = values.pop("reference", None)
        typed = {n for n, v in values.items() if v not in (None, "")}
        if "kind" in values:
            if values["kind"] == "product" and line.kind != "product" and reference is None:
                reference = line.reference if line.reference.casefold() in self.products else None
                typed.discard("kind")
                self.restored.add(line.key)
            self._set_kind(line, values.pop("kind"))
        if reference is not None:
            other = reference.casefold() != line.reference.casefold()
            if other or (reference and (line.kind == "free" or line.key in self.restored)):
                self._set_reference(line, reference, typed)
        if "price" in values:
            price = values.pop("price")
            if line.kind == "product":
                self.prices[line.key] = price
            else:
                line.list_price, line.manual_price = price or ZERO, None
        if "quantity" in values and values["quantity"] != line.quantity and line.kind == "product":
            self.to_price.setdefault(line.key, typed)
        role = values.pop("role", None)
        is_selected = values.pop("is_selected", None)
        alternative_to = values.pop("alternative_to", None)
        for name, value in values.items():
            setattr(line, name, value)
        self._check_line(line)
        # From here on nothing refuses but a role: other lines are touched last.
        if line.kind == "section":
            self._detach(line)
        elif role is not None:
            self._set_role(line, role, alternative_to or "")
        if is_selected is not None and line.role != "included":
            self._set_selected(line, is_selected)

    def _check_line(self, line: OfferLine) -> None:
        if not line.label and line.kind != "product":
            raise DomainError("offers.line_label")
        rate_for(Regime(self.version.regime), VatCode(line.vat), self.version.priced_on)
        prices = (line.list_price, line.tier_price, line.manual_price, line.cost, self.prices.get(line.key))
        if line.quantity * max(p for p in (*prices, ZERO) if p is not None) > MAX_AMOUNT:
            raise DomainError("offers.line_amount")

    def _set_kind(self, line: OfferLine, kind: str) -> None:
        if kind != "product" and line.kind == "product":  # outside the catalogue from now on, at the price it had
            line.list_price, line.tier_price, line.manual_price = displayed_price(line), None, None
            # Its product and the catalogue's cost stay: an agreement judges what is sold, whatever the line is called.
            line.promotion_percent = ZERO
        line.kind = kind

    def _set_reference(self, line: OfferLine, reference: str, typed: set[str]) -> None:
        product = self.products.get(reference.casefold())
        # The supplier's own, the customer's: no product of ours.
        if not reference or "kind" in typed or product is None:
            self._set_kind(line, "free" if line.kind == "product" else line.kind)
            line.reference = reference
            if product is not None and line.kind != "section":
                # What the line was before may be what is sold: the higher cost of the two is the one judged.
                known = [x for x in (line.catalogue_cost, product.purchase_cost) if x is not None]
                line.product_id, line.catalogue_cost = product.pk, max(known, default=None)
            return
        line.kind, line.reference = "product", product.reference
        line.manual_price, line.tier_price, line.promotion_percent = None, None, ZERO
        self.to_price[line.key] = typed

    def _detach(self, line: OfferLine) -> None:
        """Have a title take no line's place, and no line take its own."""
        self._detach_alternatives(line)
        self._restore_base(line)
        line.role, line.alternative_to, line.is_selected = "included", "", True

    def _set_role(self, line: OfferLine, role: str, alternative_to: str) -> None:
        if role == "alternative":
            base = self.by_key.get(alternative_to)
            if base is None or base is line or base.role != "included" or base.kind == "section":
                raise DomainError("offers.alternative_base_missing")
            line.alternative_to = alternative_to
        elif line.alternative_to:
            self._restore_base(line)
            line.alternative_to = ""
        if role != "included":
            self._detach_alternatives(line)
        line.role = role
        line.is_selected = role == "included"

    def _set_selected(self, line: OfferLine, is_selected: bool) -> None:
        line.is_selected = is_selected
        if line.role == "alternative":
            for other in self.lines:
                if other.alternative_to == line.alternative_to and other is not line and other.is_selected:
                    other.is_selected = False
                    self.modified[other.key] = other
            if base := self.by_key.get(line.alternative_to):
                base.is_selected = not is_selected
                self.modified[base.key] = base

    def _restore_base(self, line: OfferLine) -> None:
        base = self.by_key.get(line.alternative_to)
        if base and line.is_selected:
            base.is_selected = True
            self.modified[base.key] = base

    def _detach_alternatives(self, line: OfferLine) -> None:
        """Have the variants of a line stand alone from now on."""
        for other in self.lines:
            if other.alternative_to == line.key:
                other.role, other.alternative_to = "option", ""
                self.modified[other.key] = other

    def _remove(self, line: OfferLine) -> None:
        self._restore_base(line)
        self._detach_alternatives(line)
        self.lines.remove(line)
        del self.by_key[line.key]
        self.modified.pop(line.key, None)
        if line.key in self.created:
            self.created.discard(line.key)
        else:
            self.deleted.append(line)

    def _last(self) -> float:
        return max((x.position for x in self.lines), default=0.0)

    def _move(self, line: OfferLine, after: str) -> None:
        others = sorted((x for x in self.lines if x is not line), key=lambda x: x.position)
        at = next((i + 1 for i, x in enumerate(others) if x.key == after), 0 if after == "" else len(others))
        low = others[at - 1].position if at else 0.0
        high = others[at].position if at < len(others) else low + 2 * STEP
        line.position = (low + high) / 2
        if not low < line.position < high:  # no room between: every line is set again
            others.insert(at, line)
            for i, other in enumerate(others, start=1):
                other.position = i * STEP
                self.modified[other.key] = other

    def price_lines(self) -> None:
        """Give the touched product lines what the catalogue says of them, but what was written by hand beside it."""
        wanted = [self.by_key[k] for k in self.to_price if k in self.by_key]
        catalogue_lines = price_references(
            version=self.version, by=self.by, wanted=[(x.reference, x.quantity) for x in wanted]
        )
        for line, catalogue_line in zip(wanted, catalogue_lines, strict=True):
            if catalogue_line:
                apply_catalogue(
                    line,
                    catalogue_line,
                    fresh=line.product_id != catalogue_line.product_id,
                    typed=self.to_price[line.key],
                )
        for key, price in self.prices.items():
            if edited := self.by_key.get(key):
                # The price the catalogue asks is no price by hand.
                edited.manual_price = None if price is not None and price == catalogue_price(edited) else price

    def save(self) -> bool:
        """Write what was touched. Returns whether anything was."""
        if not self.modified and not self.deleted:
            return False
        self.version.edition += 1
        rows = OfferLine.objects.visible_to(self.by)
        if self.deleted:
            rows.filter(pk__in=[x.pk for x in self.deleted]).delete()
        OfferLine.objects.bulk_create([x for k, x in self.modified.items() if k in self.created])
        rows.bulk_update([x for k, x in self.modified.items() if k not in self.created], STORED_FIELDS)
        self.lines.sort(key=lambda x: (x.position, x.pk))
        return True


def _stored(line: OfferLine) -> dict[str, Any]:
    """Return what a line holds, as the grid shows it."""
    return {**{n: getattr(line, n) for n in EDITABLE_FIELDS}, "price": displayed_price(line)}
