"""Undo: put back what an operation changed, unless it has been changed since.

The audit entries of an operation are its undo log. A created record is deleted, an updated one gets its former values
back, a deleted one is inserted again. What somebody changed since, or what later records stand on, is kept and listed.
The undo is an operation of its own: it can be undone too.
"""

import datetime as dt
import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection, models

from arpent.kernel.events import tell
from arpent.kernel.refusals import NotFound, Refused

from ..events import OperationUndone
from ..models import AuditEntry, Operation, User
from ..models.audit import audited_models
from ..rules.roles import Act
from .operating import check_may, operation

CHUNK = 400


@dataclass
class _Net:
    """The net effect of an operation on one record: its first 'before' and its last 'after'."""

    before: dict[str, Any] | None
    after: dict[str, Any] | None
    last_entry: int


@dataclass
class UndoReport:
    operation: Operation
    restored: int = 0
    kept: list[dict[str, str]] = field(default_factory=list)


def undo_operation(*, operation_id: UUID, by: User, at: dt.datetime) -> UndoReport:
    """Undo an operation. Raise NotFound when the person may not see it, Refused when it was undone already."""
    check_may(by, Act.UNDO)
    with operation(by=by, at=at, kind="undo") as undoing:
        target = Operation.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=operation_id).first()
        if target is None:
            raise NotFound("operation")
        if target.undone_by_id:
            raise Refused("people.already_undone")
        undoing.label = target.label or target.kind
        report = _undo(target, undoing)
        undoing.kept = report.kept
        undoing.save(update_fields=["label", "kept"])
        target.undone_by = undoing
        target.save(update_fields=["undone_by"])
        tell(OperationUndone(operation_id=target.pk, kind=target.kind, by=by.pk, at=at))
    return report


def _undo(target: Operation, undoing: Operation) -> UndoReport:
    by_table = {m._meta.db_table: m for m in audited_models()}
    nets = _net_effects(target, set(by_table) - {"people_operation"})
    kept = _changed_since(target, nets)
    _keep_what_is_stood_on(by_table, nets, kept)
    report = UndoReport(undoing)
    order = [m._meta.db_table for m in _parents_first(by_table)]
    # Re-insert parents first, then restore values, then delete children first.
    for table in order:
        rows = {r: n for r, n in nets.get(table, {}).items() if (table, r) not in kept}
        _insert(by_table[table], [n.before for n in rows.values() if n.after is None and n.before is not None])
        for record, net in rows.items():
            if net.before is not None and net.after is not None:
                _restore(by_table[table], record, net.before, net.after)
        report.restored += len(rows)
    for table in reversed(order):
        doomed = [
            r
            for r, n in nets.get(table, {}).items()
            if n.before is None and n.after is not None and (table, r) not in kept
        ]
        _delete(by_table[table], doomed)
    report.kept = [
        {"table": t, "id": r, "label": _label(nets[t][r]), "reason": reason} for (t, r), reason in sorted(kept.items())
    ]
    return report


def _net_effects(target: Operation, tables: set[str]) -> dict[str, dict[str, _Net]]:
    nets: dict[str, dict[str, _Net]] = defaultdict(dict)
    for e in AuditEntry.objects.filter(operation_id=target.pk.hex, table__in=tables).order_by("id").iterator():
        after = json.loads(e.after) if e.after else None
        known = nets[e.table].get(e.record_id)
        if known:
            known.after, known.last_entry = after, e.id
        else:
            nets[e.table][e.record_id] = _Net(json.loads(e.before) if e.before else None, after, e.id)
    for rows in nets.values():
        for record in [r for r, n in rows.items() if n.before is None and n.after is None]:
            del rows[record]
    return nets


def _changed_since(target: Operation, nets: dict[str, dict[str, _Net]]) -> dict[tuple[str, str], str]:
    kept: dict[tuple[str, str], str] = {}
    for table, rows in nets.items():
        ids = list(rows)
        for start in range(0, len(ids), CHUNK):
            later = (
                AuditEntry.objects.filter(record_id__in=ids[start : start + CHUNK], table=table)
                .exclude(operation_id=target.pk.hex)
                .values_list("record_id", "id")
            )
            for record, entry in later:
                if entry > rows[record].last_entry:
                    kept[table, record] = "changed"
    return kept


