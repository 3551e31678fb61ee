"""Numbers as a data sheet writes them, and as the configurator compares them."""

import re
from math import isfinite

from arpent.kernel.refusals import Refused

from .units import convert, read_unit

ABSENT, UNKNOWN = "—", "?"  # no part in this place; a part whose sheet does not say

_NUMBER = re.compile(r"\s*([-+]?\d+(?:[\s\u00a0\u202f]\d{3})*(?:[.,]\d+)?(?:[eE][-+]?\d+)?)\s*(.*)", re.S)


def show_number(value: float) -> str:
    """Write a number short and always alike: 7.50 gives "7.5", 3000.0 gives "3000"."""
    return f"{value:.6g}" if abs(value) < 1e6 else f"{value:.10g}"


def read_number(text: str, unit: str = "") -> float | None:
    """Return the number a text holds, in ``unit``; a unit written behind it is converted ("40 l/s").

    None when the text holds no number, or one too large to compute with. Raise Refused when its unit is unknown or does not fit.
    """
    found = _NUMBER.fullmatch(text)
    if not found:
        return None
    number = float(re.sub(r"[\s\u00a0\u202f]", "", found[1]).replace(",", "."))
    if not isfinite(number):
        return None
    given = found[2].strip()
    return convert(number, given, unit) if given else number


def unit_behind(text: str) -> str | None:
    """Return the unit behind a number ("" when it has none), or None when the text is no number with a unit or without."""
    found = _NUMBER.fullmatch(text)
    unit = found[2].strip() if found else ""
    try:
        if unit:
            read_unit(unit)
    except Refused:
        return None
    return unit if found else None


def with_unit(text: str, unit: str) -> str:
    """Return a value with its unit behind it, unless it carries one or is no number: "40" gives "40 m³/h"."""
    found = _NUMBER.fullmatch(text)
    return f"{text} {unit}".strip() if found and not found[2].strip() else text


def as_number(text: str) -> float:
    """Return a canonical value as a number; NaN for what is none."""
    try:
        return float(text)
    except ValueError:
        return float("nan")
