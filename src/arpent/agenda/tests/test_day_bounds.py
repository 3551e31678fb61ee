"""Bounds of a day: usual hours, absences, holidays, and the part of the current day that is past."""

import pytest

from arpent.agenda.rules.day_bounds import BusySpan, DayBounds, day_bounds

H = 3600
USUAL = (8 * H, 18 * H)


def absence(start, end):
    return BusySpan(start * H, end * H, absence=True)


@pytest.mark.parametrize(
    ("busy", "expected"),
    [
        ([], DayBounds(8 * H, 18 * H)),
        ([absence(0, 24)], DayBounds(8 * H, 18 * H, "away")),
        ([absence(0, 12)], DayBounds(12 * H, 18 * H)),
        ([absence(14, 24)], DayBounds(8 * H, 14 * H)),
        ([absence(10, 11)], DayBounds(8 * H, 18 * H)),
        ([absence(0, 12), absence(12, 18)], DayBounds(12 * H, 18 * H, "away")),
        ([absence(0, 12), absence(12.5, 24)], DayBounds(12 * H, 12.5 * H, "away")),
        ([BusySpan(9 * H, 10 * H)], DayBounds(8 * H, 18 * H)),
    ],
)
def test_absences_shorten_a_day_or_take_it_whole(busy, expected):
    assert day_bounds(hours=USUAL, busy=busy, days_ahead=1) == expected


def test_a_day_off_and_a_holiday_are_not_planned():
    assert day_bounds(hours=None, busy=[], days_ahead=1).off == "off"
    assert day_bounds(hours=USUAL, busy=[], holiday="Noël", days_ahead=1).off == "holiday:Noël"


def test_the_current_day_begins_at_the_next_quarter_of_an_hour_or_after_a_running_appointment():
    assert day_bounds(hours=USUAL, busy=[], now=9 * H + 60).opens == 9 * H + 900
    running = BusySpan(9 * H, 11 * H, running=True)
    assert day_bounds(hours=USUAL, busy=[running], now=9 * H + 60).opens == 11 * H


def test_a_past_day_and_the_last_hour_of_the_current_one_are_past():
    assert day_bounds(hours=USUAL, busy=[], days_ahead=-1).off == "past"
    assert day_bounds(hours=USUAL, busy=[], now=17 * H + 60).off == "past"
