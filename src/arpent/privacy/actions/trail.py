"""Redact the audit trail by its own recorded redaction (ADR 0026)."""

import datetime as dt
from collections import defaultdict
from typing import Any

from arpent.history.public import redact_entries
from arpent.people.public import User

from ..queries.trail import TrailReader, find_trail_changes
from ..rules.subject import Subject
from ..rules.words import Words


def redact_trail(subject: Subject, words: Words, *, by: User, at: dt.datetime, whole: bool) -> int:
    """Redact every audit entry that names the person; return their number.
    Called last in an erasure, since the trail also has the erasure's own writes.
    """
    records: dict[str, set[str]] = defaultdict(set)
    for change in find_trail_changes(subject, words, whole=whole):
        records[change.table].add(change.record_id)
    reader = TrailReader(subject, words, whole=whole)

    def redact(table: str, payload: dict[str, Any]) -> dict[str, Any]:
        return payload | reader.changes(table, payload)

    return redact_entries(redact=redact, by=by, at=at, reason="privacy.erased", records=records) if records else 0
