"""Template filters and tags available in all templates."""

import datetime as dt
import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import template
from django.apps import apps
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from arpent.database.lengths import max_length
from arpent.kernel.periods import format_duration, format_minutes

from ..model_labels import table_label

register = template.Library()


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """Draw an icon of the sprite; it is decoration, so hidden from screen readers."""
    return format_html(
        '<svg class="icon {}" aria-hidden="true"><use href="{}#i-{}"></use></svg>', size, static("dist/icons.svg"), name
    )


@register.simple_tag(name="max_length")
def max_length_tag(column: str) -> int:
    """Return the length of a text column, such as "clients.SavedView.name", for an input written in the template."""
    model, _dot, name = column.rpartition(".")
    return max_length(apps.get_model(model), name)


@register.filter
def minutes(value: int) -> str:
    """Format minutes after midnight as 08:30."""
    return format_minutes(int(value))


@register.filter
def clock(seconds: int) -> str:
    """Format seconds after midnight as 08:30; times of the day before or after wrap around."""
    return format_minutes(int(seconds) // 60 % (24 * 60))


@register.filter
def duration(seconds: float) -> str:
    """Format a duration in seconds as "2 h 10" or "14 min"."""
    return format_duration(float(seconds))


@register.filter
def euros(value: Any, decimals: int = 0) -> str:
    """Format an amount in euros in the active locale, rounded half up to ``decimals``; "" for None.
    The typographic filter of the page moves the sign to where English has it.
    """
    if value is None or value == "":
        return ""
    return f"{_rounded(value, decimals)} €"


def _rounded(value: Any, decimals: int) -> str:
    """Write a number with so many decimals, rounded half up; Django's formatter alone would truncate.

    A float is read as it is written.
    """
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return number_format(exact + 0, decimal_pos=decimals, force_grouping=True).replace("-", "−")


@register.filter
def amount(value: Any) -> str:
    """Format an amount to the cent, rounded half up, without its currency; "" for None."""
    if value is None or value == "":
        return ""
    return _rounded(value, 2)


@register.filter
def price(value: Any) -> str:
    """Format a unit price with two to four decimals; "" for None."""
    if value is None or value == "":
        return ""
    exactly = Decimal(value).quantize(Decimal("0.0001"), ROUND_HALF_UP)
    rest = f"{exactly:f}".partition(".")[2].rstrip("0")
    return number_format(exactly, decimal_pos=max(2, len(rest)), force_grouping=True)


@register.filter
def exact(value: Any) -> str:
    """Format a number without trailing zeros: 12.500 is 12,5; "" for None."""
    if value is None or value == "":
        return ""
    plain = f"{Decimal(value):f}"
    whole, _point, rest = plain.partition(".")
    return number_format(Decimal(plain), decimal_pos=len(rest.rstrip("0")), force_grouping=len(whole) > 4)


@register.filter
def percent(share: float) -> str:
    """Format a share from 0 to 1 in whole percent."""
    return f"{_rounded(Decimal(str(share)) * 100, 0)} %"


@register.filter
def measure(text: str) -> str:
    """Format the numbers of a datasheet value with four significant digits, localised; texts are unchanged."""

    def one(found: re.Match[str]) -> str:
        plain = f"{float(found[0]):.4g}"
        return number_format(plain, use_l10n=True) if "e" not in plain else plain

    return re.sub(r"(?<![\w.])\d+\.\d+(?![\w.])", one, str(text))


@register.filter
def km(metres: float) -> str:
    """Format metres in whole kilometres."""
    return f"{_rounded(Decimal(str(metres)) / 1000, 0)} km"


register.filter("table_label", table_label)


@register.filter
def get(mapping: Any, key: Any) -> Any:
    """Return a mapping's value, or the key itself when it is missing."""
    return mapping.get(key, key) if hasattr(mapping, "get") else key


@register.filter
def value(mapping: Mapping[str, Any], key: str) -> Any:
    """Return a mapping's value for a key that may be missing: "" then."""
    return mapping.get(key, "")


@register.filter
def ago(day: dt.date | None) -> str:
    """Format a date as its distance from today: "il y a 12 jours", "dans 3 j"; "jamais" for None."""
    if day is None:
        return _("jamais")
    days = (timezone.localdate() - day).days
    if days == 0:
        return _("aujourd’hui")
    if days < 0:
        return _("dans %(days)s j") % {"days": -days}
    return _("il y a %(days)s j") % {"days": days}


@register.simple_tag(takes_context=True)
def query(context: Any, **changes: Any) -> str:
    """Return the page's query string with parameters changed; an empty value removes one.
    The parameter ``after`` of the pagination is always removed.
    """
    params = context["request"].GET.copy()
    params.pop("after", None)
    for key, value in changes.items():
        if value in ("", None):
            params.pop(key, None)
        else:
            params[key] = value
    return "?" + params.urlencode() if params else "?"


@register.filter
def unlocalize_number(value: Any) -> str:
    """Format a number without localisation, for attributes and scripts; "" for None."""
    return "" if value is None else str(value)
