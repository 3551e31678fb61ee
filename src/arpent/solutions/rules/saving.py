"""Rules for saving a candidate solution: valid values, and when a change resets its decision."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from arpent.kernel.errors import DomainError, ValidationErrors
from arpent.kernel.text import fold

# Each candidate is evaluated whenever they are shown.
MAX_SOLUTIONS = 12
MAX_QUANTITY = 100_000


def solution_refusals(*, name: str, quantity: int) -> dict[str, DomainError]:
    """Return by field a refusal for each invalid value: "solutions.name_needed", "solutions.wrong_quantity"."""
    refusals = {}
    if not name:
        refusals["name"] = DomainError("solutions.name_needed")
    if not 1 <= quantity <= MAX_QUANTITY:
        refusals["quantity"] = DomainError("solutions.wrong_quantity", limit=MAX_QUANTITY)
    return refusals


def check_selection(*, possible: bool, undecided: Sequence[str]) -> None:
    """Raise DomainError "solutions.impossible" or "solutions.incomplete" unless a configuration is possible and
    complete.

    ``undecided``: names of the choices still open.
    """
    if not possible:
        raise DomainError("solutions.impossible")
    if undecided:
        raise DomainError("solutions.incomplete", what=", ".join(undecided))


def check_among_others(*, name: str, others: Iterable[str], is_new: bool) -> None:
    """Check a solution against the other solutions of its deal, whose names are ``others``.

    Raise DomainError "solutions.too_many" when a new one would exceed ``MAX_SOLUTIONS``, ValidationErrors
    "solutions.name_taken" when another has the same name (ignoring case and accents).
    """
    names = [fold(other) for other in others]
    if is_new and len(names) >= MAX_SOLUTIONS:
        raise DomainError("solutions.too_many", limit=MAX_SOLUTIONS)
    if fold(name) in names:
        raise ValidationErrors({"name": DomainError("solutions.name_taken", name=name)})


def resets_decision(stored: Mapping[str, Any], written: Mapping[str, Any]) -> bool:
    """Return whether a change resets the decision on a solution: a written value differs from the stored one."""
    return any(stored[name] != value for name, value in written.items())
