"""Applies a batch of edits to the lines of a version."""

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
from ..rules.edits import MAX_LINES, Edit, check_line
from ..rules.line_positions import last_position, move_line
from ..rules.line_roles import LineRole, change_role, make_section, remove_line, select_line
from .line_prices import EDITABLE_FIELDS, STORED_FIELDS, apply_catalogue


class LineBatch:
    """Lines of a version during a batch of edits.

    A refused edit changes nothing. ``refusals``: error by line key; ``fields``: refused fields by line key;
    ``conflicts``: keys of lines that somebody else changed.
    """

    def __init__(self, version: OfferVersion, lines: list[OfferLine], by: User) -> None:
        self.version, self.lines, self.by = version, lines, by
        self.by_key = {x.key: x for x in lines}
        self.modified: dict[str, OfferLine] = {}
        self.deleted: list[OfferLine] = []
        self.created: set[str] = set()
        self.to_price: dict[str, set[str]] = {}  # by key, the fields typed in this batch
        self.prices: dict[str, Decimal | None] = {}  # typed prices, to compare with the catalogue's
        self.products: dict[str, Product] = {}
        self.restored: set[str] = set()  # lines that become product lines again
        self.refusals: dict[str, DomainError] = {}
        self.fields: dict[str, list[str]] = {}
        self.conflicts: set[str] = set()

    def load_products(self, edits: Sequence[Edit]) -> None:
        """Load in one query the products referenced by the edits, and those of lines that become
        product lines again.
        """
        references = {e.values["reference"] for e in edits if e.values.get("reference")}
        returning = (self.by_key.get(e.key) for e in edits if e.values.get("kind") == "product")
        references |= {x.reference for x in returning if x and x.reference}
        if references:
            self.products = find_products(references=references, by=self.by)

    def apply(self, edit: Edit) -> None:
        """Apply one edit. A DomainError is not raised but recorded in ``refusals``."""
        try:
            self._apply(edit)
        except DomainError as refusal:
            self.refusals[edit.key] = refusal
            self.fields.pop(edit.key, None)

    def _apply(self, edit: Edit) -> None:
        line = self.by_key.get(edit.key)
        if edit.remove:
            if line:
                self._remove_unchanged(line, edit)
            return
        wrong = {**edit.wrong, **self._reference_refusal(edit, line)}
        if line is None:
            line = self._create(edit, wrong)
        else:
            self._merge(line, edit, wrong)
        if edit.after is not None:
            self._move(line, edit.after)

    def _remove_unchanged(self, line: OfferLine, edit: Edit) -> None:
        """Remove a line, unless somebody changed it since the writer saw it."""
        if changed_since(seen=fingerprints(edit.seen), stored=_stored(line)):
            self.conflicts.add(edit.key)
            raise DomainError("offers.line_changed")
        self._remove(line)

    def _create(self, edit: Edit, wrong: Mapping[str, DomainError]) -> OfferLine:
        """Add a line at the end. Raise DomainError for one that somebody removed, or whose values are not all valid."""
        if edit.known:
            raise DomainError("offers.line_deleted")
        if wrong:
            raise next(iter(wrong.values()))
        if len(self.lines) >= MAX_LINES:
            raise DomainError("offers.too_many_lines", limit=MAX_LINES)
        line = OfferLine(version=self.version, key=edit.key, position=last_position(self._positions()))
        self._set(line, edit.values)
        self.lines.append(line)
        self.by_key[line.key] = line
        self.created.add(line.key)
        self.modified[line.key] = line
        return line

    def _merge(self, line: OfferLine, edit: Edit, wrong: Mapping[str, DomainError]) -> None:
        """Write the fields that are valid and that nobody else changed; report the others."""
        merged = merge(seen=fingerprints(edit.seen), stored=_stored(line), written=edit.values)
        left = {*merged.conflicts, *merged.untouched, *wrong}
        self._change(line, {k: v for k, v in edit.values.items() if k not in left})
        if merged.conflicts:
            self.conflicts.add(edit.key)
        if merged.conflicts or wrong:
            self.refusals[edit.key] = next(iter(wrong.values()), None) or DomainError("offers.line_changed")
            self.fields[edit.key] = [*wrong, *merged.conflicts]

    def _change(self, line: OfferLine, values: Mapping[str, Any]) -> None:
        """Change an existing line; restore its values when the edit is refused."""
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

    def _reference_refusal(self, edit: Edit, line: OfferLine | None) -> dict[str, DomainError]:
        """Return why a written reference is no product that can be sold, by its field."""
        reference = edit.values.get("reference")
        if not reference or edit.values.get("kind") in ("free", "carriage", "section"):
            return {}
        product = self.products.get(reference.casefold())
        if product is None:
            return {"reference": DomainError("offers.no_such_product", reference=reference)}
        if not product.active and (line is None or line.product_id != product.pk):
            return {"reference": DomainError("offers.withdrawn_product", reference=product.reference)}
        return {}

    def _set(self, line: OfferLine, values: Mapping[str, Any]) -> None:
        values = dict(values)
        typed = {n for n, v in values.items() if n != "reference" and v not in (None, "")}
        self._set_product(line, values, typed)
        if "price" in values:
            price = values.pop("price")
            if line.kind == "product":
                self.prices[line.key] = price
            else:
                line.list_price, line.manual_price = price or ZERO, None
        if "quantity" in values and values["quantity"] != line.quantity and line.kind == "product":
            self.to_price.setdefault(line.key, typed)
        role, is_selected, alternative_to = (values.pop(n, None) for n in ("role", "is_selected", "alternative_to"))
        for name, value in values.items():
            setattr(line, name, value)
        self._check_line(line)
        # Roles come last: they change other lines, and nothing refuses afterwards.
        if line.kind == "section":
            self._set_roles(make_section(self._roles(line), line.key), line)
        elif role is not None:
            self._set_roles(change_role(self._roles(line), line.key, role, alternative_to or ""), line)
        if is_selected is not None:
            self._set_roles(select_line(self._roles(line), line.key, is_selected), line)

    def _set_product(self, line: OfferLine, values: dict[str, Any], typed: set[str]) -> None:
        """Take kind and reference out of the values and set them: what the line sells."""
        reference = values.pop("reference", None)
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

    def _check_line(self, line: OfferLine) -> None:
        prices = (line.list_price, line.tier_price, line.manual_price, line.cost, self.prices.get(line.key))
        check_line(label=line.label, is_product=line.kind == "product", quantity=line.quantity, prices=prices)
        rate_for(Regime(self.version.regime), VatCode(line.vat), self.version.priced_on)

    def _set_kind(self, line: OfferLine, kind: str) -> None:
        if kind != "product" and line.kind == "product":  # no catalogue product any more; its price is unchanged
            line.list_price, line.tier_price, line.manual_price = displayed_price(line), None, None
            # Product and catalogue cost are preserved: approvals depend on what is sold, not on its label.
            line.promotion_percent = ZERO
        line.kind = kind

    def _set_reference(self, line: OfferLine, reference: str, typed: set[str]) -> None:
        product = self.products.get(reference.casefold())
        # A supplier's or customer's reference, not a catalogue product.
        if not reference or "kind" in typed or product is None:
            self._set_kind(line, "free" if line.kind == "product" else line.kind)
            line.reference = reference
            if product is not None and line.kind != "section":
                # The former product may be the one sold: the higher of the two costs is assessed.
                known = [x for x in (line.catalogue_cost, product.purchase_cost) if x is not None]
                line.product_id, line.catalogue_cost = product.pk, max(known, default=None)
            return
        line.kind, line.reference = "product", product.reference
        line.manual_price, line.tier_price, line.promotion_percent = None, None, ZERO
        self.to_price[line.key] = typed

    def _roles(self, line: OfferLine) -> dict[str, LineRole]:
        """Return the roles of all lines, with a line that may be new."""
        rows = {**self.by_key, line.key: line}
        return {k: LineRole(k, x.kind == "section", x.role, x.alternative_to, x.is_selected) for k, x in rows.items()}

    def _set_roles(self, changed: Sequence[LineRole], line: OfferLine) -> None:
        for role in changed:
            row = self.by_key.get(role.key, line)
            row.role, row.alternative_to, row.is_selected = role.role, role.alternative_to, role.is_selected
            if row is not line:
                self.modified[row.key] = row

    def _remove(self, line: OfferLine) -> None:
        self._set_roles(remove_line(self._roles(line), line.key), line)
        self.lines.remove(line)
        del self.by_key[line.key]
        self.modified.pop(line.key, None)
        if line.key in self.created:
            self.created.discard(line.key)
        else:
            self.deleted.append(line)

    def _positions(self) -> dict[str, float]:
        return {x.key: x.position for x in self.lines}

    def _move(self, line: OfferLine, after: str) -> None:
        for key, position in move_line(self._positions(), line.key, after).items():
            row = self.by_key[key]
            row.position = position
            self.modified[key] = row
        self.modified[line.key] = line

    def price_lines(self) -> None:
        """Apply catalogue prices to the changed product lines, except for fields typed in the same batch."""
        lines_to_price = [self.by_key[k] for k in self.to_price if k in self.by_key]
        catalogue_lines = price_references(
            version=self.version, by=self.by, quantities=[(x.reference, x.quantity) for x in lines_to_price]
        )
        for line, catalogue_line in zip(lines_to_price, catalogue_lines, strict=True):
            if catalogue_line:
                apply_catalogue(
                    line,
                    catalogue_line,
                    fresh=line.product_id != catalogue_line.product_id,
                    typed=self.to_price[line.key],
                )
        for key, price in self.prices.items():
            if edited := self.by_key.get(key):
                # A price equal to the catalogue's is not a manual price.
                edited.manual_price = None if price is not None and price == catalogue_price(edited) else price

    def save(self) -> bool:
        """Write the changed lines and increment the version's revision (not saved here); return whether there were
        any.
        """
        if not self.modified and not self.deleted:
            return False
        self.version.revision += 1
        rows = OfferLine.objects.visible_to(self.by)
        if self.deleted:
            rows.filter(pk__in=[x.pk for x in self.deleted]).delete()
        OfferLine.objects.bulk_create([x for k, x in self.modified.items() if k in self.created])
        rows.bulk_update([x for k, x in self.modified.items() if k not in self.created], STORED_FIELDS)
        self.lines.sort(key=lambda x: (x.position, x.pk))
        return True


def _stored(line: OfferLine) -> dict[str, Any]:
    """Return the editable values of a line as the grid shows them."""
    return {**{n: getattr(line, n) for n in EDITABLE_FIELDS}, "price": displayed_price(line)}
