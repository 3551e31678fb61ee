"""Saving a candidate solution: which values are valid, when its decision no longer holds."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from arpent.kernel.errors import DomainError, ValidationErrors
from arpent.kernel.text import fold

# Each candidate is evaluated whenever they are shown.
MAX_SOLUTIONS = 12
MAX_QUANTITY = 100_000


def solution_refusals(*, name: str, quantity: int) -> dict[str, DomainError]:
    """Return a refusal for each value that is not allowed."""
    refusals = {}
    if not name:
        refusals["name"] = DomainError("solutions.name_needed")
    if not 1 <= quantity <= MAX_QUANTITY:
        refusals["quantity"] = DomainError("solutions.wrong_quantity")
    return refusals


def check_selection(*, possible: bool, undecided: Sequence[str]) -> None:
    """Raise DomainError for a configuration that is impossible or not complete."""
    if not possible:
        raise DomainError("solutions.impossible")
    if undecided:
        raise DomainError("solutions.incomplete", what=", ".join(undecided))


def check_among_others(*, name: str, others: Iterable[str], is_new: bool) -> None:
    """Raise DomainError when a deal has too many solutions for one more, or one of the same name.

    ``others``: names of the deal's other solutions.
    """
    names = [fold(other) for other in others]
    if is_new and len(names) >= MAX_SOLUTIONS:
        raise DomainError("solutions.too_many", limit=MAX_SOLUTIONS)
    if fold(name) in names:
        raise ValidationErrors({"name": DomainError("solutions.name_taken", name=name)})


def resets_decision(stored: Mapping[str, Any], written: Mapping[str, Any]) -> bool:
    """Return whether what was decided about a solution was about another one: anything but its name changed."""
    return any(stored[name] != value for name, value in written.items())
