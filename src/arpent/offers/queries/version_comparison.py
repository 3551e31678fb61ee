"""Compares two versions: lines, conditions, price and margin."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from arpent.people.public import User
from arpent.pricing.public import PricedOffer

from ..models import OfferLine, OfferVersion
from ..rules.changes import LineChange, compare_lines, compare_values
from .calculation import LINE_FIELDS, VERSION_FIELDS
from .pricing import price_version
from .versions import list_lines

# Compared fields: derived ones are left out.
COMPARED_FIELDS = [
    f for f in LINE_FIELDS if f not in ("key", "kind", "alternative_to", "is_selected", "catalogue_cost")
]


@dataclass(frozen=True)
class VersionChange:
    """Differences between two versions. ``lines``: changed lines; ``conditions``: (before, after) by field of the
    version.
    """

    lines: list[LineChange]
    conditions: dict[str, tuple[Any, Any]]
    before: PricedOffer
    after: PricedOffer

    @property
    def net(self) -> Decimal:
        """Return the difference of the net prices, excl. VAT, each in its version's currency."""
        return self.after.net - self.before.net


def compare_versions(*, before: OfferVersion, after: OfferVersion, by: User) -> VersionChange:
    """Return the differences between two versions of one offer."""
    old, new = list_lines(version=before, by=by), list_lines(version=after, by=by)
    changes = compare_lines([_line(x) for x in old], [_line(x) for x in new])
    fields = [*VERSION_FIELDS, "language", "with_sheets", "letter"]
    changed = compare_values({f: getattr(before, f) for f in fields}, {f: getattr(after, f) for f in fields})
    return VersionChange(changes, changed, price_version(before, old), price_version(after, new))


def _line(line: OfferLine) -> dict[str, Any]:
    return {
        "key": line.key,
        **{f: getattr(line, f) for f in COMPARED_FIELDS},
        "label": str(line),
        "role": line.get_role_display(),
        "vat": line.get_vat_display(),
    }
