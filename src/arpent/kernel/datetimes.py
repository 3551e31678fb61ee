"""Moments and days as machines write them: ISO 8601, a moment with its zone."""

import datetime as dt
from typing import Any

# Beyond these years, time zones and sums of days overflow; no record of a firm is there.
FIRST_YEAR, LAST_YEAR = 1900, 2199


def parse_datetime(told: Any) -> dt.datetime | None:
    """Return the moment a text holds, or None: one without a zone, or before 1900 or after 2199, is none."""
    try:
        moment = dt.datetime.fromisoformat(str(told))
    except ValueError:
        return None
    return moment if moment.tzinfo and FIRST_YEAR <= moment.year <= LAST_YEAR else None


def parse_date(told: Any) -> dt.date | None:
    """Return the day a text begins with, or None; a day before 1900 or after 2199 is none."""
    try:
        day = dt.date.fromisoformat(str(told)[:10])
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None
