"""A configuration space: variables, values, tables of allowed combinations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

Masks = tuple[npt.NDArray[np.bool_], ...]  # per characteristic, which of its values are still possible


@dataclass(frozen=True)
class Table:
    """Allowed combinations of k variables. ``scope``: their indices; ``rows``: indices of values, int32, (n, k)."""

    name: str
    scope: tuple[int, ...]
    rows: npt.NDArray[np.int32]


@dataclass(frozen=True)
class Space:
    """Variables with their values, and tables. ``touching``: per variable, the indices of the tables that contain it.

    Raise ValueError for a variable without values, or a table without rows, with rows of another width, or with unknown
    variables or values.
    """

    names: tuple[str, ...]
    values: tuple[tuple[str, ...], ...]
    tables: tuple[Table, ...]
    touching: tuple[tuple[int, ...], ...] = field(init=False)

    def __post_init__(self) -> None:
        if len(self.names) != len(self.values) or not all(self.values):
            raise ValueError("each characteristic has a name and at least one value")
        for table in self.tables:
            if (
                table.rows.ndim != 2
                or table.rows.shape[1] != len(table.scope)
                or len(set(table.scope)) != len(table.scope)
            ):
                raise ValueError(f"{table.name}: each row has one value per characteristic of the rule")
            if not len(table.rows):
                raise ValueError(f"{table.name}: the rule allows no combination at all")
            for column, var in enumerate(table.scope):
                if not 0 <= var < len(self.names) or table.rows[:, column].max() >= len(self.values[var]):
                    raise ValueError(f"{table.name}: the rule names a value that {var} does not have")
        tables_of: list[list[int]] = [[] for _ in self.names]
        for k, table in enumerate(self.tables):
            for var in table.scope:
                tables_of[var].append(k)
        object.__setattr__(self, "touching", tuple(tuple(a) for a in tables_of))

    def full(self) -> Masks:
        """Return the masks with all values possible: per variable a bool array of shape (values,)."""
        return tuple(np.ones(len(v), dtype=bool) for v in self.values)


# Choices and needs: acceptable value indices per variable.
Choices = Mapping[int, frozenset[int]]


def read_space(data: Mapping[str, Any]) -> Space:
    """Return a space from JSON: ``domains`` (values by name), ``tables`` (``name``, ``scope``, ``tuples``).

    A table's scope has names, its tuples indices of values. Raise KeyError for missing keys, ValueError as `Space`
    does.
    """
    names = tuple(data["domains"])
    at = {name: i for i, name in enumerate(names)}
    tables = tuple(
        Table(str(t.get("name", f"#{k + 1}")), tuple(at[s] for s in t["scope"]), np.array(t["tuples"], dtype=np.int32))
        for k, t in enumerate(data["tables"])
    )
    return Space(names, tuple(tuple(map(str, v)) for v in data["domains"].values()), tables)


def make_choices(pairs: Sequence[tuple[int, int]]) -> dict[int, frozenset[int]]:
    """Return choices of one value each, from (variable, value) indices."""
    return {var: frozenset((value,)) for var, value in pairs}
