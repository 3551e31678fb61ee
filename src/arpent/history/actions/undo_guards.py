"""Registries by which domains restrict undo: guarded rows, irreversible kinds, progress tables and permissions.

Filled at start-up by the composition root.
"""

from collections.abc import Callable
from typing import Any

from arpent.kernel.manifest import UndoSpec

from ..models.audit import DERIVED_TABLES, UNAUDITED
from ..models.operation import PROGRESS_TABLES
from .later_changes import DERIVED_COLUMNS

# A guard takes the ids an undo would change, the former rows of the deleted ones and the operation's kind; it returns
# the ids to skip.
Guard = Callable[[list[str], dict[str, dict[str, Any]], str], set[str]]
GUARDS: dict[str, Guard] = {}  # by table
IRREVERSIBLE_KINDS: dict[str, str] = {}  # by kind of operation, the refusal's code
UNDO_PERMISSIONS: dict[str, str] = {}  # by table


def register_undo(spec: UndoSpec) -> None:
    """Register what a domain's manifest declares of its tables and operations."""
    GUARDS.update(spec.guards)
    IRREVERSIBLE_KINDS.update(spec.irreversible)
    UNDO_PERMISSIONS.update(spec.permissions)
    PROGRESS_TABLES.update(spec.progress_tables)
    UNAUDITED.update(spec.unaudited)
    DERIVED_TABLES.update(spec.derived_tables)
    DERIVED_COLUMNS.update(spec.derived_columns)


def undo_permission(table: str) -> str:
    """Return the permission required to undo changes of a table. Raise LookupError when none is declared."""
    if table not in UNDO_PERMISSIONS:
        raise LookupError(f"{table} has no declared undo permission (UndoSpec.permissions in its domain.py)")
    return UNDO_PERMISSIONS[table]
