"""Moments and days as machines write them: ISO 8601, a moment with its zone."""

import datetime as dt
from typing import Any


def read_moment(told: Any) -> dt.datetime | None:
    """Return the moment a text holds, or None: one without a zone is none."""
    try:
        moment = dt.datetime.fromisoformat(str(told))
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def read_day(told: Any) -> dt.date | None:
    """Return the day a text begins with, or None."""
    try:
        return dt.date.fromisoformat(str(told)[:10])
    except ValueError:
        return None
