"""Read and write numbers as on data sheets, and canonical values for comparison."""

import re

from arpent.kernel.errors import DomainError

from .units import convert, read_unit, show_unit

ABSENT, UNKNOWN = "—", "?"  # an empty component; a value missing on the data sheet
LARGEST = 1e30  # larger numbers are typing errors

_NUMBER = re.compile(r"\s*([-+−]?\d+(?:[\s\u00a0\u202f]\d{3})*(?:[.,]\d+)?(?:[eE][-+]?\d+)?)\s*(.*)", re.S)
_FRACTION = re.compile(r"\s*(?:(\d{1,3})\s+)?(\d{1,2})/(\d{1,2})\s*(\D.*)", re.S)  # 3/4", 1 1/2 pouce


def show_number(value: float) -> str:
    """Return a number in its shortest canonical form: 7.50 gives "7.5", 3000.0 gives "3000".

    Six significant digits below a million, ten from there on.
    """
    return f"{value:.6g}" if abs(value) < 1e6 else f"{value:.10g}"


def _split(text: str) -> tuple[float, str] | None:
    """Return a number and the text behind it, or None. Raise DomainError for a number too large to be a quantity."""
    if (fraction := _FRACTION.fullmatch(text)) and int(fraction[3]):
        return int(fraction[1] or 0) + int(fraction[2]) / int(fraction[3]), fraction[4].strip()
    match = _NUMBER.fullmatch(text)
    if not match:
        return None
    number = float(re.sub(r"[\s\u00a0\u202f]", "", match[1]).replace(",", ".").replace("−", "-"))
    if not abs(number) <= LARGEST:
        raise DomainError("catalogue.number_too_large", text=text.strip()[:20])
    return number, match[2].strip()


def read_number(text: str, unit: str = "", density: float | None = None) -> float | None:
    """Return the number of a text in ``unit``; another unit in the text is converted ("40 l/s"). None without a number.

    ``density`` (kg/m³): the value is a head and accepts pressures ("3 bar"). Raise DomainError
    "catalogue.unknown_unit", "catalogue.unit_does_not_fit" for another dimension, or "catalogue.number_too_large"
    beyond 1e30.
    """
    parts = _split(text)
    if parts is None:
        return None
    number, unit_text = parts
    return convert(number, unit_text, unit, density) if unit_text else number


def trailing_unit(text: str) -> str | None:
    """Return the unit after a number ("" without one), or None when the text is not a number with an optional unit.

    A fraction (1/2") is None: a column of them contains sizes.
    """
    match = _NUMBER.fullmatch(text)
    try:
        return read_unit(match[2]).text if match else None
    except DomainError:
        return None


def with_unit(text: str, unit: str) -> str:
    """Return a value with its unit in the trade's form: "40" gives "40 m³/h", "40 l/mn" gives "40 l/min".

    A text without a number, and a fraction of an inch, are returned unchanged.
    """
    match = _NUMBER.fullmatch(text)
    if not match:
        return text
    unit_text = match[2].strip()
    return f"{match[1]} {show_unit(unit_text or unit)}".strip() if not unit_text.startswith("/") else text


def as_number(text: str) -> float:
    """Return a canonical value as a number; NaN for a text, an absent or an unknown value."""
    try:
        return float(text)
    except ValueError:
        return float("nan")
