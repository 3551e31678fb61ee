"""The merge by field: its laws, for any values."""

import datetime as dt
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from arpent.kernel.errors import Conflict
from arpent.kernel.merging import (
    changed_since,
    fingerprint,
    fingerprints,
    merge,
    merge_or_raise,
    merge_rows,
    row_fingerprints,
)

# A busy machine must not fail a law.
law = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
NAMES = ("name", "phone", "next_step")
value = st.sampled_from(["", "a", "b", "c"])
record = st.fixed_dictionaries(dict.fromkeys(NAMES, value))
rows = st.lists(st.integers(0, 6), unique=True)


def write(stored, seen, written):
    """Store what a writer who saw ``seen`` writes; conflicting fields stay as stored."""
    return stored | merge(seen=fingerprints(seen), stored=stored, written=written).values


@law
@given(record, record, record)
def test_two_writers_without_a_conflict_give_the_same_result_in_either_order(seen, one, other):
    first = merge(seen=fingerprints(seen), stored=write(seen, seen, one), written=other)
    if not first.conflicts:
        assert write(write(seen, seen, one), seen, other) == write(write(seen, seen, other), seen, one)


@law
@given(record, record, record)
def test_no_change_is_lost_but_those_in_conflict_which_stay_as_stored(seen, stored, written):
    result = merge(seen=fingerprints(seen), stored=stored, written=written)
    for name in NAMES:
        if stored[name] != seen[name]:
            assert result.values[name] == stored[name]  # what somebody else changed is never undone
        elif written[name] != seen[name]:
            assert result.values[name] == written[name]
    assert set(result.conflicts) == {n for n in NAMES if stored[n] != seen[n] != written[n] != stored[n]}


@law
@given(record, record, record)
def test_the_same_change_sent_twice_is_one(seen, stored, written):
    once = write(stored, seen, written)
    assert write(once, seen, written) == once


@law
@given(record, record)
def test_a_form_sent_back_as_it_was_opened_changes_nothing(seen, stored):
    assert write(stored, seen, seen) == stored


@law
@given(record, record)
def test_who_saw_nothing_writes_everything(stored, written):
    assert merge_or_raise(seen=None, stored=stored, written=written) == written


@law
@given(rows, rows, rows)
def test_rows_that_somebody_added_stay_and_rows_that_the_writer_removed_are_deleted(seen, stored, written):
    known = row_fingerprints("rows", seen)
    result = merge_rows(seen=known, name="rows", stored=stored, written=written)
    assert set(result) == (set(stored) - (set(seen) - set(written))) | (set(written) - set(seen))
    assert merge_rows(seen=known, name="rows", stored=result, written=written) == result


def test_rows_of_which_nothing_was_seen_are_replaced():
    assert merge_rows(seen=None, name="rows", stored=[1, 2], written=[3]) == [3]
    assert merge_rows(seen={}, name="rows", stored=[1, 2], written=[3]) == [3]


def test_a_conflict_names_its_fields_and_those_left_alone():
    seen = fingerprints({"name": "a", "phone": "1", "next_step": ""})
    stored = {"name": "b", "phone": "2", "next_step": ""}
    with pytest.raises(Conflict) as caught:
        merge_or_raise(seen=seen, stored=stored, written={"name": "c", "phone": "1", "next_step": "x"})
    assert caught.value.fields == ("name",) and caught.value.untouched == ("phone",)
    assert changed_since(seen=seen, stored=stored) == ("name", "phone")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (None, ""),
        ([], ""),
        (Decimal("10.00"), 10),
        (Decimal("0.00"), 0),
        (1000, Decimal("1E+3")),
        (" a\r\nb ", "a\nb"),
        (UUID(int=7), str(UUID(int=7))),
        (("a", "b"), ["a", "b"]),
        (
            dt.datetime(2026, 11, 24, 12, tzinfo=dt.timezone(dt.timedelta(hours=1))),
            dt.datetime(2026, 11, 24, 11, tzinfo=dt.UTC),
        ),
    ],
)
def test_values_that_a_form_writes_otherwise_are_the_same(one, other):
    assert fingerprint(one) == fingerprint(other)


def test_different_values_have_different_fingerprints():
    values = [
        None,
        False,
        True,
        0,
        1,
        "a",
        "A",
        ["a", "b"],
        ["ab"],
        ["b", "a"],
        {"a": 1},
        dt.date(2026, 1, 1),
        float("nan"),
    ]
    assert len({fingerprint(v) for v in values}) == len(values)
