"""Validity of pipeline stages, and what follows from the kind of a stage."""

from collections.abc import Iterable

from arpent.kernel.errors import DomainError

from .lifecycle import Requirement, StageKind


def stage_refusals(*, name: str, probability: int, requires: Iterable[str]) -> dict[str, DomainError]:
    """Return a DomainError by field for each invalid value. ``probability``: percent."""
    refusals = {}
    if not name:
        refusals["name"] = DomainError("deals.stage_name_needed")
    if not 0 <= probability <= 100:
        refusals["probability"] = DomainError("deals.wrong_probability")
    if any(r not in Requirement for r in requires):
        refusals["requires"] = DomainError("deals.wrong_requirement")
    return refusals


def stage_probability(kind: str, written: int) -> int:
    """Return the probability of a stage in percent: 100 for won, 0 for lost, ``written`` for open ones."""
    return {StageKind.WON.value: 100, StageKind.LOST.value: 0}.get(kind, written)


def stage_requirements(kind: str, written: Iterable[str]) -> list[str]:
    """Return the requirements to enter a stage; none for a lost one."""
    return [] if kind == StageKind.LOST.value else list(written)
