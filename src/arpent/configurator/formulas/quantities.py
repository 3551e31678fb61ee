"""Columns of numbers with what they measure: the arithmetic of physical quantities.

Three natures. A *difference* is any ordinary quantity, a difference of temperatures included. A *level* is a
temperature on a scale with an offset (°C, °F): levels are compared and subtracted, which gives a difference in kelvins;
a difference may be added to one; a level is not added to a level, multiplied or given the other sign. A quantity in K
may stand for either.

A *bare* number takes the unit of what it stands against: ``rendement <= 75`` is 75 %, ``temperature + 10`` is 10 K
more.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

import numpy as np
import numpy.typing as npt

from arpent.kernel.errors import DomainError

from ..unit_table import BARE, TEMPERATURE, Dimension
from ..units import PLAIN, Unit, combine

Values = npt.NDArray[np.float64]


class Nature(Enum):
    """What a temperature is; every other quantity is ordinary."""

    ORDINARY = "ordinary"
    LEVEL = "level"
    DIFFERENCE = "difference"


@dataclass(frozen=True)
class Quantity:
    """Values in base units. ``dimension`` None: a bare number, as written.

    ``unit``: the one a bare number beside it is read in; None when several could be meant. NaN: undefined.
    """

    values: Values
    dimension: Dimension | None
    unit: Unit | None
    nature: Nature = Nature.ORDINARY

    @property
    def is_bare(self) -> bool:
        return self.dimension is None


def in_unit(values: Any, unit: Unit) -> Quantity:
    """Return values written in a unit as a quantity."""
    nature = Nature.LEVEL if unit.offset else Nature.ORDINARY
    return Quantity(np.asarray(values, dtype=float) * unit.scale + unit.offset, unit.dimension, unit, nature)


def bare(values: Any) -> Quantity:
    return Quantity(np.asarray(values, dtype=float), None, None)


def _step(unit: Unit | None) -> Unit | None:
    """Return the unit of a difference of levels: a kelvin, or a degree Fahrenheit's step."""
    if unit is None or not unit.offset:
        return unit
    return Unit("K" if unit.scale == 1 else f"Δ{unit.text}", unit.scale, 0.0, unit.dimension)


def _given(number: Quantity, unit: Unit | None, nature: Nature) -> Quantity:
    """Return a bare number in a unit. Raise DomainError when the unit is not known."""
    if unit is None:
        raise DomainError("catalogue.formula_bare")
    return replace(in_unit(number.values, unit), nature=nature)


def alike(parts: Sequence[Quantity]) -> list[Quantity]:
    """Return quantities that may be compared: a bare number takes the unit of the nearest on its left, else on its
    right.

    Raise DomainError when they measure different things, or are a temperature and a difference of temperatures.
    """
    if all(p.is_bare for p in parts):
        return list(parts)
    found = list(parts)
    for i, part in enumerate(parts):
        if part.is_bare:
            beside = [*reversed(parts[:i]), *parts[i + 1 :]]
            model = next(p for p in beside if not p.is_bare)
            found[i] = _given(part, model.unit, model.nature)
    for one, two in zip(found, found[1:], strict=False):
        _check_comparable(one, two)
    return found


def _check_comparable(one: Quantity, two: Quantity) -> None:
    if one.dimension != two.dimension:
        raise DomainError("catalogue.formula_mixes", left=show(one), right=show(two))
    if {one.nature, two.nature} == {Nature.LEVEL, Nature.DIFFERENCE}:
        raise DomainError("catalogue.formula_level_and_difference")


def show(quantity: Quantity) -> str:
    """Return what a quantity measures, in the unit the formula writes it in, else in base units."""
    if quantity.unit is not None and quantity.unit.text:
        return quantity.unit.text
    return "·".join(f"{name}^{power:g}" for name, power in quantity.dimension or ()) or "—"


def add(one: Quantity, two: Quantity) -> Quantity:
    """Return a sum. A bare number added to a level is a difference."""
    if one.nature is Nature.LEVEL or two.nature is Nature.LEVEL:
        level, other = (one, two) if one.nature is Nature.LEVEL else (two, one)
        if other.nature is Nature.LEVEL:
            raise DomainError("catalogue.formula_level_sum")
        other = _given(other, _step(level.unit), Nature.DIFFERENCE) if other.is_bare else other
        _check_same(level, other)
        return replace(level, values=level.values + other.values)
    one, two = alike((one, two))
    return replace(one, values=one.values + two.values, nature=_difference(one, two))


