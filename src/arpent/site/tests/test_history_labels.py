"""The history writes every value in words: what a column may hold is never shown by its code."""

import pytest
from django.utils.functional import Promise

from arpent.history.models.audit import audited_models
from arpent.web.error_messages import RECORD_NAMES, VALUE_FORMATTERS
from arpent.web.model_labels import column_labels

CODES = {"incoterm"}  # international codes, the same in every language
OWN_NAMES = {("people_user", "language")}  # a language is called by its own name in every language


@pytest.mark.parametrize(
    "model", [m for m in audited_models() if m._meta.db_table in column_labels()], ids=lambda m: m.__name__
)
def test_each_choice_that_the_history_shows_has_a_label(model):
    table = model._meta.db_table
    for field in model._meta.local_concrete_fields:
        if field.column not in column_labels()[table] or not field.choices or field.column in CODES:
            continue
        words = VALUE_FORMATTERS.get((table, field.column))
        for value, label in field.flatchoices:
            if (table, field.column) in OWN_NAMES:
                assert label != value
                continue
            assert isinstance(label, Promise) or (words and words(value) != value), f"{table}.{field.column}: {value}"


def test_each_record_that_the_history_shows_by_reference_has_a_name():
    unnamed = [
        f"{model._meta.db_table}.{field.column}"
        for model in audited_models()
        for field in model._meta.local_concrete_fields
        if field.is_relation
        and field.column in column_labels().get(model._meta.db_table, {})
        and field.related_model._meta.db_table not in RECORD_NAMES
    ]
    assert unnamed == [], "declare record_names in the manifest of the domain that owns the table"
