"""When a phone has kept reports for too long."""

import datetime as dt

SILENT = dt.timedelta(hours=72)


def is_silent(oldest_at: dt.datetime | None, now: dt.datetime) -> bool:
    """Return whether the oldest report that a phone still holds is more than three days old."""
    return oldest_at is not None and now - oldest_at > SILENT
