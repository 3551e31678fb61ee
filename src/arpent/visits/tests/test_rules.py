"""What a report's values may be, and what becomes of those that are none."""

import contextlib
import datetime as dt
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arpent.kernel.errors import DomainError
from arpent.people.testing import refused
from arpent.visits.rules.report import read_report
from arpent.visits.rules.sections import Question, SectionKind, check_choices, read_answer, read_answers
from arpent.visits.testing import report_body

COMPANY = uuid4()


def read(**values):
    return read_report(report_body(COMPANY, **values), [])


def test_a_report_is_read_as_a_phone_writes_it():
    report = read(
        aim_reached="partly",
        satisfaction="4",
        next_step="Rappeler",
        next_step_on="2026-12-01",
        met=[{"contact": "", "name": "Anne"}, {}],
        left=[{"kind": "sample", "label": "Garniture", "quantity": "2", "on": "2026-11-24"}],
    )
    assert (report.aim_reached, report.satisfaction, report.next_step_on) == ("partly", 4, dt.date(2026, 12, 1))
    assert report.met == [{"contact": "", "name": "Anne"}]
    assert (report.left[0].label, report.left[0].quantity) == ("Garniture", 2)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"company": "x"}, "visits.company_needed"),
        ({"started_at": "hier"}, "visits.wrong_moment"),
        ({"started_at": "2026-11-24T10:00:00"}, "visits.wrong_moment"),
        ({"ended_at": "2026-11-24T09:00:00+00:00"}, "visits.ends_before_start"),
        ({"aim_reached": "maybe"}, "visits.wrong_reached"),
        ({"satisfaction": 6}, "visits.wrong_satisfaction"),
        ({"next_step_on": "demain"}, "visits.wrong_day"),
        ({"said": "x" * 8001}, "visits.too_long"),
        ({"left": [{"kind": "sample", "label": "", "on": "2026-11-24"}]}, "visits.left_label_needed"),
        ({"left": [{"kind": "sample", "label": "x", "quantity": "0", "on": "2026-11-24"}]}, "visits.wrong_quantity"),
        ({"left": [{"kind": "gift", "label": "x", "on": "2026-11-24"}]}, "visits.left_label_needed"),
    ],
)
def test_what_cannot_be_says_what_to_do(values, code):
    assert refused(lambda: read(**values)) == code


def test_a_visit_that_goes_on_has_no_end():
    assert read(ended_at="").ended_at is None


CHOICE = Question("1", "État", SectionKind.CHOICE, ("bon", "mauvais"))


def test_answers_are_read_by_kind():
    assert read_answer(CHOICE, "bon") == "bon"
    assert refused(lambda: read_answer(CHOICE, "autre")) == "visits.not_in_list"
    assert read_answer(Question("2", "n", SectionKind.NUMBER), "1 234,5") == "1234.5"
    assert refused(lambda: read_answer(Question("2", "n", SectionKind.NUMBER), "beaucoup")) == "visits.no_number"
    assert refused(lambda: read_answer(Question("2", "n", SectionKind.NUMBER), "NaN")) == "visits.no_number"
    assert read_answer(Question("3", "d", SectionKind.DATE), "2026-11-24") == "2026-11-24"
    assert read_answer(Question("4", "o", SectionKind.YES_NO), True) == "yes"
    assert read_answer(Question("5", "p", SectionKind.SEVERAL, ("a", "b")), ["a", "b"]) == ["a", "b"]
    assert read_answer(CHOICE, "") is None


def test_an_answer_to_a_deleted_question_is_stored_as_written():
    assert read_answers([CHOICE], {"deleted": "oui", "1": "bon"}) == {"deleted": "oui", "1": "bon"}


@given(st.dictionaries(st.text(max_size=20), st.one_of(st.none(), st.text(), st.integers(), st.lists(st.text()))))
def test_whatever_a_phone_sends_is_read_or_refused_and_never_breaks(answers):
    with contextlib.suppress(DomainError):
        read_answers([CHOICE], answers)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
def test_a_body_of_anything_is_refused_or_read(value):
    for name in ("aim", "met", "left", "answers", "satisfaction", "next_step_on", "started_at"):
        with contextlib.suppress(DomainError):
            read_report(report_body(COMPANY, **{name: value}), [])


def test_a_list_has_two_choices_each_once():
    assert check_choices(SectionKind.CHOICE, ["a", "b", "a", " "]) == ["a", "b"]
    assert check_choices(SectionKind.TEXT, ["a"]) == []
    assert refused(lambda: check_choices(SectionKind.CHOICE, ["a"])) == "visits.choices_needed"
