"""The lines of a version: what a grid, a paste, a kept solution change. All that can be is written, the rest is told."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from arpent.kernel.money import ZERO
from arpent.kernel.refusals import Refused
from arpent.people.public import Act, User, check_may, operation

from ..models import OfferLine, OfferVersion
from ..queries.catalogue import CatalogueLine, price_each
from ..queries.versions import get_version, list_lines
from ..rules.edits import MOST_LINES, Edit
from ..rules.lifecycle import check_open
from ..rules.margin import CountedLine
from .totals import settle_version

STEP = 1024.0


@dataclass
class Saved:
    """What became of a batch. ``refusals``: by key, the changes that were not written; ``voided``: an agreement fell."""

    version: OfferVersion
    lines: list[OfferLine]
    refusals: dict[str, Refused] = field(default_factory=dict)
    voided: bool = False
    operation_id: UUID | None = None


def save_lines(*, by: User, at: dt.datetime, offer_id: UUID, edits: Sequence[Edit]) -> Saved:
    """Write changes of lines, each alone: one that cannot be is told by its key and keeps nothing else from being written.

    A line that somebody else changed meanwhile is refused, unless both say the same. Raise Refused when the version is
    no longer open.
    """
    check_may(by, Act.CHANGE_DEALS)
    version = get_version(offer_id=offer_id, by=by)
    with operation(by=by, at=at, kind="offers.lines", label=version.label) as op:
        version = get_version(offer_id=offer_id, by=by, lock=True)
        check_open(version.state)
        sheet = _Sheet(version, list_lines(version=version, by=by), by)
        for edit in edits:
            try:
                sheet.apply(edit)
            except Refused as refusal:
                sheet.refusals[edit.key] = refusal
        sheet.price()
        voided = False
        if sheet.write():
            version.save(update_fields=["edition"])
            voided = settle_version(version=version, by=by, lines=sheet.lines)
        else:
            op.delete()
        return Saved(version, sheet.lines, sheet.refusals, voided, op.pk)


class _Sheet:
    """The lines of a version while they are being changed."""

    def __init__(self, version: OfferVersion, lines: list[OfferLine], by: User) -> None:
        self.version, self.lines, self.by = version, lines, by
        self.held = {x.key: x for x in lines}
        self.touched: dict[str, OfferLine] = {}
        self.gone: list[OfferLine] = []
        self.born: set[str] = set()
        self.to_price: set[str] = set()
        self.refusals: dict[str, Refused] = {}

    def apply(self, edit: Edit) -> None:
        line = self.held.get(edit.key)
        if edit.remove:
            if line:
                self._check_edition(line, edit)
                self._remove(line)
            return
        if line is None:
            if edit.edition is not None:
                raise Refused("offers.line_gone")
            if len(self.lines) >= MOST_LINES:
                raise Refused("offers.too_many_lines", limit=MOST_LINES)
            line = OfferLine(version=self.version, key=edit.key, position=self._last() + STEP)
            self._set(line, edit.values)
            self.lines.append(line)
            self.held[line.key] = line
            self.born.add(line.key)
        elif edit.values:
            before = _values(line)
            if edit.edition is not None and line.edition > edit.edition and not self._says(line, edit.values):
                raise Refused("offers.line_changed")
            self._set(line, edit.values)
            if _values(line) == before and edit.after is None:
                return
        if edit.after is not None:
            self._move(line, edit.after)
        self.touched[line.key] = line

    def _check_edition(self, line: OfferLine, edit: Edit) -> None:
        if edit.edition is not None and line.edition > edit.edition:
            raise Refused("offers.line_changed")

    def _says(self, line: OfferLine, values: Mapping[str, Any]) -> bool:
        """Return whether a line already says so: an answer that was lost on the way, and the change sent again."""
        shown = {**_values(line), "price": _price(line)}
        return all(shown.get(k) == v or (shown.get(k) is None and v is None) for k, v in values.items())

    def _set(self, line: OfferLine, values: Mapping[str, Any]) -> None:
        values = dict(values)
        reference = values.pop("reference", None)
        if "kind" in values:
            line.kind = values.pop("kind")
        if reference is not None and reference != line.reference:
            self._set_reference(line, reference)
        if "price" in values:
            price = values.pop("price")
            if line.kind == "product":
                # The price the catalogue asks is no price by hand.
                line.hand_price = None if price is not None and price == _catalogue(line) else price
            else:
                line.list_price, line.hand_price = price or ZERO, None
        if "quantity" in values and values["quantity"] != line.quantity and line.kind == "product":
            self.to_price.add(line.key)
        role = values.pop("role", None)
        counted = values.pop("counted", None)
        variant_of = values.pop("variant_of", None)
        for name, value in values.items():
            setattr(line, name, value)
        if line.kind in ("section", "product") and not line.label and not line.reference:
            raise Refused("offers.line_label")
        if not line.label and line.kind != "product":
            raise Refused("offers.line_label")
        if role is not None:
            self._set_role(line, role, variant_of or "")
        if counted is not None and line.role != "included":
            self._count(line, counted)

    def _set_reference(self, line: OfferLine, reference: str) -> None:
        line.reference = reference
        line.hand_price, line.tier_price, line.campaign_percent = None, None, ZERO
        if not reference:
            line.kind, line.product = "free", None
            return
        line.kind = "product"
        self.to_price.add(line.key)

    def _set_role(self, line: OfferLine, role: str, variant_of: str) -> None:
        if line.kind == "section":
            return
        if role == "variant":
            base = self.held.get(variant_of)
            if base is None or base is line or base.role != "included" or base.kind == "section":
                raise Refused("offers.variant_of_what")
            line.variant_of = variant_of
            self.touched[base.key] = base
        elif line.variant_of:
            self._free_base(line)
            line.variant_of = ""
        line.role = role
        line.counted = role == "included"

    def _count(self, line: OfferLine, counted: bool) -> None:
        line.counted = counted
        if line.role == "variant":
            for other in self.lines:
                if other.variant_of == line.variant_of and other is not line and other.counted:
                    other.counted = False
                    self.touched[other.key] = other
            base = self.held[line.variant_of]
            base.counted = not counted
            self.touched[base.key] = base

    def _free_base(self, line: OfferLine) -> None:
        base = self.held.get(line.variant_of)
        if base and line.counted:
            base.counted = True
            self.touched[base.key] = base

    def _remove(self, line: OfferLine) -> None:
        self._free_base(line)
        for other in self.lines:
            if other.variant_of == line.key:  # its variants stand alone from now on
                other.role, other.variant_of = "option", ""
                self.touched[other.key] = other
        self.lines.remove(line)
        del self.held[line.key]
        self.touched.pop(line.key, None)
        if line.key in self.born:
            self.born.discard(line.key)
        else:
            self.gone.append(line)

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
                self.touched[other.key] = other

    def price(self) -> None:
        """Give the touched product lines what the catalogue says of them; a reference it does not know is refused."""
        wanted = [self.held[k] for k in self.to_price if k in self.held]
        if not wanted:
            return
        found = price_each(version=self.version, by=self.by, wanted=[(x.reference, x.quantity) for x in wanted])
        for line, told in zip(wanted, found, strict=True):
            if told is None or (not told.active and line.key in self.born):
                self._take_back(line)
                code = "offers.no_such_product" if told is None else "offers.withdrawn_product"
                self.refusals[line.key] = Refused(code, reference=line.reference)
            else:
                fill_from(line, told, fresh=line.product_id != told.product_id)

    def _take_back(self, line: OfferLine) -> None:
        self.touched.pop(line.key, None)
        if line.key in self.born:
            self.lines.remove(line)
            del self.held[line.key]
            self.born.discard(line.key)
        else:
            line.refresh_from_db(from_queryset=OfferLine.objects.visible_to(self.by))

    def write(self) -> bool:
        """Write what was touched. Returns whether anything was."""
        if not self.touched and not self.gone:
            return False
        self.version.edition += 1
        for line in self.touched.values():
            line.edition = self.version.edition
        rows = OfferLine.objects.visible_to(self.by)
        if self.gone:
            rows.filter(pk__in=[x.pk for x in self.gone]).delete()
        OfferLine.objects.bulk_create([x for k, x in self.touched.items() if k in self.born])
        rows.bulk_update([x for k, x in self.touched.items() if k not in self.born], WRITTEN)
        self.lines.sort(key=lambda x: (x.position, x.pk))
        return True


WRITTEN = [
    "position", "kind", "role", "variant_of", "counted", "product", "reference", "label", "description", "quantity", "unit",
    "list_price", "tier_price", "hand_price", "campaign_percent", "discount_percent", "cost", "vat", "delivery_days", "edition",
]  # fmt: skip


def fill_from(line: OfferLine, told: CatalogueLine, *, fresh: bool) -> None:
    """Give a line the catalogue's prices; its words, unit and cost too when the product is another one than before."""
    line.list_price, line.tier_price, line.campaign_percent = told.list_price, told.tier_price, told.campaign_percent
    if fresh:
        line.product_id = told.product_id
        line.label = told.name[:200]
        line.unit, line.cost, line.delivery_days = told.unit, told.cost, told.delivery_days
        line.description = told.description


def _catalogue(line: OfferLine) -> Decimal:
    """Return what the catalogue asks for one, the campaign taken off: the engine's own figure."""
    asked = CountedLine(
        line.key, line.quantity, line.list_price, line.tier_price, campaign_percent=line.campaign_percent
    )
    return asked.unit_price.quantize(Decimal("0.0001"))


def _price(line: OfferLine) -> Decimal | None:
    return line.hand_price if line.kind == "product" else line.list_price


def _values(line: OfferLine) -> dict[str, Any]:
    names = [n for n in WRITTEN if n not in ("product", "edition", "position")]
    return {n: getattr(line, n) for n in names}
