"""Labels of models and fields on screen: the ``verbose_name`` of the model, for forms, history, sync and privacy.

A field whose ``verbose_name`` is translatable is shown to users; one without (keys, search columns) is internal.
"""

from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.functional import Promise

from .error_messages import HIDDEN_COLUMNS


@cache
def _models_by_table() -> dict[str, type[models.Model]]:
    return {m._meta.db_table: m for m in apps.get_models() if m.__module__.startswith("arpent.")}


def field_label(model: type[models.Model], name: str) -> str:
    """Return the label of a field in the active language, ``name`` itself when no such field has one."""
    for field in model._meta.concrete_fields:
        if name in (field.name, field.attname) and isinstance(field.verbose_name, Promise):
            return str(field.verbose_name)
    return name


@cache
def column_labels() -> dict[str, dict[str, Any]]:
    """Return the translatable labels of the shown columns, by table and column; tables of libraries have none."""
    labels = {
        table: {
            str(f.column): f.verbose_name
            for f in model._meta.concrete_fields
            if isinstance(f.verbose_name, Promise) and f"{table}.{f.column}" not in HIDDEN_COLUMNS
        }
        for table, model in _models_by_table().items()
    }
    return {table: columns for table, columns in labels.items() if columns}


def table_label(table: str) -> str:
    """Return what one record of a table is called, in the active language; the table's name for tables of libraries."""
    model = _models_by_table().get(table)
    return str(model._meta.verbose_name) if model else table


def model_label_plural(label: str) -> str:
    """Return what the records of a model ("clients.Contact") are called, in the active language.
    Raise LookupError for an unknown model.
    """
    return str(apps.get_model(label)._meta.verbose_name_plural)
