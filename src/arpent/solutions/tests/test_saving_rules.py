"""Saving a solution: valid values, a complete configuration, a name of its own."""

import pytest

from arpent.kernel.errors import DomainError
from arpent.solutions.rules.saving import (
    MAX_SOLUTIONS,
    check_among_others,
    check_selection,
    resets_decision,
    solution_refusals,
)


def test_a_solution_has_a_name_and_a_quantity():
    assert set(solution_refusals(name="", quantity=0)) == {"name", "quantity"}
    assert solution_refusals(name="A", quantity=1) == {}


@pytest.mark.parametrize(
    ("possible", "undecided", "code"), [(False, [], "solutions.impossible"), (True, ["Joint"], "solutions.incomplete")]
)
def test_only_a_complete_configuration_is_saved(possible, undecided, code):
    with pytest.raises(DomainError) as refusal:
        check_selection(possible=possible, undecided=undecided)
    assert refusal.value.code == code


def test_names_differ_whatever_their_capitals_and_accents():
    with pytest.raises(DomainError) as refusal:
        check_among_others(name="économique", others=["Economique"], is_new=True)
    assert refusal.value.code == "solutions.name_taken"


def test_a_full_list_takes_no_new_solution_but_its_own_change():
    others = [str(i) for i in range(MAX_SOLUTIONS)]
    check_among_others(name="A", others=others, is_new=False)
    with pytest.raises(DomainError, match="too_many"):
        check_among_others(name="A", others=others, is_new=True)


def test_a_decision_is_reset_when_more_than_the_name_changes():
    assert resets_decision({"quantity": 1}, {"quantity": 2})
    assert not resets_decision({"quantity": 1}, {"quantity": 1})
