"""Opening hours: several windows a weekday, closures by dates."""

import datetime as dt
import re
from dataclasses import dataclass

from arpent.kernel.periods import Window, parse_minutes
from arpent.kernel.text import fold

WORKING_DAY = (Window(8 * 60, 12 * 60), Window(14 * 60, 18 * 60))
_DAYS = {
    "lun": 0, "mar": 1, "mer": 2, "jeu": 3, "ven": 4, "sam": 5, "dim": 6,
    "mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6,
}  # fmt: skip
# No space inside a time: "8h-12h 14h-18h" has an end at 12h and a start at 14h, not an end at 12h14.
_TIME = r"(\d{1,2}(?:[:h.]\d{0,2})?)"
_SPAN = re.compile(_TIME + r"\s*(?:-|a|to|/|jusqu a)\s*" + _TIME)


@dataclass(frozen=True)
class Closure:
    """A site is closed from a day to a day, both included; ``yearly`` ones come back each year (August)."""

    from_on: dt.date
    to_on: dt.date
    yearly: bool = False

    def __post_init__(self) -> None:
        if self.to_on < self.from_on:
            raise ValueError("a closure ends on or after the day it starts")

    def covers(self, day: dt.date) -> bool:
        if not self.yearly:
            return self.from_on <= day <= self.to_on
        here, start, end = (day.month, day.day), *((d.month, d.day) for d in (self.from_on, self.to_on))
        return start <= here <= end if start <= end else here >= start or here <= end


@dataclass(frozen=True)
class Opening:
    """The hours of one site. ``known`` is False when nobody gave them and a common working day is assumed."""

    windows: tuple[tuple[Window, ...], ...]  # one tuple a weekday, Monday first
    closures: tuple[Closure, ...] = ()
    known: bool = True

    def on(self, day: dt.date) -> tuple[Window, ...]:
        """Return the windows of a date; none when the site is closed."""
        if any(c.covers(day) for c in self.closures):
            return ()
        return self.windows[day.weekday()]


def assumed_opening(closures: tuple[Closure, ...] = ()) -> Opening:
    """Return Monday to Friday, 8-12 and 14-18: what is assumed of a site whose hours nobody gave."""
    return Opening(tuple(WORKING_DAY if d < 5 else () for d in range(7)), closures, known=False)


def merge_windows(windows: list[Window]) -> tuple[Window, ...]:
    """Return the windows in order, those that overlap or touch made one."""
    merged: list[Window] = []
    for w in sorted(windows):
        if merged and w.start <= merged[-1].end:
            merged[-1] = Window(merged[-1].start, max(merged[-1].end, w.end))
        else:
            merged.append(w)
    return tuple(merged)


def parse_opening(text: str) -> tuple[tuple[Window, ...], ...]:
    """Read hours as people write them: "lun-ven 8h-12h 14h-18h; sam 9h-12h". Raise ValueError when unreadable.

    Without a day, Monday to Friday is meant.
    """
    days: list[list[Window]] = [[] for _ in range(7)]
    found_any = False
    for part in re.split(r"[;|\n]", text):
        folded = fold(part.replace("-", " a ").replace("–", " a ").replace(":", "h"))
        if not folded:
            continue
        spans = [_read_span(a, b) for a, b in _SPAN.findall(folded)]
        named = _named_days(folded)
        if "ferme" in folded or "closed" in folded:
            found_any = True
            continue
        if not spans:
            raise ValueError(f"no hours in {part.strip()!r} (expected for example: lun-ven 8h-12h 14h-18h)")
        found_any = True
        for day in named or range(5):
            days[day] += spans
    if not found_any:
        raise ValueError("no hours given")
    return tuple(merge_windows(d) for d in days)


def _read_span(start: str, end: str) -> Window:
    return Window(parse_minutes(start.replace(" ", "")), parse_minutes(end.replace(" ", "")))


def _named_days(folded: str) -> list[int]:
    names = [(m.start(), _DAYS[m[1]]) for m in re.finditer(r"\b(" + "|".join(_DAYS) + r")[a-z]*\b", folded)]
    if len(names) == 2 and re.search(r"[a-z]\s+(?:a|au|to)\s+[a-z]", folded[names[0][0] : names[1][0] + 3]):
        first, last = names[0][1], names[1][1]
        return [d % 7 for d in range(first, last + 1 if last >= first else last + 8)]
    return [d for _, d in names]
