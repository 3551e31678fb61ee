"""When a device has unsent reports for too long."""

import datetime as dt

SILENT = dt.timedelta(hours=72)


def is_silent(oldest_at: dt.datetime | None, now: dt.datetime) -> bool:
    """Return whether the oldest unsent report of a device is more than three days old."""
    return oldest_at is not None and now - oldest_at > SILENT
