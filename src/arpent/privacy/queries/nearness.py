"""Whether a row belongs to a company of the person, where the last name alone identifies the person."""

import json
import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models

from ..rules.subject import Subject
from ..rules.words import texts_of
from .declared import every_row, hex_of

COMPANY, OPERATION = "clients.Company", "history.Operation"
# Climbing stops at tables that many companies share.
SHARED = ("people", "history", "mail", "catalogue", "geography", "auth", "contenttypes")
_ID = re.compile(r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}", re.IGNORECASE)
MAX_IDS = 40


class Nearness:
    """Follows foreign keys from a row to its company; each parent row is read once."""

    def __init__(self, subject: Subject) -> None:
        self.companies, self.own = subject.companies, subject.own_ids
        self._known: dict[tuple[str, str], bool] = {}
        self._models = [
            m
            for m in apps.get_models()
            if m.__module__.startswith("arpent.") and m._meta.app_label not in SHARED and _climbs(m)
        ]

    def is_near(self, model: type[models.Model], row: Mapping[str, Any]) -> bool:
        """Return whether a row (values by column) belongs to one of the person's companies, or references
        an own row.
        """
        if not self.companies and not self.own:
            return False
        pk = hex_of(row.get(str(model._meta.pk.column)))
        if pk and (pk in self.own or (model._meta.label == COMPANY and pk in self.companies)):
            return True
        if model._meta.label == OPERATION:
            return self._is_operation_near(pk)
        if any(self._is_parent_near(fk.related_model, row.get(fk.column)) for fk in _keys(model)):
            return True
        # Ids that are no foreign keys: the record of a submission, the subject of a job.
        loose = [row[f.column] for f in _loose_ids(model) if row.get(f.column)]
        return bool(loose) and self.names_near_record([str(v) for v in loose])

    def _is_operation_near(self, pk: str) -> bool:
        """Return whether an operation wrote a record of one of the companies: its label is about that."""
        key = (OPERATION, pk)
        if key not in self._known:
            entries = every_row(apps.get_model("history.AuditEntry")).filter(operation_id=pk)
            records = set(entries.values_list("record_id", flat=True)[:MAX_IDS])
            self._known[key] = False
            self._known[key] = bool(records & (self.companies | self.own)) or self._wrote_near(entries)
        return self._known[key]

    def _wrote_near(self, entries: models.QuerySet[Any]) -> bool:
        by_table = {m._meta.db_table: m for m in apps.get_models() if m._meta.app_label not in SHARED}
        for table, before, after in entries.values_list("table", "before", "after")[:MAX_IDS]:
            if table in by_table and self.is_near(by_table[table], json.loads(after or before or "{}")):
                return True
        return False

    def names_near_record(self, value: Any) -> bool:
        """Return whether a JSON value has the id of a record of one of the companies."""
        ids = {hex_of(i) for text in texts_of(value) for i in _ID.findall(text)}
        if ids & (self.companies | self.own):
            return True
        return any(self._is_parent_near(m, i) for i in sorted(ids)[:MAX_IDS] for m in self._models)

    def _is_parent_near(self, model: type[models.Model], value: Any) -> bool:
        pk = hex_of(value)
        if not pk:
            return False
        if pk in self.own or (model._meta.label == COMPANY and pk in self.companies):
            return True
        key = (model._meta.label, pk)
        if key not in self._known:
            self._known[key] = False  # a circle of keys ends here
            columns = [k.column for k in _keys(model)]
            uuid = isinstance(model._meta.pk, models.UUIDField)
            if columns and (not uuid or len(pk) == 32):
                found = every_row(model).filter(pk=UUID(pk) if uuid else value).values(*columns).first()
                self._known[key] = found is not None and self.is_near(model, found)
        return self._known[key]


def _keys(model: type[models.Model]) -> list[Any]:
    return [
        f
        for f in model._meta.local_fields
        if isinstance(f, models.ForeignKey) and f.related_model._meta.app_label not in SHARED
    ]


def _loose_ids(model: type[models.Model]) -> list[Any]:
    return [f for f in model._meta.local_fields if isinstance(f, models.UUIDField) and not f.primary_key]


def _climbs(model: type[models.Model]) -> bool:
    return isinstance(model._meta.pk, models.UUIDField) and bool(_keys(model))
