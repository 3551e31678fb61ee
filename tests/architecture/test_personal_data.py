"""Each text, JSON and file column of the project says what it holds of a person, or why nothing."""

from django.apps import apps
from django.db import models
from django.utils.functional import Promise

from arpent.kernel.personal_data import Kind
from arpent.privacy.queries.declared import list_declared

TEXTS = (
    models.CharField,
    models.TextField,
    models.JSONField,
    models.FileField,
    models.BinaryField,
    models.GenericIPAddressField,
)


def text_columns(model):
    return {f.attname for f in model._meta.local_concrete_fields if isinstance(f, TEXTS) and not f.primary_key}


def test_every_table_declares_its_personal_data():
    declared = {table.model for table, _ in list_declared()}
    missing = [
        m._meta.label
        for m in apps.get_models(include_auto_created=True)
        if text_columns(m) and m._meta.label not in declared
    ]
    assert missing == [], "declare these in the domain's personal_data.py"


def test_every_text_column_is_declared_or_says_why_not():
    for table, model in list_declared():
        undeclared = text_columns(model) - set(table.columns) - set(table.none)
        assert not undeclared, (
            f"{table.model}: {sorted(undeclared)} in personal_data.py: what do they hold of a person?"
        )
        assert not set(table.columns) & set(table.none), table.model
        assert all(reason for reason in table.none.values())


def test_declarations_name_columns_that_exist():
    for table, model in list_declared():
        columns = {f.attname for f in model._meta.local_concrete_fields}
        named = {
            *table.columns,
            *table.none,
            *table.phones,
            *table.names,
            *table.blank,
            *([table.email] if table.email else []),
        }
        named |= {f.column for f in table.files} | {f.title for f in table.files if f.title}
        assert named <= columns, (table.model, named - columns)
        json = {f.attname for f in model._meta.local_concrete_fields if isinstance(f, models.JSONField)}
        assert {c for c, kind in table.columns.items() if kind == Kind.JSON} == json & set(table.columns), table.model


def test_every_place_has_a_name_on_the_screen():
    from arpent.privacy.messages import PLACES, RETENTION_REASONS

    models_with_label = {m._meta.label for m in apps.get_models() if isinstance(m._meta.verbose_name_plural, Promise)}
    assert {t.model for t, _ in list_declared() if t.columns} <= set(PLACES) | models_with_label
    assert {k.reason for t, _ in list_declared() for k in t.keep} <= set(RETENTION_REASONS)
