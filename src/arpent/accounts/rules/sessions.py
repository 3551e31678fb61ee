"""How long a sign-in lasts."""

from enum import StrEnum

# A phone or a screen that nobody uses: how often its use is written down, in seconds. Less often than each page,
# because reading must not write.
NOTED_EVERY = 300


class End(StrEnum):
    IDLE = "idle"
    OLD = "old"


def end_of(*, now: float, since: float, seen: float, idle_hours: float, days: float) -> End | None:
    """Return why a sign-in is over, None while it lasts.

    ``since``, ``seen``: when it began and was last used, in seconds.
    """
    if now - since > days * 86_400:
        return End.OLD
    if now - seen > idle_hours * 3600:
        return End.IDLE
    return None
