"""Order of lines: one moves between two others, and all are renumbered only without room."""

from hypothesis import given
from hypothesis import strategies as st

from arpent.offers.rules.line_positions import STEP, last_position, move_line

LINES = {"a": STEP, "b": 2 * STEP, "c": 3 * STEP}


def order(positions):
    return sorted(positions, key=lambda k: positions[k])


def test_a_line_moves_between_two_others_and_only_it_changes():
    assert move_line(LINES, "c", "a") == {"c": 1.5 * STEP}


def test_a_line_moves_first_last_and_below_a_removed_line_last():
    assert order(LINES | move_line(LINES, "c", "")) == ["c", "a", "b"]
    assert order(LINES | move_line(LINES, "a", "c")) == ["b", "c", "a"]
    assert order(LINES | move_line(LINES, "a", "removed")) == ["b", "c", "a"]


def test_without_room_all_lines_are_renumbered():
    close = {"a": 1.0, "b": 1.0 + 2**-52, "c": 9.0}
    assert move_line(close, "c", "a") == {"a": STEP, "c": 2 * STEP, "b": 3 * STEP}


def test_a_new_line_is_last():
    assert last_position({}) == STEP and last_position(LINES) == 4 * STEP


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["", "a", "b", "c"])), max_size=120))
def test_a_moved_line_is_directly_below_the_one_it_was_moved_after(moves):
    positions = dict(LINES)
    for key, after in moves:
        if key == after:
            continue
        positions |= move_line(positions, key, after)
        names = order(positions)
        assert names.index(key) == (names.index(after) + 1 if after else 0)
        assert len(set(positions.values())) == 3
