"""Encode a family as a space of variables and tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from arpent.kernel.errors import DomainError

from .formula_order import evaluation_order
from .formulas import Evaluation, Formula, Known, read_formula
from .model import Characteristic, Component, FamilyModel, Kind, Rule, Variable
from .numbers import ABSENT, UNKNOWN, as_number, read_number, show_number
from .space import Space, Table
from .unit_table import WATER
from .units import is_head

# Maximum number of combinations of one rule.
MAX_COMBINATIONS = 400_000


@dataclass(frozen=True)
class EncodedFamily:
    """A family's space with its variables, in the order of the space.

    ``at``: index of a variable by code. ``rules``: rule by name.
    """

    space: Space
    variables: tuple[Variable, ...]
    at: Mapping[str, int]
    rules: Mapping[str, Rule]
    undefined: tuple[str, ...] = ()  # names of formulas undefined for some combination

    def index(self, code: str, value: str) -> int | None:
        """Return the index of a value of a variable; None when either is unknown."""
        if code not in self.at or value not in self.space.values[self.at[code]]:
            return None
        return self.space.values[self.at[code]].index(value)

    def label(self, var: int, value: int) -> str:
        """Return the display text of a value of a variable, both by index."""
        text = self.space.values[var][value]
        return self.variables[var].labels.get(text, text)


class FamilyEncoder:
    """Collects the variables and tables of one family; used once."""

    def __init__(self, model: FamilyModel) -> None:
        self.model = model
        self.variables: list[Variable] = []
        self.values: list[tuple[str, ...]] = []
        self.tables: list[Table] = []
        self.at: dict[str, int] = {}
        self.undefined: list[str] = []

    def encode(self) -> EncodedFamily:
        """Return the encoded family. Raise DomainError as `encode_family` does."""
        for characteristic in self.model.characteristics:
            if not characteristic.formula:
                self._add(_variable(characteristic), characteristic.values or (UNKNOWN,))
        for component in self.model.components:
            self._add_component(component)
        for characteristic in evaluation_order([c for c in self.model.characteristics if c.formula]):
            self._add_computed(characteristic)
        for rule in self.model.rules:
            self.tables.append(self.table_of(rule))
        space = Space(tuple(v.code for v in self.variables), tuple(self.values), tuple(self.tables))
        return EncodedFamily(
            space, tuple(self.variables), dict(self.at), {r.name: r for r in self.model.rules}, tuple(self.undefined)
        )

    def _add(self, variable: Variable, values: Sequence[str]) -> int:
        if variable.code in self.at:
            raise DomainError("catalogue.code_twice", name=variable.code)
        self.at[variable.code] = len(self.variables)
        self.variables.append(variable)
        self.values.append(tuple(values))
        return self.at[variable.code]

    def _add_component(self, component: Component) -> None:
        """Add the variables of a component and of its parts' characteristics, bound by the parts' values."""
        parts = list(component.parts)
        names = [p.reference for p in parts] + ([ABSENT] if component.optional else [])
        if not names:
            raise DomainError("catalogue.component_without_parts", component=component.name)
        labels = {p.reference: f"{p.name} ({p.reference})" for p in parts}
        component_index = self._add(
            Variable(component.code, component.name, "part", component=component.code, labels=labels), names
        )
        for characteristic in component.characteristics:
            sheet = [p.sheet().get(characteristic.code, UNKNOWN) for p in parts] + (
                [ABSENT] if component.optional else []
            )
            values = sorted(set(sheet), key=lambda v: (np.isnan(as_number(v)), as_number(v), v))
            bound = self._add(_variable(characteristic, component), values)
            rows = np.array([(i, values.index(v)) for i, v in enumerate(sheet)], dtype=np.int32)
            self.tables.append(Table(f"{component.code}.{characteristic.code}", (component_index, bound), rows))

    def _add_computed(self, characteristic: Characteristic) -> None:
        formula = read_formula(characteristic.formula)
        scope, known = self._axes(formula, characteristic.name)
        evaluation = Evaluation(formula, known)
        results = np.broadcast_to(evaluation.number(characteristic.unit), [len(self.values[v]) for v in scope])
        if evaluation.undefined:
            self.undefined.append(characteristic.name)
        texts = np.vectorize(lambda x: UNKNOWN if np.isnan(x) else show_number(float(x)), otypes=[object])(results)
        values = sorted(set(texts.ravel().tolist()), key=lambda v: (np.isnan(as_number(v)), as_number(v), v))
        positions = {v: i for i, v in enumerate(values)}
        var = self._add(_variable(characteristic), values)
        rows = np.array([(*i, positions[texts[i]]) for i in np.ndindex(texts.shape)], dtype=np.int32)
        self.tables.append(Table(characteristic.code, (*scope, var), rows))

    def _axes(self, formula: Formula, label: str) -> tuple[list[int], dict[str, Known]]:
        """Return the variables of a formula, each one's values on an axis of its own."""
        for name in formula.names:
            if name not in self.at:
                raise DomainError("catalogue.formula_name", name=name, formula=formula.text[:120])
        scope = [self.at[n] for n in formula.names]
        sizes = [len(self.values[v]) for v in scope]
        if int(np.prod(sizes, dtype=np.int64)) > MAX_COMBINATIONS:
            raise DomainError("catalogue.rule_too_wide", rule=label, limit=MAX_COMBINATIONS)
        known = {}
        for axis, (name, var) in enumerate(zip(formula.names, scope, strict=True)):
            shape = [1] * len(scope)
            shape[axis] = -1
            known[name] = Known(*self._column(var))
            known[name] = Known(known[name].unit, known[name].column.reshape(shape))
        return scope, known

    def _column(self, var: int) -> tuple[str | None, npt.NDArray[np.generic]]:
        variable = self.variables[var]
        if variable.kind == Kind.NUMBER:
            return variable.unit, np.array([as_number(v) for v in self.values[var]])
        return None, np.array(self.values[var], dtype=object)

    def table_of(self, rule: Rule) -> Table:
        """Return the combinations that a rule allows, over the variables added so far.

        A formula about a part of an optional component allows all combinations in which the component is empty. Raise
        DomainError: "catalogue.rule_name", "catalogue.rule_empty", "catalogue.rule_width" or "catalogue.rule_value" for
        a table, those of `read_formula` and `Evaluation` for a formula, "catalogue.rule_too_wide" beyond 400,000
        combinations, "catalogue.rule_allows_nothing" when none is left.
        """
        if rule.formula:
            formula = read_formula(rule.formula)
            scope, known = self._axes(formula, rule.name)
            evaluation = Evaluation(formula, known)
            allowed = np.array(np.broadcast_to(evaluation.condition(), [len(self.values[v]) for v in scope]))
            if evaluation.undefined:
                self.undefined.append(rule.name)
            for axis, var in enumerate(scope):
                if ABSENT in self.values[var]:
                    # A rule about a part does not bind while its component is empty.
                    empty = [slice(None)] * len(scope)
                    empty[axis] = self.values[var].index(ABSENT)  # type: ignore[call-overload]
                    allowed[tuple(empty)] = True
        else:
            scope, allowed = self._listed(rule)
        rows = np.argwhere(allowed).astype(np.int32)
        if not len(rows):
            raise DomainError("catalogue.rule_allows_nothing", rule=rule.name)
        return Table(rule.name, tuple(scope), rows)

    def _listed(self, rule: Rule) -> tuple[list[int], npt.NDArray[np.bool_]]:
        for code in rule.scope:
            if code not in self.at:
                raise DomainError("catalogue.rule_name", rule=rule.name, name=code)
        if not rule.scope or not rule.rows:
            raise DomainError("catalogue.rule_empty", rule=rule.name)
        scope = [self.at[c] for c in rule.scope]
        shape = [len(self.values[v]) for v in scope]
        if int(np.prod(shape, dtype=np.int64)) > MAX_COMBINATIONS:
            raise DomainError("catalogue.rule_too_wide", rule=rule.name, limit=MAX_COMBINATIONS)
        named = np.zeros(shape, dtype=bool)
        for line, row in enumerate(rule.rows, 1):
            if len(row) != len(scope):
                raise DomainError("catalogue.rule_width", rule=rule.name, line=line, expected=len(scope))
            masks = [self._matching(v, cell, rule.name, line) for v, cell in zip(scope, row, strict=True)]
            named[np.ix_(*masks)] = True
        return scope, ~named if rule.forbids else named

    def _matching(self, var: int, cell: str, rule: str, line: int) -> npt.NDArray[np.intp]:
        """Return the values that a cell selects: "" any, "a | b" either, ">= 55" by comparison, else equal."""
        cell, variable, values = cell.strip(), self.variables[var], self.values[var]
        if cell in ("", "*"):
            return np.arange(len(values))
        matching: set[int] = set()
        for part in cell.split("|"):
            hits = accepted_values(variable, values, *split_comparison(part.strip()))
            if not hits:
                raise DomainError("catalogue.rule_value", rule=rule, line=line, value=part.strip(), name=variable.name)
            matching |= hits
        return np.array(sorted(matching))


