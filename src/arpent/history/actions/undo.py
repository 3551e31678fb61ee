"""Undo: put back what an operation changed, unless it has been changed since.

The audit entries of an operation are its undo log. A created record is deleted, an updated one gets its former values
back, a deleted one is inserted again. What somebody changed since, what later records stand on, and what is out of the
person's reach is kept and listed, with what belongs to it. The undo is an operation of its own: it can be undone too.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import models

from arpent.kernel.errors import DomainError, NotFound
from arpent.kernel.events import publish
from arpent.people.public import Permission, Scope, ScopedQuerySet, User, require_permission

from ..events import OperationUndone
from ..models import AuditEntry, Operation
from ..models.audit import audited_models
from ..models.operation import PROGRESS_TABLES
from .later_changes import COUNTERS, LaterChanges
from .net_effects import NetEffect, former_rows, label_of, read_net_effects
from .operations import operation
from .rows import CHUNK, delete_rows, existing, insert_rows, lock_rows, references, restore_row, values_of
from .undo_guards import GUARDS, IRREVERSIBLE_KINDS, undo_permission

Models = dict[str, type[models.Model]]
Key = tuple[str, str]  # table, record


@dataclass
class UndoReport:
    operation: Operation
    restored: int = 0
    kept: list[dict[str, str]] = field(default_factory=list)


def undo_operation(*, operation_id: UUID, by: User, at: dt.datetime) -> UndoReport:
    """Undo an operation. Raise NotFound when the person may not see it, DomainError when it cannot be undone (now)."""
    require_permission(by, Permission.UNDO)
    with operation(by=by, at=at, kind="undo") as undoing:
        target = Operation.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=operation_id).first()
        if target is None:
            raise NotFound("operation")
        if target.undone_by_id:
            raise DomainError("history.already_undone")
        if target.kind in ("people.found", "demo.load"):
            raise DomainError("history.not_undoable")
        if target.kind in IRREVERSIBLE_KINDS:
            raise DomainError(IRREVERSIBLE_KINDS[target.kind])
        if target.running:
            raise DomainError("history.still_running")
        undoing.label = target.label or target.kind
        report = _Undo(target, undoing, by).run()
        undoing.kept = report.kept
        undoing.save(update_fields=["label", "kept"])
        # Undoing an undo puts the first operation in force again.
        Operation.objects.visible_to(by).filter(undone_by=target).update(undone_by=None)
        target.undone_by = undoing
        target.save(update_fields=["undone_by"])
        publish(OperationUndone(operation_id=target.pk, kind=target.kind, by=by.pk, at=at))
    return report


class _Undo:
    def __init__(self, target: Operation, undoing: Operation, by: User) -> None:
        self.target, self.undoing, self.by = target, undoing, by
        self.models: Models = {m._meta.db_table: m for m in audited_models()}
        self.order = [m._meta.db_table for m in parents_first(self.models)]
        self.nets: dict[str, dict[str, NetEffect]] = {}
        self.kept: dict[Key, str] = {}

    def run(self) -> UndoReport:
        self.nets = read_net_effects(self.target, set(self.models) - PROGRESS_TABLES)
        self._check_rights()
        for table in self.order:
            if table in self.nets:
                lock_rows(self.models[table], sorted(self.nets[table]))
        self._keep_redacted()
        self._keep_changed_since()
        self._keep_out_of_reach()
        self._keep_guarded()
        self._keep_what_belongs_together()
        report = UndoReport(self.undoing)
        for table in self.order:
            report.restored += self._put_back(table)
        for table in reversed(self.order):
            doomed = [r for r, n in self._open(table) if n.born]
            delete_rows(self.models[table], doomed)
            report.restored += len(doomed)
        report.kept = [
            {"table": t, "id": r, "label": label_of(self.target, t, r), "reason": reason}
            for (t, r), reason in sorted(self.kept.items())
        ]
        return report

    def _open(self, table: str) -> list[tuple[str, NetEffect]]:
        return [(r, n) for r, n in self.nets.get(table, {}).items() if (table, r) not in self.kept]

    def _check_rights(self) -> None:
        """Raise DomainError unless the person may do what each touched table asks; one's own preferences are one's
        own.
        """
        for table, rows in self.nets.items():
            own = table == "people_user" and set(rows) == {self.by.pk.hex} and self.target.kind == "people.preferences"
            if not own:
                require_permission(self.by, undo_permission(table))

    def _keep_redacted(self) -> None:
        """Keep the records whose former values were erased from the trail: nothing may bring them back."""
        for table, rows in self.nets.items():
            for record, net in rows.items():
                if net.redacted and not net.born:
                    self.kept[table, record] = "erased"

    def _keep_changed_since(self) -> None:
        """Keep what is no longer as the operation left it; what was changed and changed back, by an undo, is as it
        was.
        """
        for table, rows in self.nets.items():
            ids = list(rows)
            for start in range(0, len(ids), CHUNK):
                later = (
                    AuditEntry.objects.filter(record_id__in=ids[start : start + CHUNK], table=table)
                    .exclude(operation_id=self.target.pk.hex)
                    .order_by("id")
                    .values_list("record_id", "id", "before", "after")
                )
                since: dict[str, LaterChanges] = defaultdict(LaterChanges)
                for record, entry, before, after in later:
                    if entry > rows[record].last_entry:
                        since[record].add(before, after)
                for record, changes in since.items():
                    if changes.is_modified():
                        self.kept.setdefault((table, record), "changed")

    def _keep_out_of_reach(self) -> None:
        """Keep what the person does not see today, though it was seen then."""
        if self.by.scope(Permission.SEE_CLIENTS) == Scope.ALL:
            return
        for table, rows in self.nets.items():
            model = self.models[table]
            here = [r for r, n in rows.items() if not n.gone]
            for record in self._hidden(model, here):
                self.kept.setdefault((table, record), "out_of_reach")
            for rows_lost in former_rows(rows):
                for fk in _foreign_keys(model):
                    parents = {r: _plain(row.get(fk.column)) for r, row in rows_lost.items() if row.get(fk.column)}
                    hidden = self._hidden(fk.related_model, sorted(set(parents.values())))
                    for record, parent in parents.items():
                        if parent in hidden:
                            self.kept.setdefault((table, record), "out_of_reach")

    def _keep_guarded(self) -> None:
        """Keep the rows that their domain holds fast: what has left the house never changes, not even by an undo."""
        for table, guard in GUARDS.items():
            rows = self.nets.get(table, {})
            lost = {r: row for part in former_rows(rows) for r, row in part.items()}
            for record in guard(list(rows), lost, self.target.kind):
                self.kept.setdefault((table, record), "frozen")

    def _hidden(self, model: type[models.Model], ids: list[str]) -> set[str]:
        """Return those of the ids that exist and that the person does not see."""
        rows = model._default_manager.all()
        if not isinstance(rows, ScopedQuerySet) or not ids:
            return set()
        there = existing(model, ids)
        seen: set[str] = set()
        for start in range(0, len(ids), CHUNK):
            part = [UUID(i) for i in ids[start : start + CHUNK]]
            seen |= {_plain(pk) for pk in rows.visible_to(self.by).filter(pk__in=part).values_list("pk", flat=True)}
        return there - seen

    def _keep_what_belongs_together(self) -> None:
        """Keep each created record that a record staying in the base refers to, and what hangs on a kept one."""
        links = [
            (m._meta.db_table, m, fk.column, fk.related_model._meta.db_table)
            for m in _all_models()
            for fk in _foreign_keys(m)
        ]
        for table, model, column, parent_table in links:
            born = [r for r, n in self.nets.get(parent_table, {}).items() if n.born]
            for record, parent in references(model, column, born):
                if not self._is_born(table, record):
                    self.kept.setdefault((parent_table, parent), "used")
        waiting = list(self.kept)
        while waiting:
            grown = [key for at in _by_table(waiting).items() for key in self._kept_with(*at, links)]
            waiting = list(dict.fromkeys(grown))

    def _is_born(self, table: str, record: str) -> bool:
        net = self.nets.get(table, {}).get(record)
        return net is not None and net.born

    def _kept_with(self, table: str, records: list[str], links: list[Any]) -> list[Key]:
        """Keep the created records that kept ones of a table refer to or are referred to by; return the new ones."""
        grown: list[Key] = []

        def keep(key: Key, reason: str) -> None:
            if key not in self.kept and self._is_born(*key):
                self.kept[key] = reason
                grown.append(key)

        for child_table, model, column, parent_table in links:
            if child_table == table:
                for _record, parent in values_of(model, column, records):
                    keep((parent_table, parent), "used")
            if parent_table == table:
                born = [r for r in records if self._is_born(table, r)]
                for record, _parent in references(model, column, born):
                    keep((child_table, record), "belongs")
        return grown

    def _put_back(self, table: str) -> int:
        """Insert again what was deleted, parents first, and restore former values. Returns how many."""
        model, count = self.models[table], 0
        for rows in former_rows(dict(self._open(table))):
            orphans = self._orphans(model, rows)
            for record in orphans:
                self.kept[table, record] = "parent_gone"
            taken = insert_rows(model, {r: row for r, row in rows.items() if r not in orphans})
            for record in taken:
                self.kept[table, record] = "taken"
            count += len(rows) - len(orphans) - len(taken)
        for record, net in self._open(table):
            if net.changed and not net.gone:
                former = {c: v for c, v in net.changed.items() if c not in COUNTERS}
                if not former or restore_row(model, record, former):
                    count += 1
                else:
                    self.kept[table, record] = "taken"
        return count

    def _orphans(self, model: type[models.Model], rows: dict[str, dict[str, Any]]) -> set[str]:
        """Return the records that refer to a parent which is no longer there."""
        found: set[str] = set()
        for fk in _foreign_keys(model):
            wanted = {r: _plain(row.get(fk.column)) for r, row in rows.items() if row.get(fk.column)}
            there = existing(fk.related_model, sorted(set(wanted.values())))
            found |= {r for r, parent in wanted.items() if parent not in there}
        return found


def _foreign_keys(model: type[models.Model]) -> list[Any]:
    return [f for f in model._meta.local_fields if isinstance(f, models.ForeignKey)]


def _all_models() -> list[type[models.Model]]:
    """Return every model whose rows can stand on ours, but for search lines, which follow by themselves."""
    from django.apps import apps

    return [
        m
        for m in apps.get_models(include_auto_created=True)
        if m._meta.db_table != "clients_searchentry" and m._meta.managed
    ]


def _by_table(keys: list[Key]) -> dict[str, list[str]]:
    tables: dict[str, list[str]] = defaultdict(list)
    for table, record in keys:
        tables[table].append(record)
    return tables


def _plain(value: Any) -> str:
    return str(value).replace("-", "") if value else ""


def parents_first(by_table: Models) -> list[type[models.Model]]:
    """Return models so that each stands after those its foreign keys name."""
    ordered: list[type[models.Model]] = []
    waiting = dict(by_table)
    while waiting:
        free = [
            t
            for t, m in waiting.items()
            if not any(f.related_model is not m and f.related_model._meta.db_table in waiting for f in _foreign_keys(m))
        ]
        for table in free or list(waiting):
            ordered.append(waiting.pop(table))
    return ordered
