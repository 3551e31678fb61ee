"""Lengths of texts: too long is refused when typed, cut when composed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arpent.clients.models import Company
from arpent.database.lengths import checked_text, checked_texts, fitted, length_refusals, max_length
from arpent.history.models import Operation
from arpent.kernel.errors import ValidationErrors
from arpent.web.error_messages import error_message

LIMIT = max_length(Operation, "label")
TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=LIMIT * 2)


@given(TEXTS)
def test_a_composed_text_is_cut_to_the_longest_beginning_that_its_column_holds(text):
    cut = fitted(Operation, "label", text)
    assert text.startswith(cut) and len(cut) == min(len(text), LIMIT)
    assert fitted(Operation, "label", cut) == cut


@given(TEXTS)
def test_a_typed_text_is_whole_or_refused_and_never_cut(text):
    if len(text.strip()) <= LIMIT:
        assert checked_text(Operation, "label", text) == text.strip()
    else:
        with pytest.raises(ValidationErrors):
            checked_text(Operation, "label", text)


def test_the_refusal_names_the_field_its_limit_and_the_length():
    with pytest.raises(ValidationErrors) as refused:
        checked_texts(Company, {"name": "x" * 201, "siren": None, "owner_id": 3, "unknown": "x" * 9999})
    assert list(refused.value.by_field) == ["name"]
    sentence = error_message(refused.value.by_field["name"])
    assert "« Nom »" in sentence and "201" in sentence and "200" in sentence


def test_all_texts_that_are_too_long_are_refused_together():
    assert set(length_refusals(Company, {"name": "x" * 300, "city": "x" * 300, "source": "x" * 300})) == {
        "name",
        "source",
    }


def test_a_column_without_length_is_a_mistake_of_the_program():
    with pytest.raises(TypeError):
        fitted(Company, "created_at", "text")
