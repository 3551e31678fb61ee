"""A configuration in progress: needs, choices, possible values, explanations.

Choices are value texts by variable code. Each need has a variable that mirrors its characteristic, so that
explanations distinguish needs from choices.
"""

import threading
import weakref
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .encoder import EncodedFamily, accepted_values, encode_family
from .model import FamilyModel, Rule
from .numbers import read_number
from .sat_engine import SatEngine
from .space import Space, Table
from .unit_table import DENSITY, WATER
from .units import read_unit


@dataclass(frozen=True)
class Need:
    """A customer's requirement on a characteristic: "debit >= 40 m³/h". ``value`` may have another unit."""

    code: str
    comparison: str  # >=, <=, =, >, <
    value: str


@dataclass(frozen=True)
class Reason:
    """A choice or need of the user in an explanation."""

    need: int | None  # index among the needs, None for a choice
    code: str
    value: str


@dataclass(frozen=True)
class Explanation:
    """A minimal set of reasons that refuses a value, and a smallest set of reasons to give up.

    Both are empty when no configuration of the family has the value.
    """

    reasons: tuple[Reason, ...]
    give_up: tuple[Reason, ...]


def density_of(encoded: EncodedFamily, needs: Sequence[Need]) -> float:
    """Return the fluid density in kg/m³ among the needs, else that of water; the conversion of bar to metres uses it.

    Raise DomainError as `read_number` does.
    """
    for need in needs:
        var = encoded.at.get(need.code)
        unit = encoded.variables[var].unit if var is not None else ""
        if unit and read_unit(unit).dimension == DENSITY and (number := read_number(need.value, "kg/m³")):
            return number
    return WATER


