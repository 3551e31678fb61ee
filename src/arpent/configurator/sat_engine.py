"""The exact engine, on python-sat: possible values, a whole configuration, minimal explanations, smallest ways out.

Each value is a literal, each row of a table another. Choices are assumptions: asking under other choices costs no new
encoding. Names follow the benchmark protocol of configuration problems: conflict generation, explanation, restoration.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Self

import numpy as np

from .arc_consistency import Consistency
from .hitting_sets import minimum_hitting_set
from .space import Choices, Masks, Space


@dataclass(frozen=True)
class ConflictExplanation:
    """Why a value is refused and what would let it in; characteristics by index.

    ``because``: choices that together refuse it, none of them too many. ``give_up``: a smallest set of choices without
    which it is possible. Both empty: the value exists in no configuration, whatever one chooses.
    """

    reasons: frozenset[int]
    give_up: frozenset[int]


# Up to so many values each pair is a clause; the ladder of more grows with their number, not with its square.
PAIRWISE = 64


class SatEngine:
    """A space encoded once, asked many times. Use it in a ``with`` block, or call :meth:`close`."""

    def __init__(self, space: Space, optional: range = range(0)) -> None:
        """Encode a space. ``optional``: tables (by index) that bind only when a question names them."""
        self.space, self._optional = space, optional
        mandatory = tuple(t for k, t in enumerate(space.tables) if k not in optional)
        self.consistency = Consistency(replace(space, tables=mandatory) if optional else space)
        self._switch: dict[int, int] = {}  # optional table -> the literal that makes it bind
        self._first: list[int] = []
        count = 0
        for values in space.values:
            self._first.append(count + 1)
            count += len(values)
        from pysat.solvers import Solver

        self._solver = Solver(name="glucose4", incr=False)
        self._encode(count)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._solver.delete()

    def literal(self, var: int, value: int) -> int:
        return self._first[var] + value

    def _encode(self, count: int) -> None:
        root = self.consistency.root
        if root.is_dead:
            # The rules allow nothing at all: two clauses that cannot both hold.
            self._solver.add_clause([1])
            self._solver.add_clause([-1])
            return
        for var, mask in enumerate(root.masks):
            possible = [self.literal(var, int(v)) for v in np.flatnonzero(mask)]
            self._solver.add_clause(possible)
            count = self._at_most_one(possible, count)
            for v in np.flatnonzero(~mask):
                self._solver.add_clause([-self.literal(var, int(v))])
        alive = iter(root.alive)
        for k, table in enumerate(self.space.tables):
            rows = table.rows if k in self._optional else table.rows[next(alive)]
            if k in self._optional:
                count += 1
                self._switch[k] = count
            unless = [-self._switch[k]] if k in self._switch else []
            marks = range(count + 1, count + 1 + len(rows))
            count += len(rows)
            self._solver.add_clause([*unless, *marks])
            firsts = np.array([self._first[v] for v in table.scope])
            literals = rows + firsts
            for mark, row in zip(marks, literals.tolist(), strict=True):
                for literal_of_value in row:
                    self._solver.add_clause([-mark, literal_of_value])
            for column in range(len(table.scope)):
                order = np.argsort(literals[:, column], kind="stable")
                values, starts = np.unique(literals[order, column], return_index=True)
                for value, supporting in zip(values.tolist(), np.split(order, starts[1:]), strict=True):
                    self._solver.add_clause([*unless, -value, *(marks[int(r)] for r in supporting)])

    def _at_most_one(self, literals: list[int], count: int) -> int:
        """Let one literal hold at most; return how many variables there are then."""
        if len(literals) <= PAIRWISE:
            for i, a in enumerate(literals):
                for b in literals[i + 1 :]:
                    self._solver.add_clause([-a, -b])
            return count
        from pysat.card import CardEnc, EncType

        ladder = CardEnc.atmost(literals, bound=1, top_id=count, encoding=EncType.ladder)
        for clause in ladder.clauses:
            self._solver.add_clause(clause)
        return max(count, int(ladder.nv))

    def _assume(self, choices: Choices) -> Iterator[int]:
        """Yield the literals of choices: the value chosen, or each value left out when several are acceptable."""
        for var, values in choices.items():
            if len(values) == 1:
                yield self.literal(var, next(iter(values)))
            else:
                yield from (-self.literal(var, v) for v in range(len(self.space.values[var])) if v not in values)

    def is_possible(self, choices: Choices) -> bool:
        """Return whether some whole configuration has these choices."""
        return bool(self._solver.solve(assumptions=list(self._assume(choices))))

    def binding_tables(self, choices: Choices, tables: Sequence[int]) -> list[int] | None:
        """Return optional tables that together refuse choices, none of them too many, or None when they do not."""
        if self.consistency.root.is_dead:
            return []  # refused without any of them
        assumed = list(self._assume(choices))

        def refused_by(selected: Sequence[int]) -> list[int] | None:
            if self._solver.solve(assumptions=[*assumed, *(self._switch[k] for k in selected)]):
                return None
            core = set(self._solver.get_core() or ())
            return [k for k in selected if self._switch[k] in core]

        needed = refused_by(tables)
        for table in tuple(needed or ()):
            if needed is not None and table in needed:
                fewer = refused_by([k for k in needed if k != table])
                needed = needed if fewer is None else fewer
        return needed

    def complete(self, choices: Choices) -> tuple[int, ...] | None:
        """Return a whole configuration (a value per characteristic) with these choices, or None."""
        if not self.is_possible(choices):
            return None
        return self._model()

    def _model(self) -> tuple[int, ...]:
        model = self._solver.get_model()
        return tuple(
            next(v for v in range(len(values)) if model[self._first[var] + v - 1] > 0)
            for var, values in enumerate(self.space.values)
        )

    def possible_values(self, choices: Choices) -> Masks:
        """Return exactly which values some whole configuration has, after choices.

        Each model found proves many values at once; the solver is steered to those not proven yet.
        """
        state = self.consistency.after(choices)
        proven = [np.zeros_like(m) for m in state.masks]
        if state.is_dead:
            return tuple(proven)
        assumed = list(self._assume(choices))
        for var, mask in enumerate(state.masks):
            for value in np.flatnonzero(mask).tolist():
                if proven[var][value]:
                    continue
                self._solver.set_phases(self._unproven(state.masks, proven))
                if self._solver.solve(assumptions=[*assumed, self.literal(var, value)]):
                    for other, proven_value in enumerate(self._model()):
                        proven[other][proven_value] = True
        return tuple(proven)

    def _unproven(self, masks: Masks, proven: list[np.ndarray]) -> list[int]:  # type: ignore[type-arg]
        """Return the literals the solver should try first: of each characteristic, a value that is not proven yet."""
        literals = []
        for var, (mask, known) in enumerate(zip(masks, proven, strict=True)):
            open_values = np.flatnonzero(mask & ~known)
            if len(open_values):
                literals.append(self.literal(var, int(open_values[0])))
        return literals

    def explain(self, choices: Choices, var: int, value: int) -> frozenset[int] | None:
        """Return the choices that together refuse a value, none of them too many, or None when it is possible.

        Other choices of ``var`` are set aside. Empty: the value exists in no configuration, whatever one chooses.
        """
        return self._minimal_conflict({v: c for v, c in choices.items() if v != var}, {var: frozenset((value,))})

    def refusal(self, choices: Choices, var: int, value: int) -> ConflictExplanation | None:
        """Return why a value is refused and a smallest way out, or None when it is possible.

        Each conflict found is hit by a smallest set of choices; what remains is asked again until it is possible.
        """
        others = {v: c for v, c in choices.items() if v != var}
        target = {var: frozenset((value,))}
        conflicts: list[frozenset[int]] = []
        give_up: frozenset[int] = frozenset()
        conflict = self._minimal_conflict(others, target)
        if conflict is None or not conflict:
            return conflict if conflict is None else ConflictExplanation(frozenset(), frozenset())
        while conflict:
            conflicts.append(conflict)
            give_up = minimum_hitting_set(conflicts)
            conflict = self._minimal_conflict({v: c for v, c in others.items() if v not in give_up}, target)
        # Each conflict found is minimal; the shortest is the one a person takes in at a glance.
        return ConflictExplanation(min(conflicts, key=lambda c: (len(c), sorted(c))), give_up)

    def _minimal_conflict(self, choices: Choices, target: Choices) -> frozenset[int] | None:
        """Return a minimal set of choices that refuses the target, or None when none does."""
        owner = {literal: var for var in choices for literal in self._assume({var: choices[var]})}
        fixed = list(self._assume(target))
        if self._solver.solve(assumptions=[*fixed, *owner]):
            return None
        core = {owner[a] for a in self._solver.get_core() or () if a in owner}
        # Deletion: what can be left out of the core is left out, one by one, until each of the rest is needed.
        for var in sorted(core):
            if var not in core:
                continue
            rest = core - {var}
            if not self._solver.solve(assumptions=[*fixed, *self._assume({v: choices[v] for v in rest})]):
                core = {owner[a] for a in self._solver.get_core() or () if a in owner} & rest
        return self._drop_redundant(core, choices, fixed)

    def _drop_redundant(self, core: set[int], choices: Choices, fixed: list[int]) -> frozenset[int]:
        """Return the members of a core that are needed: a last pass, for cores found on the way may shrink unevenly."""
        for var in sorted(core):
            rest = core - {var}
            if not self._solver.solve(assumptions=[*fixed, *self._assume({v: choices[v] for v in rest})]):
                core = rest
        return frozenset(core)
