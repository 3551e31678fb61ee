"""Columns of numbers with what they measure: the arithmetic of physical quantities.

Three natures. A *difference* is any ordinary quantity, a difference of temperatures included. A *level* is a
temperature on a scale with an offset (°C, °F): levels are compared and subtracted, which gives a difference in kelvins;
a difference may be added to one; a level is not added to a level, multiplied or given the other sign. A quantity in K
may be either.

A *bare* number takes the unit of what it is compared with: ``rendement <= 75`` is 75 %, ``temperature + 10`` is 10 K
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
    """What a temperature is: a level on a scale or a difference; every other quantity is ordinary."""

    ORDINARY = "ordinary"
    LEVEL = "level"
    DIFFERENCE = "difference"


@dataclass(frozen=True)
class Quantity:
    """Values in base units (see ``unit_table``), NaN where undefined. ``dimension`` None: a bare number.

    ``unit``: in which a bare number beside it is read; None when ambiguous.
    """

    values: Values
    dimension: Dimension | None
    unit: Unit | None
    nature: Nature = Nature.ORDINARY

    @property
    def is_bare(self) -> bool:
        """Return whether the quantity is a bare number."""
        return self.dimension is None


def in_unit(values: Any, unit: Unit) -> Quantity:
    """Return values written in a unit as a quantity in base units; a level for a unit with an offset (°C, °F)."""
    nature = Nature.LEVEL if unit.offset else Nature.ORDINARY
    return Quantity(np.asarray(values, dtype=float) * unit.scale + unit.offset, unit.dimension, unit, nature)


def bare(values: Any) -> Quantity:
    """Return bare numbers as a quantity."""
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
    """Return comparable quantities: a bare number takes the unit of the nearest on its left, else on its right.

    Raise DomainError "catalogue.formula_mixes" for different dimensions, "catalogue.formula_level_and_difference" for a
    temperature and a difference of temperatures, "catalogue.formula_bare" for a bare number without a unit to take.
    """
    if all(p.is_bare for p in parts):
        return list(parts)
    quantities = list(parts)
    for i, part in enumerate(parts):
        if part.is_bare:
            neighbours = [*reversed(parts[:i]), *parts[i + 1 :]]
            model = next(p for p in neighbours if not p.is_bare)
            quantities[i] = _given(part, model.unit, model.nature)
    for left, right in zip(quantities, quantities[1:], strict=False):
        _check_comparable(left, right)
    return quantities


def _check_comparable(left: Quantity, right: Quantity) -> None:
    if left.dimension != right.dimension:
        raise DomainError("catalogue.formula_mixes", left=show(left), right=show(right))
    if {left.nature, right.nature} == {Nature.LEVEL, Nature.DIFFERENCE}:
        raise DomainError("catalogue.formula_level_and_difference")


def show(quantity: Quantity) -> str:
    """Return the dimension of a quantity as text: its unit, else its powers of base units, else "—"."""
    if quantity.unit is not None and quantity.unit.text:
        return quantity.unit.text
    return "·".join(f"{name}^{power:g}" for name, power in quantity.dimension or ()) or "—"


def add(left: Quantity, right: Quantity) -> Quantity:
    """Return a sum. A bare number added to a level is a difference.

    Raise DomainError "catalogue.formula_level_sum" for two levels, "catalogue.formula_mixes" for different dimensions,
    and as `alike` does.
    """
    if left.nature is Nature.LEVEL or right.nature is Nature.LEVEL:
        level, other = (left, right) if left.nature is Nature.LEVEL else (right, left)
        if other.nature is Nature.LEVEL:
            raise DomainError("catalogue.formula_level_sum")
        other = _given(other, _step(level.unit), Nature.DIFFERENCE) if other.is_bare else other
        _check_same(level, other)
        return replace(level, values=level.values + other.values)
    left, right = alike((left, right))
    return replace(left, values=left.values + right.values, nature=_difference(left, right))


def subtract(left: Quantity, right: Quantity) -> Quantity:
    """Return a difference: of two levels in kelvins; of a level and a difference, a level.

    Raise DomainError "catalogue.formula_level_and_difference" for a difference less a level, and as `add` does.
    """
    if left.nature is Nature.LEVEL and right.nature is not Nature.LEVEL:
        return add(left, replace(right, values=-right.values))
    if right.nature is Nature.LEVEL:
        if left.nature is Nature.DIFFERENCE:
            raise DomainError("catalogue.formula_level_and_difference")
        left, right = alike((left, right))
        # Between a °C and a °F a bare number beside the difference could mean either step.
        step = _step(left.unit) if left.unit and right.unit and left.unit.scale == right.unit.scale else None
        return Quantity(left.values - right.values, left.dimension, step, Nature.DIFFERENCE)
    left, right = alike((left, right))
    return replace(left, values=left.values - right.values, nature=_difference(left, right))


def _difference(left: Quantity, right: Quantity) -> Nature:
    return Nature.DIFFERENCE if Nature.DIFFERENCE in (left.nature, right.nature) else left.nature


def _check_same(left: Quantity, right: Quantity) -> None:
    if left.dimension != right.dimension:
        raise DomainError("catalogue.formula_mixes", left=show(left), right=show(right))


def _refuse_level(*parts: Quantity) -> None:
    if any(p.nature is Nature.LEVEL for p in parts):
        raise DomainError("catalogue.formula_level_product")


def multiply(left: Quantity, right: Quantity, power: int = 1) -> Quantity:
    """Return a product, or a quotient for ``power`` -1; undefined for a zero divisor.

    Raise DomainError "catalogue.formula_level_product" for a level.
    """
    _refuse_level(left, right)
    with np.errstate(all="ignore"):
        values = defined(left.values * right.values if power > 0 else left.values / right.values)
    if left.is_bare and right.is_bare:
        return bare(values)
    dimension = combine(left.dimension or BARE, right.dimension or BARE, power)
    nature = _difference(left, right) if dimension == TEMPERATURE else Nature.ORDINARY
    return Quantity(values, dimension, _unit_of_product(left, right, power, dimension), nature)


def _unit_of_product(left: Quantity, right: Quantity, power: int, dimension: Dimension) -> Unit | None:
    """Return the unit that bare numbers beside a product are read in: that of the part that gives it its dimension."""
    if right.is_bare or (right.dimension == BARE and left.dimension != BARE and not left.is_bare):
        return left.unit
    if power > 0 and (left.is_bare or (left.dimension == BARE and right.dimension != BARE)):
        return right.unit
    if dimension != BARE:
        return None
    if left.unit == PLAIN == right.unit or (left.is_bare and right.unit == PLAIN):
        return PLAIN
    # A ratio of like things is a plain number. Percents of percents, or one over percents, are not: both 0,5 and 50
    # could be meant.
    is_ratio = left.dimension == right.dimension if power < 0 else BARE not in (left.dimension, right.dimension)
    return PLAIN if is_ratio else None


def raised(quantity: Quantity, power: float) -> Quantity:
    """Return a quantity raised to a power; undefined where the result is not real or overflows.

    Raise DomainError "catalogue.formula_level_product" for a level.
    """
    _refuse_level(quantity)
    with np.errstate(all="ignore"):
        values = defined(np.power(quantity.values, power))
    if quantity.is_bare or power == 1:
        return replace(quantity, values=values)
    unit = PLAIN if quantity.unit == PLAIN else None
    return Quantity(values, combine(BARE, quantity.dimension or BARE, power), unit)


def negative(quantity: Quantity) -> Quantity:
    """Return a quantity with the other sign. Raise DomainError "catalogue.formula_level_sign" for a level."""
    if quantity.nature is Nature.LEVEL:
        raise DomainError("catalogue.formula_level_sign")
    return replace(quantity, values=-quantity.values)


def rounded(quantity: Quantity) -> Quantity:
    """Return values rounded to integers of their unit, halves away from zero: 2,5 gives 3, -2,5 gives -3.

    Raise DomainError "catalogue.formula_bare" when the unit is ambiguous.
    """
    unit = PLAIN if quantity.is_bare else quantity.unit
    if unit is None:
        raise DomainError("catalogue.formula_bare")
    written = (quantity.values - unit.offset) / unit.scale
    # What a conversion of units leaves of a half is a half: 2.4999999999 rounds as 2.5 does.
    whole = np.copysign(np.floor(np.abs(written) * (1 + 1e-12) + 0.5), written)
    return replace(quantity, values=whole * unit.scale + unit.offset)


def defined(values: Values) -> Values:
    """Return the values with NaN for infinite ones (division by zero, overflow)."""
    return np.where(np.isfinite(values), values, np.nan)
