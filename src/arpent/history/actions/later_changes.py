"""Compare a row with its state after an operation, from the audit entries written since."""

import json
from typing import Any

# "table.column" computed from others, declared in manifests: a change of these alone is no modification.
DERIVED_COLUMNS: set[str] = set()
# Revision counters: an undo does not lower them, so that readers of a later revision detect the undo.
COUNTERS = frozenset({"revision"})


class LaterChanges:
    """The combined effect of later audit entries on one row. A row deleted and inserted again counts as present."""

    def __init__(self, table: str) -> None:
        self.table = table
        self.former: dict[str, Any] = {}
        self.latest: dict[str, Any] = {}
        self.was_absent: bool | None = None
        self.is_absent = False

    def add(self, before: str | None, after: str | None) -> None:
        """Add one audit entry, in order of ids; ``before`` and ``after`` are its JSON payloads."""
        if self.was_absent is None:
            self.was_absent = before is None
        self.is_absent = after is None
        for column, value in json.loads(before or "{}").items():
            self.former.setdefault(column, value)
        self.latest |= json.loads(after or "{}")

    def is_modified(self) -> bool:
        """Return whether the row differs from its earlier state in any column that is neither derived nor a counter."""
        if self.is_absent or self.was_absent:
            return self.is_absent != self.was_absent
        return any(v != self.latest.get(c, v) for c, v in self.former.items() if not self._is_derived(c))

    def _is_derived(self, column: str) -> bool:
        return column in COUNTERS or f"{self.table}.{column}" in DERIVED_COLUMNS
