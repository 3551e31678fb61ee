"""Exact engine on python-sat: possible values, complete configurations, minimal explanations, smallest repairs.

One literal per value and per table row. Choices are assumptions, so that other choices need no new encoding. Terms
follow the benchmark protocol of configuration problems: conflict generation, explanation, restoration.
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
    """Why a value is refused and what would allow it; variables by index.

    ``reasons``: a minimal set of choices that refuses it. ``give_up``: a smallest set of choices without which it is
    possible. Both empty: no configuration has the value.
    """

    reasons: frozenset[int]
    give_up: frozenset[int]


# Up to this number of values, one clause per pair; above, a ladder encoding of linear size.
PAIRWISE = 64


class SatEngine:
    """A space encoded for many queries. Use it in a ``with`` block, or call :meth:`close`. Not thread-safe.

    Choices, variables and values are indices of the space; tables too.
    """

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
        """Release the solver; later queries are invalid."""
        self._solver.delete()

    def literal(self, var: int, value: int) -> int:
        """Return the solver's literal of a value of a variable (positive)."""
        return self._first[var] + value

    def _encode(self, count: int) -> None:
        root = self.consistency.root
        if root.is_dead:
            # The rules allow nothing: add two contradictory clauses.
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
        """Add "at most one" of the literals; return the number of variables."""
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
        """Yield the literals of choices: the chosen value, or the negation of each excluded one."""
        for var, values in choices.items():
            if len(values) == 1:
                yield self.literal(var, next(iter(values)))
            else:
                yield from (-self.literal(var, v) for v in range(len(self.space.values[var])) if v not in values)

    def is_possible(self, choices: Choices) -> bool:
        """Return whether a complete configuration with these choices exists."""
        return bool(self._solver.solve(assumptions=list(self._assume(choices))))

    def binding_tables(self, choices: Choices, tables: Sequence[int]) -> list[int] | None:
        """Return a minimal set of optional tables that, with the others, refuses choices; None when they are possible.

        ``tables``: those to choose from. Empty when the choices are refused without any of them.
        """
        if self.consistency.root.is_dead:
            return []  # refused without any of them
        assumed = list(self._assume(choices))

        def refused_by(selected: Sequence[int]) -> list[int] | None:
            """Return the tables of a core that refuses the choices, or None."""
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
        """Return a complete configuration (the index of a value per variable) with these choices, or None."""
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
        """Return, per variable, the bool mask of exactly the values of complete configurations, after choices.

        Each model proves many values at once; the solver's phases prefer values not proven yet.
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
        """Return preferred literals: for each characteristic, a value not proven possible yet."""
        literals = []
        for var, (mask, known) in enumerate(zip(masks, proven, strict=True)):
            open_values = np.flatnonzero(mask & ~known)
            if len(open_values):
                literals.append(self.literal(var, int(open_values[0])))
        return literals

    def explain(self, choices: Choices, var: int, value: int) -> frozenset[int] | None:
        """Return a minimal set of choices (variables) that refuses a value, or None when it is possible.

        Other choices of ``var`` are ignored. Empty: no configuration has the value.
        """
        return self._minimal_conflict({v: c for v, c in choices.items() if v != var}, {var: frozenset((value,))})

    def refusal(self, choices: Choices, var: int, value: int) -> ConflictExplanation | None:
        """Return why a value is refused with a smallest repair, or None when it is possible.

        Conflicts are collected; a minimum hitting set is removed until the value is possible (implicit hitting set
        method).
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
        # Each conflict is minimal; the shortest is the easiest to read.
        return ConflictExplanation(min(conflicts, key=lambda c: (len(c), sorted(c))), give_up)

    def _minimal_conflict(self, choices: Choices, target: Choices) -> frozenset[int] | None:
        """Return a minimal set of choices that refuses the target, or None."""
        owner = {literal: var for var in choices for literal in self._assume({var: choices[var]})}
        fixed = list(self._assume(target))
        if self._solver.solve(assumptions=[*fixed, *owner]):
            return None
        core = {owner[a] for a in self._solver.get_core() or () if a in owner}
        # Deletion-based minimisation of the core.
        for var in sorted(core):
            if var not in core:
                continue
            rest = core - {var}
            if not self._solver.solve(assumptions=[*fixed, *self._assume({v: choices[v] for v in rest})]):
                core = {owner[a] for a in self._solver.get_core() or () if a in owner} & rest
        return self._drop_redundant(core, choices, fixed)

    def _drop_redundant(self, core: set[int], choices: Choices, fixed: list[int]) -> frozenset[int]:
        """Return the needed members of a core: a last pass, since cores shrink unevenly."""
        for var in sorted(core):
            rest = core - {var}
            if not self._solver.solve(assumptions=[*fixed, *self._assume({v: choices[v] for v in rest})]):
                core = rest
        return frozenset(core)
