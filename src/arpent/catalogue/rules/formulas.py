"""Formulas over characteristics: read, checked for units, computed on whole columns of values at once.

Written as one writes them on paper, with the codes of characteristics: ``moteur.puissance >= 1,15 * pompe.puissance``,
``ambiance = "chlorée" => moteur.ip >= 55``, ``puissance = debit * hauteur * 9810[N/m³]``. A bare number takes the unit of
what it is compared with or added to; ``valeur(x)`` takes the unit off.
"""

import ast
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

import numpy as np
import numpy.typing as npt

from arpent.kernel.refusals import Refused

from .units import BARE, Dimension, Unit, combine, read_unit

Column = npt.NDArray[Any]
Kind = Dimension | str | None  # what a part of a formula is: a dimension, "bool", "text", or None for a bare number
_WORDS = {"et": " and ", "ou": " or ", "non": " not ", "vrai": " True ", "faux": " False ", "oui": '"oui"'}
_SIGNS = {"≤": "<=", "≥": ">=", "≠": "!=", "<>": "!=", "×": "*", "÷": "/", "^": "**", "−": "-", "⇒": "=>", "·": "*"}
_TOKEN = re.compile(
    r"""(?P<text>"[^"]*"|'[^']*'|«[^»]*»)|(?P<number>\d+(?:[.,]\d+)?(?:[eE][-+]?\d+)?)(?:\s*\[(?P<unit>[^\]]*)\])?"""
    r"""|(?P<sign>=>|<=|>=|!=|==|=|\*\*)|(?P<name>[^\W\d][\w.]*)|(?P<other>\s+|.)""",
    re.X | re.S,
)
# What else a formula is made of. All other characters are refused: Python gives some of them a meaning of its own.
_OTHER = re.compile(r"\s+|[-+*/()<>,;]")
# What a formula may be: bounds of the work that reading and computing it can ask for.
LONGEST, DEEPEST = 400, 100
NO_UNIT = "?"  # stands for the unit of a bare number
FUNCTIONS = {"min": np.fmin, "max": np.fmax, "valeur": None, "arrondi": np.round, "racine": np.sqrt}
_ARITHMETIC = {ast.Add: np.add, ast.Sub: np.subtract, ast.Mult: np.multiply, ast.Div: np.divide, ast.Pow: np.power}
_COMPARE = {ast.Lt: np.less, ast.LtE: np.less_equal, ast.Gt: np.greater, ast.GtE: np.greater_equal, ast.Eq: np.equal,
            ast.NotEq: np.not_equal}  # fmt: skip


@dataclass(frozen=True)
class Formula:
    """A formula that was read: its text, what it names, and whether it is a condition or a value."""

    text: str
    names: tuple[str, ...]
    tree: ast.expr
    units: tuple[str, ...]  # the units of its numbers, in the order they stand


def read_formula(text: str) -> Formula:
    """Return a formula. Raise Refused when it cannot be read: no formula, too long or too deeply nested."""
    if len(text) > LONGEST:
        raise _unreadable(text)
    for sign, plain in _SIGNS.items():
        text = text.replace(sign, plain)
    condition, arrow, then = text.partition("=>")
    if arrow:
        text = f"non ({condition}) ou ({then})"
    units: list[str] = []
    python = _to_python(text, units)
    try:
        tree = ast.parse(python.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise _unreadable(text) from error
    if _depth(tree) > DEEPEST:
        raise _unreadable(text)
    names: dict[str, None] = {}
    _check_tree(tree, names, text)
    return Formula(text.strip(), tuple(names), tree, tuple(units))


def _unreadable(text: str) -> Refused:
    return Refused("catalogue.formula_unreadable", formula=text.strip()[:120])


def _depth(tree: ast.AST) -> int:
    """Return how many nodes stand inside one another at most, without recursion."""
    deepest, waiting = 0, [(tree, 1)]
    while waiting:
        node, depth = waiting.pop()
        deepest = max(deepest, depth)
        waiting += [(child, depth + 1) for child in ast.iter_child_nodes(node)]
    return deepest


def _to_python(text: str, units: list[str]) -> str:
    """Return the formula in Python's grammar; a number becomes ``_n(value, index of its unit)``."""
    out = []
    for token in _TOKEN.finditer(text):
        if token["text"]:
            out.append(repr(token["text"][1:-1].strip()))
        elif token["number"]:
            if not isfinite(float(token["number"].replace(",", "."))):
                raise _unreadable(text)
            units.append((token["unit"] or "").strip() if token["unit"] is not None else NO_UNIT)
            out.append(f"_n({float(token['number'].replace(',', '.'))!r},{len(units) - 1})")
        elif token["sign"]:
            out.append("==" if token["sign"] == "=" else token["sign"])
        elif token["name"]:
            # Python compares names in this form; one that begins with "_" is ours or Python's, never a characteristic's.
            name = unicodedata.normalize("NFKC", token["name"])
            if any(part.startswith("_") for part in name.split(".")):
                raise _unreadable(text)
            out.append(_WORDS.get(name.lower(), name))
        elif _OTHER.fullmatch(token["other"]):
            out.append(token["other"])
        else:
            raise _unreadable(text)
    return "".join(out).replace(";", ",")


def _check_tree(node: ast.AST, names: dict[str, None], text: str) -> None:
    """Gather the names and refuse whatever is no formula."""
    if isinstance(node, ast.Attribute) or (isinstance(node, ast.Name) and node.id not in FUNCTIONS):
        names[_dotted(node, text)] = None
        return
    if isinstance(node, ast.Call):
        function = node.func.id if isinstance(node.func, ast.Name) else ""
        if node.keywords or (function != "_n" and (function not in FUNCTIONS or not node.args)):
            raise _unreadable(text)
        for argument in () if function == "_n" else node.args:
            _check_tree(argument, names, text)
        return
    allowed = (ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.Constant, ast.operator, ast.unaryop, ast.boolop,
               ast.cmpop, ast.expr_context)  # fmt: skip
    if not isinstance(node, allowed) or (isinstance(node, ast.BinOp) and type(node.op) not in _ARITHMETIC):
        raise _unreadable(text)
    if isinstance(node, ast.Constant) and not isinstance(node.value, str | bool):
        raise _unreadable(text)
    for child in ast.iter_child_nodes(node):
        _check_tree(child, names, text)


def _dotted(node: ast.AST, text: str) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value, text)}.{node.attr}"
    raise _unreadable(text)


