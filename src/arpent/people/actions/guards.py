"""Rows that a domain holds fast: what has left the house never changes, not even by an undo."""

from collections.abc import Callable
from typing import Any

# Given the ids an undo would touch, and the former values of those that are gone, a guard returns the ids to leave alone.
Guard = Callable[[list[str], dict[str, dict[str, Any]]], set[str]]
GUARDS: dict[str, Guard] = {}  # by table


def register_undo_guard(table: str, guard: Guard) -> None:
    """Have a domain say which of its rows no undo may touch any more."""
    GUARDS[table] = guard
