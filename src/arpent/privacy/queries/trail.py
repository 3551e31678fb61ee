"""Audit entries that name a person, with their redacted values."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Q

from arpent.kernel.personal_data import Kind, PersonalTable

from ..rules.redaction import redact_values
from ..rules.subject import Subject
from ..rules.words import Words
from .declared import every_row, hex_of, list_declared
from .nearness import Nearness


@dataclass(frozen=True)
class TrailChange:
    """One audit entry that names the person."""

    entry_id: int
    table: str
    record_id: str


class TrailReader:
    """Computes the redacted payload of audit entries."""

    def __init__(self, subject: Subject, words: Words, *, whole: bool = False) -> None:
        self.subject, self.words, self.whole = subject, words, whole
        self.by_table = {model._meta.db_table: (table, model) for table, model in list_declared()}
        self.nearness = Nearness(subject)

    def changes(self, name: str, row: dict[str, Any]) -> dict[str, Any]:
        """Return the columns of a payload that change, with their new values."""
        if name not in self.by_table:
            return {}
        table, model = self.by_table[name]
        pk = hex_of(row.get(str(model._meta.pk.column)))
        own = pk in self.subject.records.get(table.model, frozenset())
        near = own or self.nearness.is_near(model, row) or self.nearness.names_near_record(_json_values(table, row))
        mine = own or self._is_own_by_address(table, row)
        return redact_values(table, row, self.words, pk=pk, own=mine, near=near, whole=self.whole)

    def _is_own_by_address(self, table: PersonalTable, row: dict[str, Any]) -> bool:
        """Return whether a row of the trail was the person's own by its address; such a row may be gone from the
        base.
        """
        if table.email and str(row.get(table.email) or "").lower() in {e.lower() for e in self.subject.emails}:
            return True
        return any(row.get(c) and row[c] in self.subject.phones for c in table.phones)


def find_trail_changes(subject: Subject, words: Words, *, whole: bool = False) -> Iterator[TrailChange]:
    """Yield the entries whose payload must change, oldest first."""
    reader = TrailReader(subject, words, whole=whole)
    condition = Q(record_id__in=subject.own_ids) if subject.own_ids else Q()
    if words.loose:
        condition |= Q(before__iregex=words.loose) | Q(after__iregex=words.loose)
    if not condition:
        return
    rows = every_row(apps.get_model("history.AuditEntry")).filter(condition).order_by("id")
    for pk, name, record, *sides in rows.values_list("id", "table", "record_id", "before", "after").iterator(
        chunk_size=500
    ):
        if any(side and reader.changes(name, json.loads(side)) for side in sides):
            yield TrailChange(pk, name, record)


def _json_values(table: PersonalTable, row: dict[str, Any]) -> list[Any]:
    return [row.get(c) for c, kind in table.columns.items() if kind == Kind.JSON]
