"""Compares two versions: lines, conditions, price and margin."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.formats import localize
from django.utils.translation import gettext as _

from arpent.people.public import User
from arpent.pricing.public import PricedOffer

from ..messages import COLUMNS
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
class ShownChange:
    """Change of one line: (name, before, after) of each value."""

    change: LineChange
    values: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class VersionChange:
    lines: list[ShownChange]
    conditions: list[tuple[str, str, str]]
    before: PricedOffer
    after: PricedOffer

    @property
    def net(self) -> Decimal:
        """Return the difference of the net prices."""
        return self.after.net - self.before.net


def compare_versions(*, before: OfferVersion, after: OfferVersion, by: User) -> VersionChange:
    """Return the differences between two versions of one offer."""
    old, new = list_lines(version=before, by=by), list_lines(version=after, by=by)
    changes = compare_lines([_line(x) for x in old], [_line(x) for x in new])
    names = COLUMNS["offers_offerline"]
    shown = [
        ShownChange(c, [(str(names.get(k, k)), _text(a), _text(b)) for k, (a, b) in c.fields.items()]) for c in changes
    ]
    fields = [*VERSION_FIELDS, "language", "with_sheets", "letter"]
    changed = compare_values({f: getattr(before, f) for f in fields}, {f: getattr(after, f) for f in fields})
    words = COLUMNS["offers_offerversion"]
    conditions = [(str(words.get(k, k)), _shown(before, k, a), _shown(after, k, b)) for k, (a, b) in changed.items()]
    return VersionChange(shown, conditions, price_version(before, old), price_version(after, new))


def _line(line: OfferLine) -> dict[str, Any]:
    return {
        "key": line.key,
        **{f: getattr(line, f) for f in COMPARED_FIELDS},
        "label": str(line),
        "role": line.get_role_display(),
        "vat": line.get_vat_display(),
    }


def _shown(version: OfferVersion, name: str, value: Any) -> str:
    display = getattr(version, f"get_{name}_display", None)
    if name == "terms_id":
        return str(version.terms or "—")
    return str(display()) if display else _text(value)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    if isinstance(value, Decimal):
        value = value.normalize()
        return str(localize(Decimal(f"{value:f}")))
    return "—" if value in (None, "") else str(localize(value))
