"""What became of a row since an operation left it."""

import json
from typing import Any

# Columns that follow from others: a change of these alone is no change by somebody.
DERIVED = frozenset({"sector_of_id", "reliability", "next_due_on", "name_key"})
# Columns that only count changes: they never go back, so that whoever saw a later state notices the undo.
COUNTERS = frozenset({"edition"})


class LaterChanges:
    """What became of one row since, its changes laid end to end.

    A deleted row that was inserted again is a row again.
    """

    def __init__(self) -> None:
        self.first: dict[str, Any] = {}
        self.last: dict[str, Any] = {}
        self.was_gone: bool | None = None
        self.gone = False

    def add(self, before: str | None, after: str | None) -> None:
        if self.was_gone is None:
            self.was_gone = before is None
        self.gone = after is None
        for column, value in json.loads(before or "{}").items():
            self.first.setdefault(column, value)
        self.last |= json.loads(after or "{}")

    def is_modified(self) -> bool:
        """Return whether the row differs in more than derived columns from what it was."""
        if self.gone or self.was_gone:
            return self.gone != self.was_gone
        return any(v != self.last.get(c, v) for c, v in self.first.items() if c not in DERIVED | COUNTERS)
