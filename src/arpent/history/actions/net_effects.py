"""Compute the net effect of an operation on each record from its audit entries."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import batched
from typing import Any

from ..models import AuditEntry, Operation
from .rows import CHUNK


@dataclass(slots=True)
class NetEffect:
    """The net effect of an operation on one record.

    ``last_entry``: id of the operation's last audit entry on the record. Only changed columns are loaded: an import
    creates
    hundreds of thousands of records, so `former_rows` reads whole rows when they are needed.
    """

    created: bool
    deleted: bool
    last_entry: int
    changed: dict[str, Any] | None = None  # the former values of the columns that changed
    redacted: bool = False  # the former values were redacted from the trail

    @property
    def removed_existing(self) -> bool:
        """Return whether the operation deleted a record that existed before it."""
        return self.deleted and not self.created


def read_net_effects(target: Operation, tables: Iterable[str]) -> dict[str, dict[str, NetEffect]]:
    """Return, by table and record, the net effect of an operation, without records it both created and deleted."""
    effects: dict[str, dict[str, NetEffect]] = defaultdict(dict)
    entries = AuditEntry.objects.filter(operation_id=target.pk.hex, table__in=list(tables)).order_by("id")
    columns = ("id", "table", "record_id", "action", "before", "after", "redaction_id")
    for pk, table, record, action, before, after, redaction in entries.values_list(*columns).iterator(chunk_size=2000):
        effect = effects[table].get(record)
        if effect is None:
            effect = effects[table][record] = NetEffect(created=action == "I", deleted=False, last_entry=pk)
        effect.deleted, effect.last_entry = action == "D", pk
        effect.redacted = effect.redacted or redaction is not None
        if effect.created:
            continue
        if action == "U":
            old, new = json.loads(before), json.loads(after)
            effect.changed = {c: v for c, v in old.items() if new.get(c) != v} | (effect.changed or {})
    for rows in effects.values():
        for record in [r for r, n in rows.items() if n.created and n.deleted]:
            del rows[record]
    return {t: rows for t, rows in effects.items() if rows}


def former_rows(effects: dict[str, NetEffect]) -> Iterator[dict[str, dict[str, Any]]]:
    """Yield the former rows, {record: {column: value}}, of existing records the operation deleted, in chunks of 400."""
    for chunk in batched(((r, n) for r, n in effects.items() if n.removed_existing), CHUNK):
        deleted = dict(chunk)
        entries = AuditEntry.objects.filter(id__in=[n.last_entry for n in deleted.values()])
        yield {
            record: json.loads(before or "{}") | (deleted[record].changed or {})
            for record, before in entries.order_by("id").values_list("record_id", "before")
        }


def record_label(target: Operation, table: str, record: str) -> str:
    """Return a display name for a record from the operation's last audit entry on it, or ""."""
    entry = AuditEntry.objects.filter(operation_id=target.pk.hex, table=table, record_id=record).order_by("-id").first()
    row = json.loads((entry.after or entry.before or "{}") if entry else "{}")
    return next((str(row[c]) for c in ("name", "label", "title", "last_name") if row.get(c)), "")
