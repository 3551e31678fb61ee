"""Which sections a form can have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arpent.kernel.errors import ValidationErrors
from arpent.visits.rules.section_drafts import read_section
from arpent.visits.rules.sections import QUESTIONS, SectionKind


def read(kind, title="", choices=(), is_survey=False, other_kinds=()):
    return read_section(
        kind=kind, title=title, choices=choices, required=False, is_survey=is_survey, other_kinds=other_kinds
    )


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({"kind": "poem"}, "kind", "visits.wrong_section"),
        ({"kind": "text", "title": ""}, "title", "visits.section_title_needed"),
        ({"kind": "choice", "title": "Marque", "choices": ["A", "A"]}, "choices", "visits.choices_needed"),
        ({"kind": "aim", "is_survey": True}, "kind", "visits.survey_asks"),
        ({"kind": "aim", "other_kinds": {"aim"}}, "kind", "visits.section_twice"),
    ],
)
def test_an_invalid_section_is_refused_at_its_field(given, field, code):
    with pytest.raises(ValidationErrors) as error:
        read(**given)
    assert {name: refusal.code for name, refusal in error.value.by_field.items()} == {field: code}


@given(st.sampled_from(sorted(QUESTIONS)), st.booleans(), st.frozensets(st.sampled_from(SectionKind)))
def test_a_question_may_appear_on_any_form_any_number_of_times(kind, is_survey, others):
    draft = read(kind.value, "Marque", ["A", "B"], is_survey, {k.value for k in others})
    assert draft.kind is kind and draft.title == "Marque"


@given(st.sampled_from([k for k in SectionKind if k not in QUESTIONS]), st.frozensets(st.sampled_from(SectionKind)))
def test_a_part_of_the_report_appears_on_a_form_once(kind, others):
    others -= {kind}
    assert read(kind.value, other_kinds={k.value for k in others}).kind is kind
