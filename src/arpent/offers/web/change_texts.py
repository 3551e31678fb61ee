"""Localised texts of the differences between two versions, for their page."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.formats import localize
from django.utils.translation import gettext as _

from arpent.web.model_labels import field_label

from ..models import OfferLine, OfferVersion
from ..queries.version_comparison import VersionChange
from ..rules.changes import LineChange

ValueText = tuple[str, str, str]


@dataclass(frozen=True)
class LineText:
    """Change of one line: (name, before, after) of each value."""

    change: LineChange
    values: list[ValueText]


def line_texts(change: VersionChange) -> list[LineText]:
    """Return the changed lines with their values as texts."""
    return [
        LineText(c, [(field_label(OfferLine, k), _text(a), _text(b)) for k, (a, b) in c.fields.items()])
        for c in change.lines
    ]


def condition_texts(change: VersionChange, *, before: OfferVersion, after: OfferVersion) -> list[ValueText]:
    """Return (name, before, after) of each condition that changed."""
    return [
        (field_label(OfferVersion, k), _shown(before, k, a), _shown(after, k, b))
        for k, (a, b) in change.conditions.items()
    ]


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
