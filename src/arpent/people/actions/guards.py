"""Rows that a domain holds fast: what has left the house never changes, not even by an undo."""

from collections.abc import Callable
from typing import Any

from ..models.operation import PROGRESS_TABLES

# Given the ids an undo would touch, the former values of those that are gone, and the operation's kind, a guard returns the
# ids to leave alone.
Guard = Callable[[list[str], dict[str, dict[str, Any]], str], set[str]]
GUARDS: dict[str, Guard] = {}  # by table
LASTING: dict[str, str] = {}  # by kind of operation, the refusal's code


def register_undo_guard(table: str, guard: Guard) -> None:
    """Have a domain say which of its rows no undo may touch any more."""
    GUARDS[table] = guard


def register_lasting(code: str, *kinds: str) -> None:
    """Have a domain say which kinds of operation are never undone, and the refusal that tells why."""
    LASTING.update(dict.fromkeys(kinds, code))


def register_progress_tables(*tables: str) -> None:
    """Have a domain name tables that say how far an operation is: its undo leaves them, its reaction changes them."""
    PROGRESS_TABLES.update(tables)