def _keep_what_is_stood_on(
    by_table: dict[str, type[models.Model]], nets: dict[str, dict[str, _Net]], kept: dict[tuple[str, str], str]
) -> None:
    """Add to ``kept`` each created record that a record staying in the base refers to."""
    created = {
        (t, r) for t, rows in nets.items() for r, n in rows.items() if n.before is None and n.after is not None
    }
    grew = True
    while grew:
        grew = False
        doomed = created - set(kept)
        for table, model in by_table.items():
            for fk in [f for f in model._meta.local_fields if isinstance(f, models.ForeignKey)]:
                parent = fk.related_model._meta.db_table
                ids = [r for t, r in doomed if t == parent]
                if not ids or isinstance(fk.remote_field.on_delete, type(None)):
                    continue
                for record, value in _references(model, fk.column, ids):
                    if (table, record) not in doomed and (parent, value) not in kept:
                        kept[parent, value] = "used"
                        grew = True


def _references(model: type[models.Model], column: str, ids: list[str]) -> list[tuple[str, str]]:
    table, pk, found = model._meta.db_table, model._meta.pk.column, []
    with connection.cursor() as cursor:
        for start in range(0, len(ids), CHUNK):
            part = ids[start : start + CHUNK]
            marks = ", ".join(["%s"] * len(part))
            cursor.execute(f'SELECT "{pk}", "{column}" FROM "{table}" WHERE "{column}" IN ({marks})', _typed(part))
            found += [(_plain(a), _plain(b)) for a, b in cursor.fetchall()]
    return found


def _typed(ids: list[str]) -> list[Any]:
    return [UUID(i) if len(i) == 32 else i for i in ids] if connection.vendor == "postgresql" else list(ids)


def _plain(value: Any) -> str:
    return str(value).replace("-", "")


def _insert(model: type[models.Model], rows: list[dict[str, Any]]) -> None:
    columns = [f.column for f in model._meta.local_concrete_fields]
    names = ", ".join(f'"{c}"' for c in columns)
    table = model._meta.db_table
    with connection.cursor() as cursor:
        for row in rows:
            if connection.vendor == "postgresql":
                cursor.execute(
                    f'INSERT INTO "{table}" ({names}) SELECT {names} FROM jsonb_populate_record(NULL::"{table}", %s)',
                    [json.dumps({"password": "!", **row})],
                )
            else:
                marks = ", ".join(["%s"] * len(columns))
                cursor.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', [row.get(c, "!") for c in columns])


def _restore(model: type[models.Model], record: str, before: dict[str, Any], after: dict[str, Any]) -> None:
    columns = [c for c in before if before[c] != after.get(c)]
    if not columns:
        return
    table, pk = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sets = ", ".join(f'"{c}" = old."{c}"' for c in columns)
            cursor.execute(
                f'UPDATE "{table}" SET {sets} FROM jsonb_populate_record(NULL::"{table}", %s) old '
                f'WHERE "{table}"."{pk}" = old."{pk}"',
                [json.dumps(before)],
            )
        else:
            sets = ", ".join(f'"{c}" = %s' for c in columns)
            cursor.execute(f'UPDATE "{table}" SET {sets} WHERE "{pk}" = %s', [*(before[c] for c in columns), record])


def _delete(model: type[models.Model], ids: list[str]) -> None:
    with connection.cursor() as cursor:
        for start in range(0, len(ids), CHUNK):
            part = ids[start : start + CHUNK]
            marks = ", ".join(["%s"] * len(part))
            cursor.execute(
                f'DELETE FROM "{model._meta.db_table}" WHERE "{model._meta.pk.column}" IN ({marks})', _typed(part)
            )


def _parents_first(by_table: dict[str, type[models.Model]]) -> list[type[models.Model]]:
    ordered: list[type[models.Model]] = []
    waiting = dict(by_table)
    while waiting:
        free = [
            t
            for t, m in waiting.items()
            if not any(
                isinstance(f, models.ForeignKey)
                and f.related_model is not m
                and f.related_model._meta.db_table in waiting
                for f in m._meta.local_fields
            )
        ]
        for table in free or list(waiting):
            ordered.append(waiting.pop(table))
    return ordered


def _label(net: _Net) -> str:
    row = net.after or net.before or {}
    for column in ("name", "label", "title", "last_name"):
        if row.get(column):
            return str(row[column])
    return ""
