"""Parse ISO 8601 dates and time-zone-aware datetimes."""

import datetime as dt
from typing import Any

# Outside these years, time zone conversion and date arithmetic can overflow.
FIRST_YEAR, LAST_YEAR = 1900, 2199


def parse_datetime(text: Any) -> dt.datetime | None:
    """Return an aware datetime, or None when the text is invalid, has no time zone or is outside 1900-2199."""
    try:
        moment = dt.datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return moment if moment.tzinfo and FIRST_YEAR <= moment.year <= LAST_YEAR else None


def parse_date(text: Any) -> dt.date | None:
    """Return the date in the first 10 characters, or None when it is invalid or outside 1900-2199."""
    try:
        day = dt.date.fromisoformat(str(text)[:10])
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def next_weekday(day: dt.date) -> dt.date:
    """Return the first day after a date that is no Saturday or Sunday; public holidays are not known here."""
    return day + dt.timedelta(days={4: 3, 5: 2}.get(day.weekday(), 1))
