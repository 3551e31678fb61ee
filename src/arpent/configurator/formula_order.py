"""Evaluation order of computed characteristics."""

from graphlib import CycleError, TopologicalSorter

from arpent.kernel.errors import DomainError

from .formulas import read_formula
from .model import Characteristic


def evaluation_order(computed: list[Characteristic]) -> list[Characteristic]:
    """Return computed characteristics, each after those it depends on.

    Raise DomainError "catalogue.circular" for a cycle, and as `read_formula` does.
    """
    by_code = {c.code: c for c in computed}
    graph = {c.code: [n for n in read_formula(c.formula).names if n in by_code] for c in computed}
    try:
        return [by_code[code] for code in TopologicalSorter(graph).static_order()]
    except CycleError as error:
        circle = list(error.args[1])[::-1]
        raise DomainError("catalogue.circular", circle=" → ".join(circle)) from error
