"""States of a plan, and which of them a finished computation or a newer plan may change."""

from collections.abc import Sequence
from enum import StrEnum


class PlanState(StrEnum):
    """State of a plan. ``running``: being computed; ``dropped``: superseded by a newer plan, cancelled or discarded."""

    RUNNING = "running"
    DRAFT = "draft"
    ACCEPTED = "accepted"
    DROPPED = "dropped"
    FAILED = "failed"


def may_finish(state: PlanState) -> bool:
    """Return whether a computation that ends may change the plan: only when it is still running."""
    return state == PlanState.RUNNING


def is_superseded(state: PlanState) -> bool:
    """Return whether a newer plan of the same week supersedes one in this state."""
    return state in (PlanState.RUNNING, PlanState.DRAFT, PlanState.FAILED)


def superseded_plans(states: Sequence[tuple[PlanState, bool]]) -> list[int]:
    """Return the indexes of the plans of a week to drop, sorted.
    ``states``: oldest first, with whether a job still computes the plan. Of several live plans the newest remains; a
    running plan without a job would never finish and is dropped.
    """
    stuck = [i for i, (state, computed) in enumerate(states) if state == PlanState.RUNNING and not computed]
    live = [i for i, (s, _) in enumerate(states) if s in (PlanState.RUNNING, PlanState.DRAFT) and i not in stuck]
    return sorted(stuck + live[:-1])
