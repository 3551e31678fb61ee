"""The states of a plan, and which of them a finished computation or a newer plan may change."""

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
