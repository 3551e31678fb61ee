"""Reactions of imports to events."""

from arpent.history.events import OperationUndone

from .models import ImportFile


def mark_import_undone(event: OperationUndone) -> None:
    """Set the state of the import whose operation was undone."""
    ImportFile.objects.unscoped("an import follows its operation").filter(operation_id=event.operation_id).update(
        state=ImportFile.State.UNDONE
    )
