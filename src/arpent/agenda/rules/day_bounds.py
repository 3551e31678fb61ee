"""Working hours of a day: the usual hours, less absences and the part of the day that is past."""

from collections.abc import Sequence
from dataclasses import dataclass

# Hours shown for a day off, in seconds after midnight.
DEFAULT_HOURS = (8 * 3600, 18 * 3600)
# Shortest and longest appointment.
MIN_MINUTES, MAX_MINUTES = 5, 7 * 24 * 60
MIN_DAY_S = 3600  # a shorter day has no room for a visit
START_GRID_S = 900  # the current day goes on at the next quarter of an hour


@dataclass(frozen=True)
class BusySpan:
    """Time taken by an appointment on a day, in seconds after midnight, cut to that day.

    ``absence``: without a place in a tour; ``running``: begun and not over now.
    """

    start: int
    end: int
    absence: bool = False
    running: bool = False


@dataclass(frozen=True)
class DayBounds:
    """Hours in which a day can be planned, in seconds after midnight. ``off``: why nothing is planned, or "".
    Codes of ``off``: off, past, away, holiday:<name>.
    """

    opens: int
    closes: int
    off: str = ""


def day_bounds(
    *,
    hours: tuple[int, int] | None,
    busy: Sequence[BusySpan],
    holiday: str = "",
    days_ahead: int = 0,
    now: int = 0,
) -> DayBounds:
    """Return the hours of a day, less absences and the part that is past.
    ``hours``: usual opening and closing in seconds after midnight, None on a day off; ``days_ahead``: days from today
    to this day, negative for a past one; ``now``: seconds after midnight today, used on the current day only. An
    absence that covers the whole day leaves its hours and marks it away.
    """
    opens, closes = hours or DEFAULT_HOURS
    off = f"holiday:{holiday}" if holiday else "" if hours else "off"
    for span in busy:
        if span.absence:
            if span.start <= opens and span.end >= closes:
                off = "away"
            elif span.start <= opens < span.end:
                opens = span.end
            elif span.start < closes <= span.end:
                closes = span.start
        elif span.running:
            opens = max(opens, span.end)
    if days_ahead == 0:
        opens = max(opens, -(-now // START_GRID_S) * START_GRID_S)
    too_short = closes - opens < MIN_DAY_S
    if days_ahead < 0 or (days_ahead == 0 and too_short):
        off = "past"
    elif too_short and not off:
        off = "away"
    return DayBounds(opens, max(closes, opens + START_GRID_S), off)
