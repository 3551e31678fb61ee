"""What agenda does when told something."""

from arpent.history.events import OperationUndone

from .actions.superseding import settle_undone_plans


def settle_plans_after_undo(event: OperationUndone) -> None:
    """Keep one live plan a week, though an undo put former states back."""
    settle_undone_plans(operation_id=event.operation_id)
