"""ISO weeks, time windows within a day, and times of day in minutes after midnight."""

import datetime as dt
import re
from dataclasses import dataclass

_WEEK = re.compile(r"(\d{4})-?[WS](\d{1,2})")


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """An ISO 8601 week, such as 2026-W49.

    Raise ValueError for a week that its year lacks, or a year outside 1970-2200.
    """

    year: int
    number: int

    def __post_init__(self) -> None:
        if not 1970 <= self.year <= 2200:
            raise ValueError(f"not a year of anybody's calendar: {self.year}")
        dt.date.fromisocalendar(self.year, self.number, 1)

    @classmethod
    def parse(cls, text: str) -> "Week":
        """Return the week of "2026-W49" or, in French, "2026-S49". Raise ValueError when it is invalid."""
        match = _WEEK.fullmatch(text.strip().upper())
        if not match:
            raise ValueError(f"not a week: {text!r} (expected 2026-W49)")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: dt.date) -> "Week":
        """Return the week of a date."""
        year, number, _ = day.isocalendar()
        return cls(year, number)

    def day(self, weekday: int) -> dt.date:
        """Return the date of a weekday, 0 (Monday) to 6. Raise ValueError for another number."""
        return dt.date.fromisocalendar(self.year, self.number, weekday + 1)

    def shift(self, weeks: int) -> "Week":
        """Return the week a number of weeks later, or earlier for a negative number."""
        return Week.of(self.day(0) + dt.timedelta(weeks=weeks))

    def __str__(self) -> str:
        return f"{self.year}-W{self.number:02d}"


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """A time window within one day, in minutes after midnight; the end is exclusive.

    Raise ValueError unless 0 <= start < end <= 1440.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= 24 * 60:
            raise ValueError(f"not a span of one day: {self.start}-{self.end}")

    def overlaps(self, other: "Window") -> bool:
        """Return whether two windows share a minute; windows that only touch do not."""
        return self.start < other.end and other.start < self.end


def parse_minutes(text: str) -> int:
    """Return a time of day ("8:30", "08h30", "8h", "8") in minutes after midnight, 0 to 1440.

    Raise ValueError when it is invalid.
    """
    match = re.fullmatch(r"\s*(\d{1,2})\s*(?:[:hH.]\s*(\d{2})?)?\s*", text)
    if not match:
        raise ValueError(f"not a time of day: {text!r}")
    minutes = int(match[1]) * 60 + int(match[2] or 0)
    if minutes > 24 * 60 or int(match[2] or 0) > 59:
        raise ValueError(f"not a time of day: {text!r}")
    return minutes


def format_minutes(minutes: int) -> str:
    """Return minutes after midnight as "08:30"."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def format_duration(seconds: float) -> str:
    """Return a length of time given in seconds, rounded to minutes, as "2 h 10" or "14 min"."""
    hours, minutes = divmod(round(abs(seconds) / 60), 60)
    sign = "-" if seconds < 0 else ""
    return f"{sign}{hours} h {minutes:02d}" if hours else f"{sign}{minutes} min"
