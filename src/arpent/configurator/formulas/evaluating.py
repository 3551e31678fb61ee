"""Evaluate a formula on columns of values, each characteristic on its own axis."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np
import numpy.typing as npt

from arpent.kernel.errors import DomainError

from ..numbers import UNKNOWN
from ..units import read_unit
from .parsing import NO_UNIT, Formula, dotted, unreadable
from .quantities import (
    Nature,
    Quantity,
    add,
    alike,
    bare,
    defined,
    in_unit,
    multiply,
    negative,
    raised,
    rounded,
    subtract,
)
from .truths import Mask, Truth, truth_of

Texts = npt.NDArray[np.object_]
Answer = Quantity | Truth | Texts
_NEAR = 1e-6  # conversions round: what is equal on the sheets stays equal


@dataclass(frozen=True)
class Known:
    """A name of a formula: its unit (None: not a number) and its values, along one axis of the broadcast shape.

    ``column``: float64 in ``unit`` with NaN for unknown, or texts (dtype object).
    """

    unit: str | None
    column: npt.NDArray[Any]


class Evaluation:
    """A formula on columns. ``undefined``: a division by zero or an overflow occurred for known values."""

    def __init__(self, formula: Formula, known: Mapping[str, Known]) -> None:
        self.formula, self.known = formula, known
        self.undefined = False

    def condition(self) -> Mask:
        """Return where the condition is true, as a bool array that broadcasts over the axes of the names.

        Undefined counts as false. Raise DomainError "catalogue.formula_no_condition" when the formula is a value,
        "catalogue.formula_..." for an unknown name, incompatible units or a division by the constant 0.
        """
        answer = self._answer()
        if not isinstance(answer, Truth):
            raise DomainError("catalogue.formula_no_condition", formula=self.formula.text[:120])
        return np.asarray(answer.holds, dtype=bool)

    def number(self, unit: str) -> npt.NDArray[np.float64]:
        """Return the values of a computed characteristic in ``unit``, float64, NaN where undefined.

        Raise DomainError "catalogue.formula_no_number" when the formula is a condition, "catalogue.formula_unit" or
        "catalogue.formula_difference_unit" when its result does not fit the unit, "catalogue.unknown_unit", and those
        of `condition`.
        """
        answer, target = self._answer(), read_unit(unit)
        if not isinstance(answer, Quantity):
            raise DomainError("catalogue.formula_no_number", formula=self.formula.text[:120])
        if answer.is_bare:
            return answer.values
        if answer.dimension != target.dimension:
            raise DomainError("catalogue.formula_unit", formula=self.formula.text[:120], unit=target.text or "—")
        if answer.nature is Nature.DIFFERENCE and target.offset:
            raise DomainError("catalogue.formula_difference_unit", formula=self.formula.text[:120], unit=target.text)
        return (answer.values - target.offset) / target.scale

    def _answer(self) -> Answer:
        try:
            return self._of(self.formula.tree)
        except DomainError as refusal:
            if refusal.code.startswith("catalogue.formula_"):
                raise DomainError(refusal.code, **{**refusal.facts, "formula": self.formula.text[:120]}) from refusal
            raise

    def _of(self, node: ast.AST) -> Answer:
        if isinstance(node, ast.Name | ast.Attribute):
            return self._named(dotted(node, self.formula.text))
        if isinstance(node, ast.Call):
            return self._call(node)
        if isinstance(node, ast.Constant):
            if isinstance(node.value, bool):
                return truth_of(np.asarray(node.value), np.asarray(True))
            return np.asarray(node.value, dtype=object)
        if isinstance(node, ast.BoolOp):
            parts = [self._truth(v) for v in node.values]
            return reduce(lambda a, b: a & b if isinstance(node.op, ast.And) else a | b, parts)
        if isinstance(node, ast.UnaryOp):
            if isinstance(node.op, ast.Not):
                return ~self._truth(node.operand)
            value = self._quantity(node.operand)
            return negative(value) if isinstance(node.op, ast.USub) else value
        if isinstance(node, ast.Compare):
            return self._compare(node)
        if isinstance(node, ast.BinOp):
            return self._arithmetic(node)
        raise unreadable(self.formula.text)

    def _quantity(self, node: ast.AST) -> Quantity:
        answer = self._of(node)
        if not isinstance(answer, Quantity):
            raise unreadable(self.formula.text)
        return answer

    def _truth(self, node: ast.AST) -> Truth:
        answer = self._of(node)
        if not isinstance(answer, Truth):
            raise unreadable(self.formula.text)
        return answer

    def _named(self, name: str) -> Answer:
        if name not in self.known:
            raise DomainError("catalogue.formula_name", name=name)
        known = self.known[name]
        return known.column if known.unit is None else in_unit(known.column, read_unit(known.unit))

    def _call(self, node: ast.Call) -> Quantity:
        function = node.func.id if isinstance(node.func, ast.Name) else ""
        if function == "_n":
            value, index = (a.value for a in node.args if isinstance(a, ast.Constant))
            text = self.formula.units[int(str(index))]
            return bare(value) if text == NO_UNIT else in_unit(value, read_unit(text))
        if function == "valeur":
            return self._without_unit(node.args)
        parts = [self._quantity(a) for a in node.args]
        if function in ("min", "max"):
            return self._extreme(parts, np.fmin if function == "min" else np.fmax)
        if len(parts) != 1:
            raise unreadable(self.formula.text)
        return rounded(parts[0]) if function == "arrondi" else self._note(raised(parts[0], 0.5), parts)

    def _extreme(self, parts: list[Quantity], pick: Any) -> Quantity:
        """Return the minimum or maximum of quantities, in the unit of the first that has one; undefined values are
        skipped.
        """
        first = next((p for p in parts if not p.is_bare), parts[0])
        values = reduce(pick, [p.values for p in alike(parts)])
        special = [p.nature for p in parts if p.nature is not Nature.ORDINARY]
        return Quantity(values, first.dimension, first.unit, special[0] if special else Nature.ORDINARY)

    def _without_unit(self, arguments: list[ast.expr]) -> Quantity:
        """Return a characteristic's values as bare numbers."""
        name = dotted(arguments[0], self.formula.text)
        if name not in self.known or self.known[name].unit is None:
            raise DomainError("catalogue.formula_name", name=name)
        return bare(self.known[name].column)

    def _compare(self, node: ast.Compare) -> Truth:
        parts = [self._of(n) for n in (node.left, *node.comparators)]
        if all(isinstance(p, Quantity) for p in parts):
            parts = list(alike([p for p in parts if isinstance(p, Quantity)]))
        pairs = zip(node.ops, parts[:-1], parts[1:], strict=True)
        return reduce(Truth.__and__, [self._compare_two(op, left, right) for op, left, right in pairs])

    def _compare_two(self, op: ast.cmpop, left: Answer, right: Answer) -> Truth:
        if isinstance(left, Quantity) and isinstance(right, Quantity):
            return _compare_numbers(op, left.values, right.values, self.formula)
        if (
            not isinstance(left, np.ndarray)
            or not isinstance(right, np.ndarray)
            or not isinstance(op, ast.Eq | ast.NotEq)
        ):
            raise unreadable(self.formula.text)
        same = np.asarray(left == right, dtype=bool)
        is_known = np.asarray(np.logical_and(left != UNKNOWN, right != UNKNOWN), dtype=bool)
        return truth_of(same if isinstance(op, ast.Eq) else ~same, is_known)

    def _arithmetic(self, node: ast.BinOp) -> Quantity:
        left, right = self._quantity(node.left), self._quantity(node.right)
        if isinstance(node.op, ast.Add | ast.Sub):
            result = add(left, right) if isinstance(node.op, ast.Add) else subtract(left, right)
            return self._note(
                Quantity(defined(result.values), result.dimension, result.unit, result.nature), (left, right)
            )
        if isinstance(node.op, ast.Pow):
            if not right.is_bare or np.ndim(right.values) or not abs(right.values) <= 6:
                raise unreadable(self.formula.text)
            return self._note(raised(left, float(right.values)), (left,))
        if isinstance(node.op, ast.Div) and right.is_bare and not np.ndim(right.values) and right.values == 0:
            raise DomainError("catalogue.formula_division_by_zero")
        return self._note(multiply(left, right, 1 if isinstance(node.op, ast.Mult) else -1), (left, right))

    def _note(self, result: Quantity, parts: Any) -> Quantity:
        """Record that a result is undefined for defined inputs."""
        if not self.undefined:
            known = reduce(np.logical_and, [~np.isnan(p.values) for p in parts])
            self.undefined = bool(np.any(np.logical_and(known, np.isnan(result.values))))
        return result


def _compare_numbers(op: ast.cmpop, left: Any, right: Any, formula: Formula) -> Truth:
    near = np.isclose(left, right, rtol=_NEAR, atol=0)
    known = ~np.isnan(left) & ~np.isnan(right)
    match op:
        case ast.Eq():
            holds = near
        case ast.NotEq():
            holds = ~near
        case ast.Lt():
            holds = (left < right) & ~near
        case ast.Gt():
            holds = (left > right) & ~near
        case ast.LtE():
            holds = (left <= right) | near
        case ast.GtE():
            holds = (left >= right) | near
        case _:
            raise unreadable(formula.text)
    return truth_of(np.asarray(holds), np.asarray(known))
