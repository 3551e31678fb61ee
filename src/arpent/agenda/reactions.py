"""Reactions of the agenda to events of other domains."""

from arpent.history.events import OperationUndone

from .actions.superseding import drop_superseded_plans_after_undo


def refresh_plans_after_undo(event: OperationUndone) -> None:
    """Keep one live plan a week, though an undo put former states back."""
    drop_superseded_plans_after_undo(operation_id=event.operation_id)
