"""The building blocks hold their laws."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arpent.kernel.coordinates import Point, great_circle_km
from arpent.kernel.ids import new_id, parse_id
from arpent.kernel.periods import Week, Window, format_minutes, parse_minutes
from arpent.kernel.text import digits, fold, parse_whole_number

points = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))


def test_ids_are_uuid7_and_sort_by_birth():
    ids = [new_id() for _ in range(200)]
    assert {i.version for i in ids} == {7}
    assert len(set(ids)) == 200
    assert sorted(i.int >> 80 for i in ids) == [i.int >> 80 for i in ids]


def test_a_text_that_is_no_id_reads_as_none():
    assert parse_id("../etc/passwd") is None
    assert parse_id(str(new_id())) is not None


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_digits_returns_ascii_digits_only(text):
    assert set(digits(text)) <= set("0123456789")


@given(points, points)
def test_distance_is_symmetric_and_bounded(a, b):
    assert great_circle_km(a, b) == pytest.approx(great_circle_km(b, a), abs=1e-6)
    assert 0 <= great_circle_km(a, b) <= 20016


def test_lyon_to_grenoble_is_known():
    assert great_circle_km(Point(45.7676, 4.8351), Point(45.1875, 5.7358)) == pytest.approx(95, abs=1.5)


@given(st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1)))
def test_a_week_reads_back_what_it_writes(day):
    week = Week.of(day)
    assert Week.parse(str(week)) == week
    assert week.day(day.weekday()) == day
    assert week.shift(1).shift(-1) == week


@pytest.mark.parametrize("text", ["2026-W54", "2026", "W49", "", "2026-W00"])
def test_what_is_no_week_is_refused(text):
    with pytest.raises(ValueError):
        Week.parse(text)


@given(st.integers(0, 1440))
def test_minutes_read_back_what_they_write(minutes):
    assert parse_minutes(format_minutes(minutes)) == minutes


@pytest.mark.parametrize(("text", "minutes"), [("8", 480), ("8h", 480), ("8h30", 510), ("08:30", 510), ("18.15", 1095)])
def test_times_are_read_as_people_write_them(text, minutes):
    assert parse_minutes(text) == minutes


@pytest.mark.parametrize("text", ["25h", "8:75", "midi", "-1"])
def test_what_is_no_time_is_refused(text):
    with pytest.raises(ValueError):
        parse_minutes(text)


def test_a_window_ends_after_it_starts():
    with pytest.raises(ValueError):
        Window(600, 600)
    assert Window(480, 720).overlaps(Window(700, 800))
    assert not Window(480, 720).overlaps(Window(720, 800))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("12", 12),
        ("99", 99),
        ("100", None),
        ("²", None),
        ("٣", None),
        ("", None),
        ("-1", None),
        ("9" * 5000, None),
    ],
)
def test_a_whole_number_of_an_address_is_read_or_ignored(text, number):
    assert parse_whole_number(text, 99) == number
