"""The states of a plan, and which of them a finished computation or a newer plan may change."""

from collections.abc import Sequence
from enum import StrEnum


class PlanState(StrEnum):
    """``running``: being computed; ``dropped``: superseded by a newer plan, stopped, or thrown away."""

    RUNNING = "running"
    DRAFT = "draft"
    ACCEPTED = "accepted"
    DROPPED = "dropped"
    FAILED = "failed"


def may_finish(state: PlanState) -> bool:
    """Return whether a computation that ends may change the plan: only one that is still being computed."""
    return state == PlanState.RUNNING


def is_superseded(state: PlanState) -> bool:
    """Return whether a newer plan of the same week takes the place of one in this state."""
    return state in (PlanState.RUNNING, PlanState.DRAFT, PlanState.FAILED)


def superseded_plans(states: Sequence[tuple[PlanState, bool]]) -> list[int]:
    """Return which plans of a week may not stay live. ``states``: oldest first, with whether a job still computes the
    plan.

    Of several live ones the newest stays; one that nothing computes any more never ends, so that it is none.
    """
    stuck = [i for i, (state, computed) in enumerate(states) if state == PlanState.RUNNING and not computed]
    live = [i for i, (s, _) in enumerate(states) if s in (PlanState.RUNNING, PlanState.DRAFT) and i not in stuck]
    return sorted(stuck + live[:-1])
