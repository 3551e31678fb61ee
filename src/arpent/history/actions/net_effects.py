"""What an operation did to each record in the end, read from its entries of the trail."""

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

    An import makes hundreds of thousands of records: whole rows stay in the trail until they are needed.
    """

    born: bool
    gone: bool
    last_entry: int
    changed: dict[str, Any] | None = None  # the former values of the columns that changed
    redacted: bool = False  # the trail no longer has the former values

    @property
    def lost(self) -> bool:
        """Return whether a record that was there before is gone."""
        return self.gone and not self.born


def read_net_effects(target: Operation, tables: Iterable[str]) -> dict[str, dict[str, NetEffect]]:
    """Return, by table and record, the net effect of an operation; what it made and unmade again is left out."""
    nets: dict[str, dict[str, NetEffect]] = defaultdict(dict)
    entries = AuditEntry.objects.filter(operation_id=target.pk.hex, table__in=list(tables)).order_by("id")
    columns = ("id", "table", "record_id", "action", "before", "after", "redaction_id")
    for pk, table, record, action, before, after, redaction in entries.values_list(*columns).iterator(chunk_size=2000):
        net = nets[table].get(record)
        if net is None:
            net = nets[table][record] = NetEffect(born=action == "I", gone=False, last_entry=pk)
        net.gone, net.last_entry = action == "D", pk
        net.redacted = net.redacted or redaction is not None
        if net.born:
            continue
        if action == "U":
            old, new = json.loads(before), json.loads(after)
            net.changed = {c: v for c, v in old.items() if new.get(c) != v} | (net.changed or {})
    for rows in nets.values():
        for record in [r for r, n in rows.items() if n.born and n.gone]:
            del rows[record]
    return {t: rows for t, rows in nets.items() if rows}


def former_rows(nets: dict[str, NetEffect]) -> Iterator[dict[str, dict[str, Any]]]:
    """Yield, piece by piece, the whole former rows of records that were there before and are gone."""
    for part in batched(((r, n) for r, n in nets.items() if n.lost), CHUNK):
        known = dict(part)
        entries = AuditEntry.objects.filter(id__in=[n.last_entry for n in known.values()])
        yield {
            record: json.loads(before or "{}") | (known[record].changed or {})
            for record, before in entries.order_by("id").values_list("record_id", "before")
        }


def label_of(target: Operation, table: str, record: str) -> str:
    """Return what a record is called, from the operation's last entry on it."""
    entry = AuditEntry.objects.filter(operation_id=target.pk.hex, table=table, record_id=record).order_by("-id").first()
    row = json.loads((entry.after or entry.before or "{}") if entry else "{}")
    return next((str(row[c]) for c in ("name", "label", "title", "last_name") if row.get(c)), "")
