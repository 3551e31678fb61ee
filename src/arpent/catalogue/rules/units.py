"""Units of characteristics, by Pint: whether a unit exists, whether two fit, how a value converts.

A unit is written as on a data sheet: ``m³/h``, ``kW``, ``tr/min``, ``°C``, ``dBA``, ``%``; empty for a bare number.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from math import isfinite
from typing import Any

from arpent.kernel.refusals import Refused


@lru_cache(maxsize=1)
def _registry() -> Any:
    # Half a second to import: paid by the first who needs a unit.
    import pint

    registry = pint.UnitRegistry(autoconvert_offset_to_baseunit=True)
    registry.define("tour = turn = tr")
    registry.define("decibel_A = [sound_level] = dBA")
    registry.define("euro = [currency] = EUR = €")
    return registry


# What something measures: base dimensions with their powers, sorted. (("[length]", 3), ("[time]", -1)) is a flow.
Dimension = tuple[tuple[str, float], ...]
BARE: Dimension = ()


def combine(one: Dimension, two: Dimension, power: float = 1) -> Dimension:
    """Return the dimension of one × two ** power."""
    powers = dict(one)
    for name, n in two:
        powers[name] = powers.get(name, 0) + n * power
    return tuple(sorted((name, n) for name, n in powers.items() if n))


@dataclass(frozen=True)
class Unit:
    """A unit as a line to base units: base = value × scale + offset; ``dimension`` tells what it measures."""

    text: str
    scale: float
    offset: float
    dimension: "Dimension"

    def to_base(self, value: float) -> float:
        return value * self.scale + self.offset

    def from_base(self, base: float) -> float:
        return (base - self.offset) / self.scale


# Pint evaluates the numbers inside a unit ("9**9**9 m" takes for ever), so that it only receives products of names:
# a digit stands in an exponent right behind a name, or is the leading 1 of "1/min". No group has an exponent.
LONGEST = 40
_NAME = r"[^\W\d_²³¹⁰-⁹]+|[°%‰€Ωµ'\"]+[^\W\d_²³¹⁰-⁹]*"
_FACTOR = rf"\(*\s*(?:{_NAME})(?:\s*(?:\^|\*\*)\s*[-−]?[1-9](?!\d)|[⁻]?[¹²³⁴-⁹]|\d(?!\d))?\s*\)*"
_GRAMMAR = re.compile(rf"(?:1\s*/\s*)?{_FACTOR}(?:(?:\s*[*·×/]\s*|\s+){_FACTOR})*")


def is_unit_text(text: str) -> bool:
    """Return whether a text has the form of a unit: at most 40 characters, a product or quotient of names with powers."""
    is_short = len(text) <= LONGEST and "\n" not in text
    return is_short and text.count("(") == text.count(")") and _GRAMMAR.fullmatch(text) is not None


@lru_cache(maxsize=500)
def read_unit(text: str) -> Unit:
    """Return a unit. Raise Refused when its form is none of a unit, or nobody knows it."""
    text = text.strip()
    if not text:
        return Unit("", 1.0, 0.0, BARE)
    if not is_unit_text(text):
        raise Refused("catalogue.unknown_unit", unit=text[:LONGEST])
    registry = _registry()
    try:
        parsed = registry.parse_units(text.replace("€", "EUR"))
        zero, one = (float(registry.Quantity(n, parsed).to_base_units().magnitude) for n in (0.0, 1.0))
        powers = registry.Quantity(1.0, parsed).dimensionality
        dimension = tuple(sorted((name, float(n)) for name, n in powers.items() if n))
    except Exception as error:
        # Pint raises many kinds for a text that is no unit; to the user they are one.
        raise Refused("catalogue.unknown_unit", unit=text) from error
    if not (isfinite(one) and isfinite(zero) and one != zero):
        raise Refused("catalogue.unknown_unit", unit=text)
    return Unit(text, one - zero, zero, dimension)


def convert(value: float, of: str, to: str) -> float:
    """Return a value of one unit in another. Raise Refused when they measure different things."""
    source, target = read_unit(of), read_unit(to)
    if source.text == target.text:
        return value
    if source.dimension != target.dimension:
        raise Refused("catalogue.unit_does_not_fit", unit=of or "—", wanted=to or "—")
    return target.from_base(source.to_base(value))
