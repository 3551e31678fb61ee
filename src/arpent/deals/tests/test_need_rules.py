"""Need sheets and stages: which values are valid, how a sheet is merged."""

from uuid import uuid4

import pytest

from arpent.deals.rules.needs import merge_need, need_refusals
from arpent.deals.rules.stages import stage_probability, stage_refusals, stage_requirements
from arpent.kernel.errors import Conflict
from arpent.kernel.merging import fingerprints

QUESTION, OTHER = uuid4(), uuid4()
STORED = {"quantity": 2}


def merge(answers, seen, stored_answers=None, values=None):
    return merge_need(
        stored=STORED,
        stored_answers=stored_answers or {},
        values=values or {"quantity": 2},
        answers=answers,
        seen=None if seen is None else fingerprints(seen),
    )


def test_a_budget_and_a_quantity_have_bounds():
    assert set(need_refusals(budget=-1, quantity=0)) == {"budget", "quantity"}
    assert need_refusals(budget=None, quantity=1) == {}


def test_a_sheet_that_is_stored_as_written_needs_no_change():
    seen = {"quantity": 2, f"q_{QUESTION}": "12", f"w_{QUESTION}": False}
    assert merge({QUESTION: ("12", True)}, seen, {QUESTION: ("12", True)}) is None


def test_an_answer_that_somebody_else_gave_meanwhile_stays():
    seen = {"quantity": 2, f"q_{QUESTION}": ""}
    values, answers = merge({QUESTION: ("12", True)}, seen, {OTHER: ("red", False)}, values={"quantity": 3}) or ({}, {})
    assert values == {"quantity": 3} and answers[QUESTION] == ("12", True)


def test_two_different_answers_to_one_question_are_a_conflict():
    with pytest.raises(Conflict):
        merge({QUESTION: ("12", True)}, {f"q_{QUESTION}": ""}, {QUESTION: ("14", True)})


def test_a_stage_has_a_name_a_probability_and_known_requirements():
    assert set(stage_refusals(name="", probability=101, requires=["luck"])) == {"name", "probability", "requires"}


def test_the_kind_of_a_stage_decides_its_probability_and_requirements():
    assert [stage_probability(kind, 40) for kind in ("open", "won", "lost")] == [40, 100, 0]
    assert stage_requirements("lost", ["need"]) == [] and stage_requirements("open", ["need"]) == ["need"]
