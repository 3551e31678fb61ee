"""Registries by which domains restrict undo: guarded rows, irreversible kinds, progress tables and permissions.

Filled at start-up by the composition root.
"""

from collections.abc import Callable, Mapping
from typing import Any

from arpent.people.public import Permission

from ..models.operation import PROGRESS_TABLES

# A guard takes the ids an undo would change, the former rows of the deleted ones and the operation's kind; it returns
# the ids to skip.
Guard = Callable[[list[str], dict[str, dict[str, Any]], str], set[str]]
GUARDS: dict[str, Guard] = {}  # by table
IRREVERSIBLE_KINDS: dict[str, str] = {
    "history.redact": "history.redaction_lasts"
}  # by kind of operation, the refusal's code
UNDO_PERMISSIONS: dict[str, Permission] = {}  # by table


def register_undo_guard(table: str, guard: Guard) -> None:
    """Register a callback that excludes rows of a table from undo."""
    GUARDS[table] = guard


def register_irreversible(code: str, *kinds: str) -> None:
    """Declare kinds of operation that cannot be undone; ``code`` is the DomainError raised instead."""
    IRREVERSIBLE_KINDS.update(dict.fromkeys(kinds, code))


def register_progress_tables(*tables: str) -> None:
    """Declare tables that track an operation's progress: undo skips them, the domain's reaction updates them."""
    PROGRESS_TABLES.update(tables)


def register_undo_permissions(permissions: Mapping[str, Permission]) -> None:
    """Declare the permission required to undo changes of each table."""
    UNDO_PERMISSIONS.update(permissions)


def undo_permission(table: str) -> Permission:
    """Return the permission required to undo changes of a table. Raise LookupError when none is declared."""
    if table not in UNDO_PERMISSIONS:
        raise LookupError(f"{table} has no declared undo permission (site/undo_rights.py)")
    return UNDO_PERMISSIONS[table]