class Configuration:
    """A family with needs, queried many times. Thread-safe.

    Raise DomainError for a family that `encode_family` refuses, or a need in an incompatible unit
    ("catalogue.unit_does_not_fit"). ``unmet``: indices of the needs that no value meets; these are otherwise ignored.
    """

    def __init__(self, model: FamilyModel, needs: Sequence[Need]) -> None:
        self.model = model
        self.encoded: EncodedFamily = encode_family(model)
        self.needs = tuple(needs)
        self.density = density_of(self.encoded, self.needs)
        self.unmet: list[int] = []  # needs without any possible value
        names, values, tables = (
            list(self.encoded.space.names),
            list(self.encoded.space.values),
            list(self.encoded.space.tables),
        )
        self._base = len(names)
        self._mirror: dict[int, int] = {}  # variable of a need -> index among the needs
        self._need_values: dict[int, frozenset[int]] = {}
        for i, need in enumerate(self.needs):
            var = self.encoded.at.get(need.code)
            values_met = (
                accepted_values(self.encoded.variables[var], values[var], need.comparison, need.value, self.density)
                if var is not None
                else set()
            )
            if var is None or not values_met:
                self.unmet.append(i)
                continue
            mirror = len(names)
            names.append(f"#{i}")
            values.append(values[var])
            same = np.arange(len(values[var]), dtype=np.int32)
            tables.append(Table(f"#{i}", (var, mirror), np.stack([same, same], axis=1)))
            self._mirror[mirror], self._need_values[mirror] = i, frozenset(values_met)
        self._space = Space(tuple(names), tuple(values), tuple(tables))
        self._engine = SatEngine(self._space)
        self._rules_engine: SatEngine | None = None
        self._lock = threading.Lock()
        # Closes the engine when nobody uses the configuration any more: a cache may let it go while a thread still
        # asks.
        self._closing = [weakref.finalize(self, self._engine.close)]

    def _choices(self, choices: Mapping[str, str]) -> dict[int, frozenset[int]]:
        merged = dict(self._need_values)
        for code, value in choices.items():
            index = self.encoded.index(code, value)
            if index is not None:
                merged[self.encoded.at[code]] = frozenset((index,))
        return merged

    def arc_consistent_values(self, choices: Mapping[str, str]) -> list[np.ndarray]:  # type: ignore[type-arg]
        """Return, per variable, the bool mask of the arc-consistent values: fast, a superset of the possible values.

        Choices of unknown variables or values are ignored, here and in the other methods.
        """
        return list(self._engine.consistency.after(self._choices(choices)).masks[: self._base])

    def possible_values(self, choices: Mapping[str, str]) -> list[np.ndarray]:  # type: ignore[type-arg]
        """Return, per variable, the bool mask of exactly the values of complete configurations."""
        with self._lock:
            return list(self._engine.possible_values(self._choices(choices))[: self._base])

    def is_possible(self, choices: Mapping[str, str]) -> bool:
        """Return whether a complete configuration with the needs and these choices exists."""
        with self._lock:
            return self._engine.is_possible(self._choices(choices))

    def explain_refusal(self, choices: Mapping[str, str], code: str, value: str) -> Explanation | None:
        """Return why a value is refused beside needs and choices; None when it is possible.

        Another choice of the same variable is ignored. An unknown value has an empty explanation.
        """
        index = self.encoded.index(code, value)
        if index is None:
            return Explanation((), ())
        with self._lock:
            refusal = self._engine.refusal(self._choices(choices), self.encoded.at[code], index)
        if refusal is None:
            return None
        return Explanation(self._reasons(refusal.reasons, choices), self._reasons(refusal.give_up, choices))

    def _reasons(self, variables: frozenset[int], choices: Mapping[str, str]) -> tuple[Reason, ...]:
        reasons = []
        for var in sorted(variables):
            if var in self._mirror:
                need = self.needs[self._mirror[var]]
                reasons.append(Reason(self._mirror[var], need.code, need.value))
            else:
                code = self.encoded.space.names[var]
                reasons.append(Reason(None, code, choices[code]))
        return tuple(reasons)

    def blocking_rules(self, reasons: Sequence[Reason], code: str, value: str) -> list[Rule]:
        """Return a minimal set of rules that refuse a value beside some reasons; empty when no rule does.

        Rules that concern only the value and the reasons are tried first, then all.
        """
        needs = {r.need for r in reasons if r.need is not None}
        assumed = {var: self._need_values[var] for var, need in self._mirror.items() if need in needs}
        choice_values = self._choices({r.code: r.value for r in reasons if r.need is None} | {code: value})
        assumed |= {var: values_met for var, values_met in choice_values.items() if var not in self._mirror}
        first = len(self.encoded.space.tables) - len(self.model.rules)
        tables = range(first, first + len(self.model.rules))
        near = [k for k in tables if self._concerns(self.model.rules[k - first], {code, *(x.code for x in reasons)})]
        with self._lock:
            if self._rules_engine is None:
                self._rules_engine = SatEngine(self._space, optional=tables)
                self._closing.append(weakref.finalize(self, self._rules_engine.close))
            for start in (near, list(tables)):
                binding = self._rules_engine.binding_tables(assumed, start)
                if binding is not None:
                    return [self.model.rules[k - first] for k in binding]
        return []

    def _concerns(self, rule: Rule, codes: set[str]) -> bool:
        """Return whether a rule concerns only some codes; a component's own characteristics count as the component."""
        table = next(t for t in self.encoded.space.tables if t.name == rule.name)
        bound = {self.encoded.variables[v].component or self.encoded.variables[v].code for v in table.scope}
        return bound <= {self.encoded.variables[self.encoded.at[c]].component or c for c in codes}

    def cheapest(
        self, choices: Mapping[str, str], costs: Mapping[str, Mapping[str, float]], nodes: int = 4000
    ) -> dict[str, str] | None:
        """Return complete choices with the lowest sum of ``costs`` (component -> part -> cost), or None.

        Branch and bound over components, with arc consistency at each node and the exact engine at leaves; after
        ``nodes`` nodes the best one so far. Costs are in any one unit, infinity excludes a part; parts without a cost
        are excluded unless chosen.
        """
        components = [c for c in costs if self.encoded.at.get(c) is not None]
        best: tuple[float, dict[str, str]] | None = None
        left = nodes
        stack: list[tuple[float, dict[str, str]]] = [(0.0, dict(choices))]
        while stack and left:
            left -= 1
            bound, chosen = stack.pop()
            if best and bound >= best[0]:
                continue
            state = self._engine.consistency.after(self._choices(chosen))
            if state.is_dead:
                continue
            sums, options = self._bound(state.masks, components, costs, chosen)
            if sums == float("inf") or (best and sums >= best[0]):
                continue
            if not options:
                if self.is_possible(chosen):
                    best = (sums, chosen)
                continue
            _, component, priced = min(options)
            least = priced[0][0]
            for cost, value in reversed(priced):
                if cost != float("inf"):
                    stack.append((sums - least + cost, {**chosen, component: value}))
        return best[1] if best else None

    def _bound(
        self,
        masks: Sequence[np.ndarray],
        components: Sequence[str],
        costs: Mapping[str, Mapping[str, float]],
        chosen: Mapping[str, str],
    ) -> tuple[float, list[tuple[int, str, list[tuple[float, str]]]]]:
        """Return the least sum of costs below a node, and what is left to choose: (count, component, parts by cost)."""
        sums, options = 0.0, []
        for component in components:
            if component in chosen:
                sums += costs[component].get(chosen[component], 0.0)
                continue
            var = self.encoded.at[component]
            live = [self.encoded.space.values[var][int(v)] for v in np.flatnonzero(masks[var])]
            priced = sorted((costs[component].get(v, 0.0 if v == "—" else float("inf")), v) for v in live)
            sums += priced[0][0] if priced else float("inf")
            options.append((len(priced), component, priced))
        return sums, options

    def close(self) -> None:
        """Release the engines; also done with the last reference to the configuration."""
        for finalizer in self._closing:
            finalizer()
