"""Lifetime of sessions."""

from enum import StrEnum

# Minimum interval between two records of a session's last use, in seconds, so that not every request writes.
NOTED_EVERY = 300


class End(StrEnum):
    IDLE = "idle"
    OLD = "old"


def end_of(*, now: float, since: float, seen: float, idle_hours: float, days: float) -> End | None:
    """Return the reason why a session has expired, or None.

    ``since``, ``seen``: its start and last use, in seconds.
    """
    if now - since > days * 86_400:
        return End.OLD
    if now - seen > idle_hours * 3600:
        return End.IDLE
    return None