def split_comparison(text: str) -> tuple[str, str]:
    """Return (comparison, value) of "≥ 55 kW", "<=10" or "IP55"; without a sign the comparison is "="."""
    for sign, plain in ((">=", ">="), ("≥", ">="), ("<=", "<="), ("≤", "<="), ("=", "="), (">", ">"), ("<", "<")):
        if text.startswith(sign):
            return plain, text[len(sign) :].strip()
    return "=", text


def accepted_values(
    variable: Variable, values: Sequence[str], comparison: str, target: str, density: float = WATER
) -> set[int]:
    """Return the indices of the values that a demand accepts; numbers are compared with a relative tolerance of 1e-6.

    Units are converted. ``comparison``: >=, <=, >, < or =, ignored except for numbers. ``density`` (kg/m³): of the
    fluid, for heads. Raise DomainError as `read_number` does: "catalogue.unknown_unit", "catalogue.unit_does_not_fit",
    "catalogue.number_too_large".
    """
    if variable.kind != Kind.NUMBER:
        folded = target.strip().lower()
        return {i for i, v in enumerate(values) if folded in (v.lower(), variable.labels.get(v, v).lower())}
    number = read_number(
        target, variable.unit, density if is_head(variable.unit, variable.code, variable.name) else None
    )
    if number is None:
        return {i for i, v in enumerate(values) if v == target}
    near = 1e-6 * max(1.0, abs(number))
    tests = {
        ">=": lambda x: x >= number - near,
        "<=": lambda x: x <= number + near,
        ">": lambda x: x > number + near,
        "<": lambda x: x < number - near,
        "=": lambda x: abs(x - number) <= near,
    }
    return {i for i, v in enumerate(values) if tests[comparison](as_number(v))}


def _variable(characteristic: Characteristic, component: Component | None = None) -> Variable:
    prefix, title = (
        ("", "") if component is None or component.unprefixed else (f"{component.code}.", f"{component.name} : ")
    )
    return Variable(
        prefix + characteristic.code,
        title + characteristic.name,
        characteristic.kind.value,
        characteristic.unit,
        bool(characteristic.formula),
        component.code if component else "",
    )


def encode_family(model: FamilyModel) -> EncodedFamily:
    """Return a family encoded as a space.

    Raise DomainError for what cannot be encoded: "catalogue.code_twice", "catalogue.component_without_parts",
    "catalogue.circular", the errors of a rule (`FamilyEncoder.table_of`) and those of a formula or unit.
    """
    return FamilyEncoder(model).encode()
