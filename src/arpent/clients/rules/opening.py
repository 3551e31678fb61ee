"""Opening hours: windows by weekday, closures by date."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from arpent.kernel.periods import Window, parse_minutes

WORKING_DAY = (Window(8 * 60, 12 * 60), Window(14 * 60, 18 * 60))
_DAYS = {
    "lun": 0,
    "mar": 1,
    "mer": 2,
    "jeu": 3,
    "ven": 4,
    "sam": 5,
    "dim": 6,
    "mon": 0,
    "tue": 1,
    "wed": 2,
    "thu": 3,
    "fri": 4,
    "sat": 5,
    "sun": 6,
}
# No space inside a time: "8h-12h 14h-18h" has an end at 12h and a start at 14h, not an end at 12h14.
_TIME = r"(\d{1,2}(?:[:h.]\d{0,2})?)"
_SPAN = re.compile(_TIME + r"\s*(?:-|a|to|jusqu'a)\s*" + _TIME)


@dataclass(frozen=True)
class Closure:
    """A closed range of days, inclusive; ``yearly`` ones recur. Raise ValueError when it ends before it starts."""

    from_on: dt.date
    to_on: dt.date
    yearly: bool = False

    def __post_init__(self) -> None:
        if self.to_on < self.from_on:
            raise ValueError("a closure ends on or after the day it starts")

    def covers(self, day: dt.date) -> bool:
        """Return whether the closure contains a day."""
        if not self.yearly:
            return self.from_on <= day <= self.to_on
        month_day, start, end = (day.month, day.day), *((d.month, d.day) for d in (self.from_on, self.to_on))
        return start <= month_day <= end if start <= end else month_day >= start or month_day <= end


@dataclass(frozen=True)
class Opening:
    """Hours of a site. ``known`` is False for assumed default hours."""

    windows: tuple[tuple[Window, ...], ...]  # one tuple a weekday, Monday first
    closures: tuple[Closure, ...] = ()
    known: bool = True

    def on(self, day: dt.date) -> tuple[Window, ...]:
        """Return the windows of a date; none when closed."""
        if any(c.covers(day) for c in self.closures):
            return ()
        return self.windows[day.weekday()]


def assumed_opening(closures: tuple[Closure, ...] = ()) -> Opening:
    """Return the default hours: Monday to Friday, 8:00-12:00 and 14:00-18:00."""
    return Opening(tuple(WORKING_DAY if d < 5 else () for d in range(7)), closures, known=False)


def merge_windows(windows: list[Window]) -> tuple[Window, ...]:
    """Return sorted windows, overlapping or adjacent ones merged."""
    merged: list[Window] = []
    for w in sorted(windows):
        if merged and w.start <= merged[-1].end:
            merged[-1] = Window(merged[-1].start, max(merged[-1].end, w.end))
        else:
            merged.append(w)
    return tuple(merged)


def gather_days(days: tuple[tuple[Window, ...], ...]) -> list[tuple[int, Window]]:
    """Return each window once with its weekdays as bits (1 Monday, 2 Tuesday ... 64 Sunday)."""
    gathered: dict[Window, int] = {}
    for day, windows in enumerate(days):
        for w in windows:
            gathered[w] = gathered.get(w, 0) | 1 << day
    return [(bits, w) for w, bits in sorted(gathered.items())]


def spread_days(gathered: Iterable[tuple[int, Window]]) -> tuple[tuple[Window, ...], ...]:
    """Return the windows of each weekday, Monday first: the inverse of :func:`gather_days`."""
    spans = list(gathered)
    return tuple(merge_windows([w for bits, w in spans if bits & 1 << day]) for day in range(7))


def parse_opening(text: str) -> tuple[tuple[Window, ...], ...]:
    """Parse hours: "lun-ven 8h-12h 14h-18h; sam 9h-12h". Raise ValueError when unreadable.

    Default days: Monday to Friday. "fermé" after days closes them. Any remaining text is an error.
    """
    days: list[list[Window]] = [[] for _ in range(7)]
    shut: set[int] = set()
    has_days = False
    for part in _PARTS.split(fold_hours(text)):
        named, rest = _take_days(part)
        closed = bool(_CLOSED.search(rest))
        rest = _CLOSED.sub(" ", rest)
        spans = [_read_span(m[1], m[2]) for m in _SPAN.finditer(rest)]
        rest = re.sub(
            r"\b(?:de|du|le|les|et|a|h|non stop|sans interruption|ouvert|open|from|and)\b|[,:/&+.-]",
            " ",
            _SPAN.sub(" ", rest),
        )
        if rest.strip() or (named and not spans and not closed):
            raise ValueError(f"not understood: {part.strip()!r} (expected for example: lun-ven 8h-12h 14h-18h)")
        if not spans and not closed:
            continue
        has_days = True
        if closed and not spans:
            shut |= set(named)
            continue
        for day in named or range(5):
            days[day] += spans
    if not has_days:
        raise ValueError("no hours given")
    return tuple(() if d in shut else merge_windows(w) for d, w in enumerate(days))


def fold_hours(text: str) -> str:
    """Return hours in lower case without accents, with uniform dashes; line breaks become semicolons."""
    parts = re.split(r"[;|\n]", text.replace("–", "-").replace("—", "-").replace("à", "-").replace("À", "-"))
    return ";".join(re.sub(r"\s+", " ", _plain(p)) for p in parts)


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).replace("\u2019", "'").strip()


_DAY = r"(?:" + "|".join(_DAYS) + r")[a-z]*\b\.?"
# A new part begins at ";" and wherever days follow hours ("lun-jeu 8h-12h ven 8h-11h", "..., ferme le samedi").
_PARTS = re.compile(r";|,?\s*(?<=[\dh])\s*,?\s*(?=(?:" + _DAY + r"|ferme|closed|le " + _DAY + r"))")
_RANGE = re.compile(r"(?:du |from )?(" + _DAY + r")\s*(?:-|au|to|jusqu'au)\s*(" + _DAY + r")")
_ONE = re.compile(_DAY)
_ALL = re.compile(r"\b(?:tous les jours|7j/7|7/7|every day|daily)\b")
_CLOSED = re.compile(r"\bferme(?:e|s)?\b|\bclosed\b")


def _take_days(part: str) -> tuple[list[int], str]:
    """Return the weekdays of a part, and the rest."""
    days: list[int] = []

    def take_range(m: re.Match[str]) -> str:
        """Add a range of weekdays."""
        first, last = _DAYS[m[1][:3]], _DAYS[m[2][:3]]
        days.extend(d % 7 for d in range(first, last + 1 if last >= first else last + 8))
        return " "

    def take_one(m: re.Match[str]) -> str:
        """Add one weekday."""
        days.append(_DAYS[m[0][:3]])
        return " "

    if _ALL.search(part):
        days.extend(range(7))
    rest = _ONE.sub(take_one, _RANGE.sub(take_range, _ALL.sub(" ", part)))
    return sorted(set(days)), rest


def _read_span(start: str, end: str) -> Window:
    return Window(parse_minutes(start.replace(" ", "")), parse_minutes(end.replace(" ", "")))