@dataclass(frozen=True)
class Known:
    """What a formula may name: a characteristic's unit (None: it is no number) and its values on an axis."""

    unit: str | None
    column: Column


class Evaluation:
    """Computes a formula on columns. Numbers are carried in base units, with the dimension they measure."""

    def __init__(self, formula: Formula, known: Mapping[str, Known]) -> None:
        self.formula, self.known = formula, known

    def condition(self) -> npt.NDArray[np.bool_]:
        """Return where the condition holds. Raise Refused for units that do not fit."""
        value, dimension = self._of(self.formula.tree)
        if dimension != "bool":
            raise Refused("catalogue.formula_no_condition", formula=self.formula.text[:120])
        return np.asarray(value, dtype=bool)

    def number(self, unit: str) -> npt.NDArray[np.float64]:
        """Return the values of a computed characteristic, in its unit. Raise Refused for units that do not fit."""
        value, dimension = self._of(self.formula.tree)
        target = read_unit(unit)
        if dimension in ("bool", "text"):
            raise Refused("catalogue.formula_no_number", formula=self.formula.text[:120])
        if dimension not in (None, target.dimension):
            raise Refused("catalogue.formula_unit", formula=self.formula.text[:120], unit=unit or "—")
        base = np.asarray(value, dtype=float)
        return base if dimension is None else (base - target.offset) / target.scale

    def _of(self, node: ast.AST) -> tuple[Any, Kind]:
        """Return (values, dimension). Dimension None: a bare number; "bool" and "text" are what they say."""
        if isinstance(node, ast.Name | ast.Attribute):
            return self._name(_dotted(node, self.formula.text))
        if isinstance(node, ast.Call):
            return self._call(node)
        if isinstance(node, ast.Constant):
            return (node.value, "bool" if isinstance(node.value, bool) else "text")
        if isinstance(node, ast.BoolOp):
            parts = [self._bool(v) for v in node.values]
            joined = parts[0]
            for part in parts[1:]:
                joined = np.logical_and(joined, part) if isinstance(node.op, ast.And) else np.logical_or(joined, part)
            return joined, "bool"
        if isinstance(node, ast.UnaryOp):
            if isinstance(node.op, ast.Not):
                return np.logical_not(self._bool(node.operand)), "bool"
            value, dimension = self._of(node.operand)
            self._refuse_unless(dimension not in ("bool", "text"), node)
            return (-value if isinstance(node.op, ast.USub) else value), dimension
        if isinstance(node, ast.Compare):
            return self._compare(node), "bool"
        assert isinstance(node, ast.BinOp)
        return self._arithmetic(node)

    def _name(self, name: str) -> tuple[Any, Kind]:
        if name not in self.known:
            raise Refused("catalogue.formula_name", name=name, formula=self.formula.text[:120])
        known = self.known[name]
        if known.unit is None:
            return known.column, "text"
        unit = read_unit(known.unit)
        return known.column * unit.scale + unit.offset, unit.dimension

    def _call(self, node: ast.Call) -> tuple[Any, Kind]:
        function = node.func.id  # type: ignore[attr-defined]
        if function == "_n":
            value, index = (a.value for a in node.args)  # type: ignore[attr-defined]
            text = self.formula.units[index]
            if text == NO_UNIT:
                return float(value), None
            unit = read_unit(text)
            return unit.to_base(float(value)), unit.dimension
        if function == "valeur":
            return self._plain(node.args[0]), None
        values = [self._of(a) for a in node.args]
        if function in ("racine", "arrondi"):
            self._refuse_unless(len(values) == 1 and values[0][1] in (None, BARE), node)
            return FUNCTIONS[function](values[0][0]), values[0][1]  # type: ignore[misc, call-overload]
        found, dimension = values[0]
        for other, kind in values[1:]:
            found, other, dimension = self._alike(found, dimension, other, kind, node)
            found = FUNCTIONS[function](found, other)  # type: ignore[misc]
        return found, dimension

    def _plain(self, node: ast.AST) -> Any:
        """Return a characteristic's values as its sheet writes them, without their unit."""
        name = _dotted(node, self.formula.text)
        if name not in self.known or self.known[name].unit is None:
            raise Refused("catalogue.formula_name", name=name, formula=self.formula.text[:120])
        return self.known[name].column

    def _bool(self, node: ast.AST) -> Any:
        value, dimension = self._of(node)
        self._refuse_unless(dimension == "bool", node)
        return value

    def _compare(self, node: ast.Compare) -> Any:
        left, kind = self._of(node.left)
        holds: Any = True
        for op, right_node in zip(node.ops, node.comparators, strict=True):
            self._refuse_unless(type(op) in _COMPARE, node)
            right, other = self._of(right_node)
            if "text" in (kind, other):
                self._refuse_unless(kind == other and isinstance(op, ast.Eq | ast.NotEq), node)
                one, two = left, right
            else:
                one, two, _ = self._alike(left, kind, right, other, node)
            if isinstance(op, ast.Eq | ast.NotEq) and kind != "text":
                close = np.isclose(one, two, rtol=1e-6, atol=0)
                part = close if isinstance(op, ast.Eq) else ~close & ~np.isnan(one) & ~np.isnan(two)
            else:
                part = _COMPARE[type(op)](one, two)
                if kind != "text" and not isinstance(op, ast.Lt | ast.Gt):
                    # Conversions round: what is equal on the sheet stays equal.
                    part = part | np.isclose(one, two, rtol=1e-6, atol=0)
            holds = np.logical_and(holds, part)
            left, kind = right, other
        return holds

    def _arithmetic(self, node: ast.BinOp) -> tuple[Any, Kind]:
        (left, kind), (right, other) = self._of(node.left), self._of(node.right)
        self._refuse_unless(kind not in ("bool", "text") and other not in ("bool", "text"), node)
        function: Any = _ARITHMETIC[type(node.op)]
        with np.errstate(all="ignore"):
            if isinstance(node.op, ast.Add | ast.Sub):
                one, two, dimension = self._alike(left, kind, right, other, node)
                return function(one, two), dimension
            if isinstance(node.op, ast.Pow):
                self._refuse_unless(other is None and np.ndim(right) == 0 and abs(right) <= 6, node)
                dimension = None if kind is None else combine(BARE, kind, float(right))  # type: ignore[arg-type]
                return function(left, right), dimension
            if kind is None and other is None:
                return function(left, right), None
            power = 1 if isinstance(node.op, ast.Mult) else -1
            return function(left, right), combine(kind or BARE, other or BARE, power)  # type: ignore[arg-type]

    def _alike(self, one: Any, kind: Kind, two: Any, other: Kind, node: ast.AST) -> tuple[Any, Any, Kind]:
        """Return both sides in base units; a bare number takes the unit as written of the characteristic beside it."""
        self._refuse_unless(kind not in ("bool", "text") and other not in ("bool", "text"), node)
        if kind == other:
            return one, two, kind
        if kind is None or other is None:
            unit = self._unit_beside(node)
            dimension = kind if kind is not None else other
            if dimension == BARE:
                return one, two, dimension
            if unit is None or unit.dimension != dimension:
                raise Refused("catalogue.formula_bare", formula=self.formula.text[:120])
            return (
                (unit.to_base(one) if kind is None else one),
                (unit.to_base(two) if other is None else two),
                dimension,
            )
        raise Refused(
            "catalogue.formula_mixes", formula=self.formula.text[:120], left=self._show(kind), right=self._show(other)
        )

    def _unit_beside(self, node: ast.AST) -> Unit | None:
        for part in ast.walk(node):
            if isinstance(part, ast.Name | ast.Attribute):
                name = ast.unparse(part)
                if name in self.known and self.known[name].unit:
                    return read_unit(str(self.known[name].unit))
        return None

    def _show(self, dimension: Kind) -> str:
        """Return a unit the formula writes that measures a dimension, to tell it in words the author knows."""
        for name in self.formula.names:
            unit = self.known[name].unit if name in self.known else None
            if unit and read_unit(unit).dimension == dimension:
                return unit
        return " ".join(f"{name.strip('[]')}^{power:g}" for name, power in dimension or ()) or "—"  # type: ignore[misc, str-unpack]

    def _refuse_unless(self, fits: bool, node: ast.AST) -> None:
        if not fits:
            raise Refused("catalogue.formula_unreadable", formula=self.formula.text[:120])
