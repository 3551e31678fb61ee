"""Compare the triggers in the database with those that this version generates."""

from dataclasses import dataclass

from django.db import connections

from ..models.triggers import (
    FUNCTIONS,
    OTHER_TRIGGERS,
    Trigger,
    expected_triggers,
    normal_text,
    read_functions,
    read_triggers,
)


@dataclass(frozen=True)
class TriggerFault:
    """A trigger or trigger function that is not as expected; ``fault`` is "missing", "changed" or "foreign"."""

    fault: str
    table: str
    name: str

    def __str__(self) -> str:
        return (
            f"{self.fault} trigger {self.name} on {self.table}" if self.table else f"{self.fault} function {self.name}"
        )


def check_triggers(using: str = "default") -> list[TriggerFault]:
    """Return every trigger that is missing, has another text, is disabled, or does not belong to the project."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    present = {(t.table, t.name): t for t in read_triggers(using)}
    expected = {(t.table, t.name): t for t in expected_triggers(connection.vendor, tables)}
    other = {(t.table, t.name): t for t in OTHER_TRIGGERS[connection.vendor] if t.table in tables}
    faults = [_fault(present.get(key), trigger) for key, trigger in (expected | other).items()]
    faults += [TriggerFault("foreign", *key) for key in present if key not in expected and key not in other]
    if connection.vendor == "postgresql":
        bodies = read_functions(using)
        faults += [
            TriggerFault("changed" if name in bodies else "missing", "", name)
            for name, body in FUNCTIONS.items()
            if bodies.get(name) != body
        ]
    return sorted((f for f in faults if f), key=str)


def _fault(present: Trigger | None, expected: Trigger) -> TriggerFault | None:
    if present is None:
        return TriggerFault("missing", expected.table, expected.name)
    if normal_text(present.sql) != normal_text(expected.sql):
        return TriggerFault("changed", expected.table, expected.name)
    return None
