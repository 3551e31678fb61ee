"""Repeated tasks: the day of the next one."""

import calendar
import datetime as dt
from collections.abc import Collection
from enum import StrEnum

SATURDAY = 5


class Repetition(StrEnum):
    """How often a task comes back; NONE: once."""

    NONE = ""
    DAILY = "daily"  # each working day
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    YEARLY = "yearly"


def next_due(
    repeat: str, *, first_on: dt.date, due_on: dt.date, done_on: dt.date, holidays: Collection[dt.date] = ()
) -> dt.date | None:
    """Return the day of the next task of a series, after both the due day and the day it was done; None for one that is
    not repeated.

    ``first_on``: the first day of the series, whose weekday or day of the month all others have: a task that was
    postponed does not shift those after it. A month that lacks the day takes its last one. ``holidays``: days that are
    no working days, for DAILY.
    """
    after = max(due_on, done_on)
    if repeat == Repetition.DAILY:
        return _next_working_day(after, holidays)
    if repeat == Repetition.WEEKLY:
        return after + dt.timedelta(days=(first_on.weekday() - after.weekday() - 1) % 7 + 1)
    if repeat in (Repetition.MONTHLY, Repetition.YEARLY):
        step = 1 if repeat == Repetition.MONTHLY else 12
        passed = (after.year - first_on.year) * 12 + after.month - first_on.month
        count = max(passed // step, 0)
        while (day := shift_months(first_on, count * step)) <= after:
            count += 1
        return day
    return None


def _next_working_day(after: dt.date, holidays: Collection[dt.date]) -> dt.date:
    day = after + dt.timedelta(days=1)
    while day.weekday() >= SATURDAY or day in holidays:
        day += dt.timedelta(days=1)
    return day


def shift_months(day: dt.date, months: int) -> dt.date:
    """Return the same day of the month a number of months later, the last one of a month that lacks it."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
