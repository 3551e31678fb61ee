"""Lifetime of sessions."""

from enum import StrEnum

# Minimum interval between two records of a session's last use, in seconds, so that not every request writes.
NOTED_EVERY = 300


class End(StrEnum):
    """Reason why a session expired: unused for too long, or begun too long ago."""

    IDLE = "idle"
    OLD = "old"


def end_of(*, now: float, since: float, seen: float, idle_hours: float, days: float) -> End | None:
    """Return the reason why a session has expired, or None while it is valid.
    ``now``, ``since``, ``seen``: the time, the session's start and last use, in seconds of the same clock;
    ``idle_hours`` and ``days``: the limits since last use and since the start.
    """
    if now - since > days * 86_400:
        return End.OLD
    if now - seen > idle_hours * 3600:
        return End.IDLE
    return None