def subtract(one: Quantity, two: Quantity) -> Quantity:
    """Return a difference: of two levels in kelvins; of a level and a difference, a level."""
    if one.nature is Nature.LEVEL and two.nature is not Nature.LEVEL:
        return add(one, replace(two, values=-two.values))
    if two.nature is Nature.LEVEL:
        if one.nature is Nature.DIFFERENCE:
            raise DomainError("catalogue.formula_level_and_difference")
        one, two = alike((one, two))
        # Between a °C and a °F a bare number beside the difference could mean either step.
        step = _step(one.unit) if one.unit and two.unit and one.unit.scale == two.unit.scale else None
        return Quantity(one.values - two.values, one.dimension, step, Nature.DIFFERENCE)
    one, two = alike((one, two))
    return replace(one, values=one.values - two.values, nature=_difference(one, two))


def _difference(one: Quantity, two: Quantity) -> Nature:
    return Nature.DIFFERENCE if Nature.DIFFERENCE in (one.nature, two.nature) else one.nature


def _check_same(one: Quantity, two: Quantity) -> None:
    if one.dimension != two.dimension:
        raise DomainError("catalogue.formula_mixes", left=show(one), right=show(two))


def _refuse_level(*parts: Quantity) -> None:
    if any(p.nature is Nature.LEVEL for p in parts):
        raise DomainError("catalogue.formula_level_product")


def multiply(one: Quantity, two: Quantity, power: int = 1) -> Quantity:
    """Return a product, or a quotient for ``power`` -1; undefined where a divisor is zero."""
    _refuse_level(one, two)
    with np.errstate(all="ignore"):
        values = defined(one.values * two.values if power > 0 else one.values / two.values)
    if one.is_bare and two.is_bare:
        return bare(values)
    dimension = combine(one.dimension or BARE, two.dimension or BARE, power)
    nature = _difference(one, two) if dimension == TEMPERATURE else Nature.ORDINARY
    return Quantity(values, dimension, _unit_of_product(one, two, power, dimension), nature)


def _unit_of_product(one: Quantity, two: Quantity, power: int, dimension: Dimension) -> Unit | None:
    """Return the unit that bare numbers beside a product are read in: that of the part that gives it its dimension."""
    if two.is_bare or (two.dimension == BARE and one.dimension != BARE and not one.is_bare):
        return one.unit
    if power > 0 and (one.is_bare or (one.dimension == BARE and two.dimension != BARE)):
        return two.unit
    if dimension != BARE:
        return None
    if one.unit == PLAIN == two.unit or (one.is_bare and two.unit == PLAIN):
        return PLAIN
    # A ratio of like things is a plain number. Percents of percents, or one over percents, are not: both 0,5 and 50
    # could be meant.
    is_ratio = one.dimension == two.dimension if power < 0 else BARE not in (one.dimension, two.dimension)
    return PLAIN if is_ratio else None


def raised(one: Quantity, power: float) -> Quantity:
    """Return a power."""
    _refuse_level(one)
    with np.errstate(all="ignore"):
        values = defined(np.power(one.values, power))
    if one.is_bare or power == 1:
        return replace(one, values=values)
    unit = PLAIN if one.unit == PLAIN else None
    return Quantity(values, combine(BARE, one.dimension or BARE, power), unit)


def negative(one: Quantity) -> Quantity:
    if one.nature is Nature.LEVEL:
        raise DomainError("catalogue.formula_level_sign")
    return replace(one, values=-one.values)


def rounded(one: Quantity) -> Quantity:
    """Return values rounded to a whole number of their unit, halves away from zero: 2,5 gives 3, -2,5 gives -3."""
    unit = PLAIN if one.is_bare else one.unit
    if unit is None:
        raise DomainError("catalogue.formula_bare")
    written = (one.values - unit.offset) / unit.scale
    # What a conversion of units leaves of a half is a half: 2.4999999999 rounds as 2.5 does.
    whole = np.copysign(np.floor(np.abs(written) * (1 + 1e-12) + 0.5), written)
    return replace(one, values=whole * unit.scale + unit.offset)


def defined(values: Values) -> Values:
    """Return values with NaN where there is none: divided by zero, or beyond what can be computed."""
    return np.where(np.isfinite(values), values, np.nan)
