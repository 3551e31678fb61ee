"""Which columns a list shows and how it is sorted."""

from hypothesis import given
from hypothesis import strategies as st

from arpent.lists.rules.columns import choose_columns, order_of, read_sort, reverse_field

KEYS = ["name", "city", "owner", "amount"]
wanted = st.none() | st.lists(st.sampled_from([*KEYS, "unknown"]))


@given(wanted)
def test_the_name_is_always_shown_and_no_column_twice(keys):
    chosen = choose_columns(available=KEYS, default=["name", "city"], wanted=keys)
    assert "name" in chosen and len(chosen) == len(set(chosen)) and set(chosen) <= set(KEYS)


def test_columns_keep_the_order_that_was_chosen():
    assert choose_columns(available=KEYS, default=KEYS, wanted=["amount", "name", "unknown"]) == ["amount", "name"]


def test_a_column_that_one_may_not_see_is_left_out():
    assert choose_columns(available=["name"], default=["name"], wanted=["amount", "name"]) == ["name"]


def test_an_unknown_sort_is_the_default():
    assert read_sort("password", sortable=KEYS, default="name") == "name"
    assert read_sort("-amount", sortable=KEYS, default="name") == "-amount"


@given(st.lists(st.sampled_from(["a", "-b", "c__d"])))
def test_a_descending_order_is_the_reverse(fields):
    assert order_of("x", fields) == tuple(fields)
    assert [reverse_field(f) for f in order_of("-x", fields)] == fields
