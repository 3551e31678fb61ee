"""The configurator against brute force on small random spaces: exact values, minimal reasons, smallest ways out."""

from itertools import combinations, product
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arpent.configurator import sat_engine as exact
from arpent.configurator.arc_consistency import Consistency
from arpent.configurator.hitting_sets import minimum_hitting_set
from arpent.configurator.sat_engine import SatEngine
from arpent.configurator.space import Space, Table, make_choices, read_space

PUMPS = {
    "domains": {
        "motor": ["IP44", "IP55"],
        "room": ["dry", "chlorinated"],
        "power": ["5.5 kW", "7.5 kW"],
        "cabinet": ["small", "large"],
    },
    "tables": [
        {"name": "room and motor", "scope": ["room", "motor"], "tuples": [[0, 0], [0, 1], [1, 1]]},
        {
            "name": "motor, power and cabinet",
            "scope": ["motor", "power", "cabinet"],
            "tuples": [[0, 0, 0], [0, 0, 1], [0, 1, 1], [1, 0, 0], [1, 0, 1]],
        },
    ],
}


@st.composite
def spaces(draw):
    """A space of 2 to 5 characteristics with 1 to 3 values, and 1 to 4 tables with some of their combinations."""
    sizes = draw(st.lists(st.integers(1, 3), min_size=2, max_size=5))
    tables = []
    for k in range(draw(st.integers(1, 4))):
        scope = draw(st.lists(st.integers(0, len(sizes) - 1), min_size=1, max_size=3, unique=True))
        every = list(product(*(range(sizes[v]) for v in scope)))
        rows = draw(st.lists(st.sampled_from(every), min_size=1, unique=True))
        tables.append(Table(f"t{k}", tuple(scope), np.array(rows, dtype=np.int32)))
    values = tuple(tuple(str(i) for i in range(n)) for n in sizes)
    return Space(tuple(f"v{i}" for i in range(len(sizes))), values, tuple(tables))


def all_configurations(space):
    allowed_rows = [{tuple(r) for r in t.rows.tolist()} for t in space.tables]
    for whole in product(*(range(len(v)) for v in space.values)):
        if all(tuple(whole[v] for v in t.scope) in rows for t, rows in zip(space.tables, allowed_rows, strict=True)):
            yield whole


def fits(whole, choices):
    return all(whole[var] in values for var, values in choices.items())


@st.composite
def questions(draw):
    space = draw(spaces())
    chosen = draw(st.dictionaries(st.integers(0, len(space.names) - 1), st.integers(0, 2), max_size=4))
    choices = {v: frozenset((x % len(space.values[v]),)) for v, x in chosen.items()}
    return space, choices


@settings(max_examples=150, deadline=None)
@given(questions(), st.sampled_from([1, 64]))
def test_possible_values_are_exactly_those_of_whole_configurations(case, pairwise):
    """Whether values exclude one another pair by pair, as few do, or by a ladder, as many do."""
    space, choices = case
    wholes = [w for w in all_configurations(space) if fits(w, choices)]
    with patch.object(exact, "PAIRWISE", pairwise), SatEngine(space) as engine:
        masks = engine.possible_values(choices)
        assert [set(np.flatnonzero(m)) for m in masks] == [{w[v] for w in wholes} for v in range(len(space.names))]
        found = engine.complete(choices)
        assert found in wholes if wholes else found is None


@settings(max_examples=150, deadline=None)
@given(questions())
def test_arc_consistency_never_hides_a_value_that_is_possible(case):
    space, choices = case
    state = Consistency(space).after(choices)
    for whole in all_configurations(space):
        if fits(whole, choices):
            assert all(state.masks[v][x] for v, x in enumerate(whole))


@settings(max_examples=200, deadline=None)
@given(questions(), st.integers(0, 4), st.integers(0, 2))
def test_a_conflict_is_minimal_and_its_correction_valid_and_smallest(case, var, value):
    space, choices = case
    var %= len(space.names)
    value %= len(space.values[var])
    others = {v: c for v, c in choices.items() if v != var}
    wholes = [w for w in all_configurations(space) if w[var] == value]

    def possible(variables):
        return any(fits(w, {v: others[v] for v in variables}) for w in wholes)

    with SatEngine(space) as engine:
        refusal = engine.refusal(choices, var, value)
        alone = engine.explain(choices, var, value)
    assert (alone is None) == (refusal is None)
    if possible(others):
        assert refusal is None
    elif not wholes:
        assert (refusal.reasons, refusal.give_up) == (frozenset(), frozenset())
    else:
        # Two conflicts may refuse the same value: each explanation is minimal, and the one shown is no longer.
        for reasons in (alone, refusal.reasons):
            assert not possible(reasons)
            assert all(possible(reasons - {v}) for v in reasons)
        assert len(refusal.reasons) <= len(alone)
        assert possible(set(others) - refusal.give_up)
        smaller = combinations(others, len(refusal.give_up) - 1)
        assert not any(possible(set(others) - set(s)) for s in smaller)


def test_a_refused_motor_is_explained_by_the_room_with_a_correction():
    space = read_space(PUMPS)
    choices = make_choices([(1, 1), (2, 0)])  # a chlorinated room, 5.5 kW
    with SatEngine(space) as engine:
        refusal = engine.refusal(choices, 0, 0)
        assert refusal is not None
        assert ([space.names[v] for v in refusal.reasons], [space.names[v] for v in refusal.give_up]) == (
            ["room"],
            ["room"],
        )
        assert engine.explain(choices, 0, 1) is None
        assert engine.explain(make_choices([(1, 1)]), 2, 1) == {1}  # 7.5 kW needs IP44, the room IP55


def test_several_acceptable_values_are_one_choice():
    space = read_space(PUMPS)
    with SatEngine(space) as engine:
        assert engine.is_possible({0: frozenset((0, 1)), 2: frozenset((1,))})
        assert not engine.is_possible({0: frozenset((1,)), 2: frozenset((1,))})
        masks = engine.possible_values({2: frozenset((1,))})
        assert masks[0].tolist() == [True, False] and masks[3].tolist() == [False, True]


def test_a_click_narrows_the_state_before_it():
    engine = Consistency(read_space(PUMPS))
    step = engine.narrow(engine.after(make_choices([(2, 1)])), make_choices([(1, 1)]))
    assert step.is_dead and engine.after(make_choices([(2, 1), (1, 1)])).is_dead


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (Table("bad", (0, 1), np.array([[0, 9]], dtype=np.int32)), "bad: the rule names a value"),
        (Table("none", (0,), np.zeros((0, 1), dtype=np.int32)), "none: the rule allows no combination"),
        (Table("twice", (0, 0), np.array([[0, 0]], dtype=np.int32)), "twice: each row"),
    ],
)
def test_a_table_that_cannot_be_is_refused_by_its_name(table, words):
    with pytest.raises(ValueError, match=words):
        Space(("a", "b"), (("x", "y"), ("z",)), (table,))


@given(st.lists(st.frozensets(st.integers(0, 6), min_size=1, max_size=3), max_size=5))
def test_the_smallest_hitting_set_hits_all_and_no_smaller_one_does(conflicts):
    found = minimum_hitting_set(conflicts)
    assert all(c & found for c in conflicts)
    assert (
        not any(all(c & set(s) for c in conflicts) for s in combinations(range(7), len(found) - 1))
        if found
        else not conflicts
    )


def test_an_empty_conflict_is_refused():
    with pytest.raises(ValueError, match="empty conflict"):
        minimum_hitting_set([frozenset()])
