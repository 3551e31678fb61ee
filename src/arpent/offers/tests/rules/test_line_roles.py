"""Roles of lines: what a change of one does to its group."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arpent.kernel.errors import DomainError
from arpent.offers.rules.line_roles import LineRole, change_role, make_section, remove_line, select_line

KEYS = ["a", "b", "c", "d", "e"]


def apply(lines, changed):
    return lines | {x.key: x for x in changed}


def quote(*lines):
    return {x.key: x for x in lines}


BASE = LineRole("base")
COUNTED_BASE = LineRole("base", is_selected=False)
ALTERNATIVE = LineRole("other", role="alternative", alternative_to="base", is_selected=False)
COUNTED = LineRole("other", role="alternative", alternative_to="base")


def test_a_new_alternative_does_not_count_and_leaves_its_base_counted():
    assert change_role(quote(BASE, LineRole("other")), "other", "alternative", "base") == [ALTERNATIVE]


@pytest.mark.parametrize(
    "base",
    [LineRole("base", is_section=True), LineRole("base", role="option", is_selected=False), LineRole("elsewhere")],
)
def test_only_an_included_line_has_alternatives(base):
    with pytest.raises(DomainError) as refusal:
        change_role(quote(base, LineRole("other")), "other", "alternative", "base")
    assert refusal.value.code == "offers.alternative_base_missing"


def test_a_line_is_no_alternative_to_itself():
    with pytest.raises(DomainError):
        change_role(quote(BASE), "base", "alternative", "base")


def test_counting_an_alternative_stops_counting_its_base_and_its_siblings():
    lines = quote(
        COUNTED_BASE, COUNTED, LineRole("third", role="alternative", alternative_to="base", is_selected=False)
    )
    after = apply(lines, select_line(lines, "third", True))
    assert [k for k, x in after.items() if x.is_selected] == ["third"]


def test_a_base_counts_again_when_the_alternative_that_counted_is_removed():
    assert remove_line(quote(COUNTED_BASE, COUNTED), "other") == [BASE]


def test_an_alternative_that_moves_to_another_base_gives_its_first_base_back():
    lines = quote(COUNTED_BASE, COUNTED, LineRole("second"))
    after = apply(lines, change_role(lines, "other", "alternative", "second"))
    assert after["base"].is_selected and after["second"].is_selected and not after["other"].is_selected


def test_a_base_that_becomes_a_section_releases_its_alternatives_as_options():
    lines = quote(COUNTED_BASE, COUNTED)
    after = apply(lines, make_section(lines, "base"))
    assert (after["other"].role, after["other"].alternative_to, after["other"].is_selected) == ("option", "", True)
    assert after["base"].is_selected


def test_an_included_line_is_not_left_out_of_the_total():
    assert select_line(quote(BASE), "base", False) == []


def test_a_role_that_a_line_has_already_changes_nothing():
    lines = quote(COUNTED_BASE, COUNTED)
    assert change_role(lines, "base", "included") == change_role(lines, "other", "alternative", "base") == []


COMMANDS = st.one_of(
    st.tuples(st.just("role"), st.sampled_from(KEYS), st.sampled_from(["included", "option"]), st.just("")),
    st.tuples(st.just("role"), st.sampled_from(KEYS), st.just("alternative"), st.sampled_from(KEYS)),
    st.tuples(st.just("count"), st.sampled_from(KEYS), st.booleans(), st.none()),
    st.tuples(st.just("section"), st.sampled_from(KEYS), st.none(), st.none()),
    st.tuples(st.just("remove"), st.sampled_from(KEYS), st.none(), st.none()),
)


def run(lines, command):
    name, key, value, base = command
    if key not in lines:
        return lines
    try:
        if name == "role" and not lines[key].is_section:
            return apply(lines, change_role(lines, key, value, base))
    except DomainError:
        return lines
    if name == "count":
        return apply(lines, select_line(lines, key, value))
    if name == "section":
        return apply(lines, make_section(lines, key))
    if name == "remove":
        return {k: x for k, x in apply(lines, remove_line(lines, key)).items() if k != key}
    return lines


@given(st.lists(COMMANDS, max_size=30))
def test_whatever_is_done_exactly_one_line_of_a_group_counts(commands):
    lines = {k: LineRole(k) for k in KEYS}
    for command in commands:
        lines = run(lines, command)
        for line in lines.values():
            if line.role == "alternative":
                base = lines[line.alternative_to]
                assert base.role == "included" and not base.is_section
            else:
                assert line.alternative_to == ""
            if line.role == "included":
                group = [line, *(x for x in lines.values() if x.alternative_to == line.key)]
                assert sum(x.is_selected for x in group) == 1


@given(st.lists(COMMANDS, max_size=20), COMMANDS)
def test_the_same_command_twice_changes_nothing_more(commands, last):
    lines = {k: LineRole(k) for k in KEYS}
    for command in commands:
        lines = run(lines, command)
    once = run(lines, last)
    assert run(once, last) == once


@given(st.lists(COMMANDS, max_size=20), st.sampled_from(KEYS))
def test_an_included_line_has_no_alternatives_after_it_becomes_an_option(commands, key):
    lines = {k: LineRole(k) for k in KEYS}
    for command in commands:
        lines = run(lines, command)
    lines = run(lines, ("role", key, "option", ""))
    assert not any(x.alternative_to == key for x in lines.values())
