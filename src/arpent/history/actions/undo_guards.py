"""Rows that a domain holds fast: what has left the house never changes, not even by an undo."""

from collections.abc import Callable, Mapping
from typing import Any

from arpent.people.public import Permission

from ..models.operation import PROGRESS_TABLES

# Given the ids an undo would touch, the former values of those that are gone, and the operation's kind, a guard returns
# the ids to leave alone.
Guard = Callable[[list[str], dict[str, dict[str, Any]], str], set[str]]
GUARDS: dict[str, Guard] = {}  # by table
IRREVERSIBLE_KINDS: dict[str, str] = {
    "history.redact": "history.redaction_lasts"
}  # by kind of operation, the refusal's code
UNDO_PERMISSIONS: dict[str, Permission] = {}  # by table


def register_undo_guard(table: str, guard: Guard) -> None:
    """Have a domain say which of its rows no undo may touch any more."""
    GUARDS[table] = guard


def register_irreversible(code: str, *kinds: str) -> None:
    """Have a domain say which kinds of operation are never undone, and the refusal that tells why."""
    IRREVERSIBLE_KINDS.update(dict.fromkeys(kinds, code))


def register_progress_tables(*tables: str) -> None:
    """Have a domain name tables that say how far an operation is: its undo leaves them, its reaction changes them."""
    PROGRESS_TABLES.update(tables)


def register_undo_permissions(rights: Mapping[str, Permission]) -> None:
    """Declare what a person must be allowed to do to undo a change of each table."""
    UNDO_PERMISSIONS.update(rights)


def undo_permission(table: str) -> Permission:
    """Return what undoing a change of a table takes. Raise LookupError for a table that no domain declared."""
    if table not in UNDO_PERMISSIONS:
        raise LookupError(f"{table} has no declared right to undo (site/undo_rights.py)")
    return UNDO_PERMISSIONS[table]
