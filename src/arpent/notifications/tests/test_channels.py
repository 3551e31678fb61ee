"""Whom a notification concerns, and when a digest is due."""

import datetime as dt
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arpent.kernel.errors import DomainError
from arpent.notifications.rules.channels import Channel, check_hour, is_digest_due, recipients_to_notify

MONDAY = dt.datetime(2026, 11, 30, 8, tzinfo=dt.UTC)
DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2027, 12, 31))


def test_nobody_is_notified_of_their_own_act_nor_twice():
    me, colleague = uuid4(), uuid4()
    assert recipients_to_notify([me, colleague, None, colleague], author=me) == [colleague]


@pytest.mark.parametrize(
    ("now", "last_on", "due"),
    [
        (MONDAY, None, True),
        (MONDAY - dt.timedelta(minutes=1), None, False),
        (MONDAY, MONDAY.date(), False),
        (MONDAY + dt.timedelta(days=5), None, False),
        (MONDAY + dt.timedelta(days=4), MONDAY.date(), True),
    ],
)
def test_a_daily_digest_is_due_once_a_working_day_from_its_hour_on(now, last_on, due):
    assert is_digest_due(Channel.DAILY, now=now, hour=8, last_on=last_on) is due


def test_a_weekly_digest_that_was_missed_on_monday_is_due_on_tuesday():
    last = MONDAY.date() - dt.timedelta(days=7)
    assert is_digest_due(Channel.WEEKLY, now=MONDAY, hour=8, last_on=last)
    assert is_digest_due(Channel.WEEKLY, now=MONDAY + dt.timedelta(days=1), hour=22, last_on=last)
    assert not is_digest_due(Channel.WEEKLY, now=MONDAY + dt.timedelta(days=1), hour=8, last_on=MONDAY.date())


@given(DAYS, st.integers(0, 23), st.sampled_from([Channel.DAILY, Channel.WEEKLY]))
def test_no_digest_is_due_twice_on_one_day(day, hour, channel):
    now = dt.datetime.combine(day, dt.time(hour), dt.UTC)
    assert not is_digest_due(channel, now=now, hour=0, last_on=day)


@pytest.mark.parametrize("hour", [-1, 4, 22, 24])
def test_digests_leave_at_an_hour_of_the_day(hour):
    with pytest.raises(DomainError, match="wrong_hour"):
        check_hour(hour)
