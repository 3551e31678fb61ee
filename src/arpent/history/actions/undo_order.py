"""The order in which tables are restored and emptied."""

from typing import Any

from django.db import models

from ..models.audit import DERIVED_TABLES

Models = dict[str, type[models.Model]]


def _foreign_keys(model: type[models.Model]) -> list[Any]:
    return [f for f in model._meta.local_fields if isinstance(f, models.ForeignKey)]


def _all_models() -> list[type[models.Model]]:
    """Return every managed model that can hold foreign keys to audited rows, except the derived search index."""
    from django.apps import apps

    return [
        m
        for m in apps.get_models(include_auto_created=True)
        if m._meta.db_table not in DERIVED_TABLES and m._meta.managed
    ]


def parents_first(by_table: Models) -> list[type[models.Model]]:
    """Return the models in topological order of their foreign keys: referenced models first."""
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
