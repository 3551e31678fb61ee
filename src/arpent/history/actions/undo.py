"""Undo an operation: delete the records it created, restore the values it changed, insert the rows it deleted.

The audit entries of the operation are the undo log. Rows are skipped, and reported with a reason (`SKIP_REASONS`), when
they were modified later, are referenced by later records, are protected by an undo guard, or are not visible to the
person; created records linked to a skipped one are skipped too. The undo is itself an operation and can be undone.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

from django.db import models

from arpent.kernel.errors import DomainError, NotFound
from arpent.kernel.events import publish
from arpent.people.public import Scope, ScopedQuerySet, User, require_permission

from ..events import OperationUndone
from ..models import AuditEntry, Operation
from ..models.audit import audited_models
from ..models.operation import PROGRESS_TABLES
from ..permissions import HistoryPermission
from .later_changes import COUNTERS, LaterChanges
from .net_effects import NetEffect, former_rows, read_net_effects, record_label
from .operations import operation
from .rows import (
    CHUNK,
    delete_rows,
    existing_ids,
    insert_rows,
    lock_rows,
    plain_id,
    references,
    restore_row,
    values_of,
)
from .undo_guards import GUARDS, IRREVERSIBLE_KINDS, undo_permission
from .undo_order import Models, _all_models, _foreign_keys, parents_first

Key = tuple[str, str]  # table, record


@dataclass
class UndoReport:
    """Result of an undo.

    ``operation``: the undo itself; ``restored``: number of records restored or deleted; ``skipped``: the records left
    as
    they are, as {table, id, label, reason}.
    """

    operation: Operation
    restored: int = 0
    skipped: list[dict[str, str]] = field(default_factory=list)


def undo_operation(*, operation_id: UUID, by: User, at: dt.datetime) -> UndoReport:
    """Undo an operation. Raise NotFound when the person may not see it, DomainError when it cannot be undone (now)."""
    require_permission(by, HistoryPermission.UNDO)
    with operation(by=by, at=at, kind="undo") as undoing:
        target = Operation.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=operation_id).first()
        if target is None:
            raise NotFound("operation")
        if target.undone_by_id:
            raise DomainError("history.already_undone")
        if target.kind in IRREVERSIBLE_KINDS:
            raise DomainError(IRREVERSIBLE_KINDS[target.kind])
        if target.running:
            raise DomainError("history.still_running")
        undoing.label = target.label or target.kind
        report = _UndoRun(target, undoing, by).run()
        undoing.skipped = report.skipped
        undoing.save(update_fields=["label", "skipped"])
        # Undoing an undo reapplies the first operation, so it is no longer marked as undone.
        Operation.objects.visible_to(by).filter(undone_by=target).update(undone_by=None)
        target.undone_by = undoing
        target.save(update_fields=["undone_by"])
        publish(OperationUndone(operation_id=target.pk, kind=target.kind, by=by.pk, at=at))
    return report


class _UndoRun:
    """One undo in progress: reads the net effects, decides which rows to skip, then writes the others."""

    def __init__(self, target: Operation, undoing: Operation, by: User) -> None:
        self.target, self.undoing, self.by = target, undoing, by
        self.models: Models = {m._meta.db_table: m for m in audited_models()}
        self.order = [m._meta.db_table for m in parents_first(self.models)]
        self.effects: dict[str, dict[str, NetEffect]] = {}
        self.skipped: dict[Key, str] = {}

    def run(self) -> UndoReport:
        self.effects = read_net_effects(self.target, set(self.models) - PROGRESS_TABLES)
        self._check_rights()
        for table in self.order:
            if table in self.effects:
                lock_rows(self.models[table], sorted(self.effects[table]))
        self._skip_redacted()
        self._skip_modified_later()
        self._skip_invisible()
        self._skip_guarded()
        self._skip_linked_records()
        report = UndoReport(self.undoing)
        for table in self.order:
            report.restored += self._restore(table)
        for table in reversed(self.order):
            created = [r for r, n in self._pending(table) if n.created]
            delete_rows(self.models[table], created)
            report.restored += len(created)
        report.skipped = [
            {"table": t, "id": r, "label": record_label(self.target, t, r), "reason": reason}
            for (t, r), reason in sorted(self.skipped.items())
        ]
        return report

    def _pending(self, table: str) -> list[tuple[str, NetEffect]]:
        """Return the records of a table that are not skipped, with their net effects."""
        return [(r, n) for r, n in self.effects.get(table, {}).items() if (table, r) not in self.skipped]

    def _check_rights(self) -> None:
        """Raise DomainError unless the person has the undo permission of every table the operation touched. Anyone
        may undo
        a change of their own preferences.
        """
        for table, rows in self.effects.items():
            own = table == "people_user" and set(rows) == {self.by.pk.hex} and self.target.kind == "people.preferences"
            if not own:
                require_permission(self.by, undo_permission(table))

    def _skip_redacted(self) -> None:
        """Skip the records whose former values were redacted from the audit trail: they cannot be restored."""
        for table, rows in self.effects.items():
            for record, effect in rows.items():
                if effect.redacted and not effect.created:
                    self.skipped[table, record] = "erased"

    def _skip_modified_later(self) -> None:
        """Skip the records that differ from what the operation left; a later change that was itself undone does not
        count.
        """
        for table, rows in self.effects.items():
            ids = list(rows)
            for start in range(0, len(ids), CHUNK):
                later = (
                    AuditEntry.objects.filter(record_id__in=ids[start : start + CHUNK], table=table)
                    .exclude(operation_id=self.target.pk.hex)
                    .order_by("id")
                    .values_list("record_id", "id", "before", "after")
                )
                since: dict[str, LaterChanges] = defaultdict(partial(LaterChanges, table))
                for record, entry, before, after in later:
                    if entry > rows[record].last_entry:
                        since[record].add(before, after)
                for record, changes in since.items():
                    if changes.is_modified():
                        self.skipped.setdefault((table, record), "changed")

    def _skip_invisible(self) -> None:
        """Skip the records that the person may not see today, and deleted rows whose parents they may not see."""
        if self.by.scope(HistoryPermission.UNDO) == Scope.ALL:
            return
        for table, rows in self.effects.items():
            model = self.models[table]
            present = [r for r, n in rows.items() if not n.deleted]
            for record in self._hidden(model, present):
                self.skipped.setdefault((table, record), "out_of_reach")
            for deleted_rows in former_rows(rows):
                for fk in _foreign_keys(model):
                    parents = {r: plain_id(row.get(fk.column)) for r, row in deleted_rows.items() if row.get(fk.column)}
                    hidden = self._hidden(fk.related_model, sorted(set(parents.values())))
                    for record, parent in parents.items():
                        if parent in hidden:
                            self.skipped.setdefault((table, record), "out_of_reach")

    def _skip_guarded(self) -> None:
        """Skip the rows that an undo guard of their domain protects (for example, lines of a quote already sent)."""
        for table, guard in GUARDS.items():
            rows = self.effects.get(table, {})
            deleted = {r: row for chunk in former_rows(rows) for r, row in chunk.items()}
            for record in guard(list(rows), deleted, self.target.kind):
                self.skipped.setdefault((table, record), "frozen")

    def _hidden(self, model: type[models.Model], ids: list[str]) -> set[str]:
        """Return the ids of existing records that the person may not see."""
        rows = model._default_manager.all()
        if not isinstance(rows, ScopedQuerySet) or not ids:
            return set()
        present = existing_ids(model, ids)
        visible: set[str] = set()
        for start in range(0, len(ids), CHUNK):
            part = [UUID(i) for i in ids[start : start + CHUNK]]
            visible |= {
                plain_id(pk) for pk in rows.visible_to(self.by).filter(pk__in=part).values_list("pk", flat=True)
            }
        return present - visible

    def _skip_linked_records(self) -> None:
        """Skip each created record that a remaining record references, then all created records linked to skipped
        ones.
        """
        links = [
            (m._meta.db_table, m, fk.column, fk.related_model._meta.db_table)
            for m in _all_models()
            for fk in _foreign_keys(m)
        ]
        for table, model, column, parent_table in links:
            created = [r for r, n in self.effects.get(parent_table, {}).items() if n.created]
            for record, parent in references(model, column, created):
                if not self._is_created(table, record):
                    self.skipped.setdefault((parent_table, parent), "used")
        waiting = list(self.skipped)
        while waiting:
            added = [key for at in _by_table(waiting).items() for key in self._skip_linked_to(*at, links)]
            waiting = list(dict.fromkeys(added))

    def _is_created(self, table: str, record: str) -> bool:
        effect = self.effects.get(table, {}).get(record)
        return effect is not None and effect.created

    def _skip_linked_to(self, table: str, records: list[str], links: list[Any]) -> list[Key]:
        """Skip the created records that skipped records of a table reference or are referenced by; return the added
        keys.
        """
        added: list[Key] = []

        def skip(key: Key, reason: str) -> None:
            if key not in self.skipped and self._is_created(*key):
                self.skipped[key] = reason
                added.append(key)

        for child_table, model, column, parent_table in links:
            if child_table == table:
                for _record, parent in values_of(model, column, records):
                    skip((parent_table, parent), "used")
            if parent_table == table:
                created = [r for r in records if self._is_created(table, r)]
                for record, _parent in references(model, column, created):
                    skip((child_table, record), "dependent")
        return added

    def _restore(self, table: str) -> int:
        """Insert a table's deleted rows again and restore changed values; return the number of records written.

        Called in parents-first order of the tables.
        """
        model, count = self.models[table], 0
        for rows in former_rows(dict(self._pending(table))):
            orphans = self._orphans(model, rows)
            for record in orphans:
                self.skipped[table, record] = "parent_missing"
            clashing = insert_rows(model, {r: row for r, row in rows.items() if r not in orphans})
            for record in clashing:
                self.skipped[table, record] = "taken"
            count += len(rows) - len(orphans) - len(clashing)
        for record, effect in self._pending(table):
            if effect.changed and not effect.deleted:
                former = {c: v for c, v in effect.changed.items() if c not in COUNTERS}
                if not former or restore_row(model, record, former):
                    count += 1
                else:
                    self.skipped[table, record] = "taken"
        return count

    def _orphans(self, model: type[models.Model], rows: dict[str, dict[str, Any]]) -> set[str]:
        """Return the records that reference a parent row which no longer exists."""
        orphans: set[str] = set()
        for fk in _foreign_keys(model):
            parents = {r: plain_id(row.get(fk.column)) for r, row in rows.items() if row.get(fk.column)}
            present = existing_ids(fk.related_model, sorted(set(parents.values())))
            orphans |= {r for r, parent in parents.items() if parent not in present}
        return orphans


def _by_table(keys: list[Key]) -> dict[str, list[str]]:
    tables: dict[str, list[str]] = defaultdict(list)
    for table, record in keys:
        tables[table].append(record)
    return tables
