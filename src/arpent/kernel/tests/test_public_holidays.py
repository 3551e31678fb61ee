"""Public holidays are those of the law of the place."""

import datetime as dt

import pytest

from arpent.kernel.public_holidays import holiday_names


@pytest.mark.parametrize(
    ("departement", "date", "closed"),
    [
        ("57", dt.date(2026, 12, 26), True),
        ("67", dt.date(2026, 4, 3), True),
        ("54", dt.date(2026, 12, 26), False),
        ("69", dt.date(2026, 4, 3), False),
        ("971", dt.date(2026, 5, 27), True),
        ("971", dt.date(2026, 4, 3), False),
        ("971", dt.date(2026, 7, 21), False),
        ("972", dt.date(2026, 5, 22), True),
        ("972", dt.date(2026, 7, 21), False),
        ("973", dt.date(2026, 6, 10), True),
        ("974", dt.date(2026, 12, 20), True),
        ("976", dt.date(2026, 4, 27), True),
        ("977", dt.date(2026, 10, 9), True),
        ("978", dt.date(2026, 5, 28), True),
        ("", dt.date(2026, 7, 14), True),
    ],
)
def test_a_day_is_a_holiday_where_the_law_says_so(departement, date, closed):
    assert (date in holiday_names(date.year, departement)) is closed
