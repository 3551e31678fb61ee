import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arpent.people.testing import refused
from arpent.todos.rules.due import Section, check_postponed, check_title, next_monday, section_of
from arpent.todos.rules.repetition import Repetition, next_due

TUESDAY = dt.date(2026, 12, 1)
DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1))
REPEATED = st.sampled_from([r for r in Repetition if r])


def following(repeat, first_on, due_on=None, done_on=None, holidays=()):
    due_on = due_on or first_on
    return next_due(repeat, first_on=first_on, due_on=due_on, done_on=done_on or due_on, holidays=holidays)


def test_a_task_of_once_has_no_next_one():
    assert following("", TUESDAY) is None


def test_a_daily_task_skips_weekends_and_holidays():
    thursday = dt.date(2026, 12, 24)
    assert following("daily", thursday, holidays={dt.date(2026, 12, 25)}) == dt.date(2026, 12, 28)


def test_a_task_that_was_postponed_does_not_shift_its_series():
    assert following("weekly", TUESDAY, due_on=dt.date(2026, 12, 4)) == dt.date(2026, 12, 8)


def test_a_task_done_late_leaves_out_the_days_that_passed():
    assert following("weekly", TUESDAY, done_on=dt.date(2026, 12, 20)) == dt.date(2026, 12, 22)


def test_a_monthly_task_of_the_31st_comes_on_the_last_day_and_on_the_31st_again():
    january = dt.date(2027, 1, 31)
    february = following("monthly", january)
    assert february == dt.date(2027, 2, 28)
    assert following("monthly", january, due_on=february) == dt.date(2027, 3, 31)
    assert following("yearly", dt.date(2028, 2, 29)) == dt.date(2029, 2, 28)


@given(REPEATED, DAYS, DAYS, DAYS)
def test_the_next_task_is_after_its_due_day_and_after_it_was_done(repeat, first_on, due_on, done_on):
    found = following(repeat, first_on, due_on, done_on)
    assert found > max(due_on, done_on)
    if repeat == Repetition.WEEKLY:
        assert found.weekday() == first_on.weekday() and found - max(due_on, done_on) <= dt.timedelta(days=7)
    if repeat == Repetition.DAILY:
        assert found.weekday() < 5


@pytest.mark.parametrize(
    ("days", "section"),
    [(-1, Section.LATE), (0, Section.TODAY), (1, Section.WEEK), (5, Section.WEEK), (6, Section.LATER)],
)
def test_a_task_has_one_section(days, section):
    assert section_of(TUESDAY + dt.timedelta(days=days), TUESDAY) == section
    assert section_of(TUESDAY, TUESDAY, is_done=True) == Section.DONE


def test_a_task_is_not_put_off_to_the_past():
    check_postponed(TUESDAY, TUESDAY)
    assert refused(lambda: check_postponed(dt.date(2026, 11, 30), TUESDAY)) == "todos.postponed_to_past"
    assert next_monday(dt.date(2026, 12, 7)) == dt.date(2026, 12, 14)


def test_a_task_needs_a_title():
    assert check_title("  Relancer ") == "Relancer"
    assert refused(lambda: check_title("   ")) == "todos.title_needed"
