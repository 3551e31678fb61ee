"""Fields of a submitted version: who changed what, and what a merge holds."""

import datetime as dt

import pytest

from arpent.kernel.offline import RecordChooser
from arpent.sync.rules.field_conflicts import can_be_merged, choices_of, compare_fields, merge_bodies
from arpent.sync.rules.silence import is_silent

NOW = dt.datetime(2026, 3, 2, 8, tzinfo=dt.UTC)


def compare(stored, submitted, base=None):
    shown = [None if body is None else [(k, k, v) for k, v in body.items()] for body in (stored, submitted, base)]
    return compare_fields(stored=shown[0], submitted=shown[1], base=shown[2], body=submitted)


@pytest.mark.parametrize(
    ("stored", "submitted", "base", "merged", "side"),
    [
        ("old", "new", "old", True, "submitted"),
        ("new", "old", "old", True, "stored"),
        ("one", "other", "old", False, None),
        ("one", "other", None, False, None),
        ("same", "same", "old", True, None),
    ],
)
def test_a_field_changed_on_one_side_is_taken_from_it(stored, submitted, base, merged, side):
    rows = compare({"city": stored}, {"city": submitted}, None if base is None else {"city": base})
    assert can_be_merged(rows) is merged and choices_of(rows, {}).get("city") == side


def test_a_merge_takes_each_field_from_its_side_and_keeps_what_nobody_sees():
    body = merge_bodies(
        stored={"city": "Lyon", "answers": {"q1": "yes"}, "hidden": 1},
        submitted={"city": "Nice", "answers": {"q1": "no", "q2": "3"}},
        chosen={"answers.q1": "stored"},
        written={},
        chooser=None,
    )
    assert body == {"city": "Nice", "answers": {"q1": "yes", "q2": "3"}, "hidden": 1}


def test_a_written_value_has_the_type_of_the_one_it_replaces():
    submitted = {"count": 2, "note": "a", "done": True}
    body = merge_bodies(
        stored={}, submitted=submitted, chosen={}, written={"count": "3,5", "note": "4", "done": "no"}, chooser=None
    )
    assert body == {"count": 3.5, "note": "4", "done": True}


def test_a_chosen_record_clears_what_belonged_to_the_other():
    chooser = RecordChooser("company", "Company", lambda **_: [], clears=("site",))
    body = merge_bodies(
        stored={}, submitted={"company": "a", "site": "b"}, chosen={}, written={"company": "c"}, chooser=chooser
    )
    assert body == {"company": "c", "site": ""}


def test_a_phone_is_silent_when_its_oldest_report_is_more_than_three_days_old():
    assert not is_silent(None, NOW)
    assert not is_silent(NOW - dt.timedelta(hours=72), NOW)
    assert is_silent(NOW - dt.timedelta(hours=73), NOW)
