"""Reactions of the agenda to events of other domains."""

from arpent.history.events import OperationUndone

from .actions.superseding import drop_superseded_plans_after_undo


def refresh_plans_after_undo(event: OperationUndone) -> None:
    """Drop the plans that an undo restored beside a newer one of the same week."""
    drop_superseded_plans_after_undo(operation_id=event.operation_id)
