"""A task typed as one line: "Rappeler M. Durand demain 9h".

Day and time are read at the end of the line, or at its beginning; what stands between is the title, so that "vanne 3/4
de pouce" is no date. A date that does not exist remains part of the title.
"""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from .repetition import shift_months

WEEKDAYS = (
    ("lundi", "monday"),
    ("mardi", "tuesday"),
    ("mercredi", "wednesday"),
    ("jeudi", "thursday"),
    ("vendredi", "friday"),
    ("samedi", "saturday"),
    ("dimanche", "sunday"),
)
MONTHS = (
    "janvier",
    "f[ée]vrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "ao[ûu]t",
    "septembre",
    "octobre",
    "novembre",
    "d[ée]cembre",
)
MAX_COUNT = 3660  # ten years in days: beyond, a number is no delay
SPACE = r"[\s\u00a0\u202f]"
# A short word that leads to a day or a time, and belongs to neither title nor date.
LEADS = rf"(?:(?:le|à|a|pour le|pour|avant le|d’ici|d'ici|at|on|by){SPACE}+)?"

type Reader = Callable[[re.Match[str], dt.date], dt.date | None]


@dataclass(frozen=True)
class QuickLine:
    """What a line says; None for what it does not say."""

    title: str
    due_on: dt.date | None = None
    due_time: dt.time | None = None


def read_line(line: str, today: dt.date) -> QuickLine:
    """Return the title, day and time of a line. A day without year is the next such day, today included; a weekday is
    the next one after today.
    """
    rest, day, time = " ".join(line.split()), None, None
    for at_end in (True, False):
        is_found = True
        while is_found:
            is_found = False
            if time is None and (found := _take_time(rest, at_end)):
                (time, rest), is_found = found, True
            if day is None and (found_day := _take_day(rest, at_end, today)):
                (day, rest), is_found = found_day, True
    return QuickLine(rest, day, time)


def _edge(pattern: str, at_end: bool) -> re.Pattern[str]:
    whole = rf"(?:^|{SPACE}){LEADS}(?:{pattern})[.,;]?$" if at_end else rf"^{LEADS}(?:{pattern})(?:[.,;:]?{SPACE}|$)"
    return re.compile(whole, re.IGNORECASE)


def _cut(text: str, match: re.Match[str]) -> str:
    return (text[: match.start()] + text[match.end() :]).strip(" ,;")


TIME = rf"(?P<h>[01]?\d|2[0-3]){SPACE}?(?:h{SPACE}?(?P<m>[0-5]\d)?|:(?P<m2>[0-5]\d))|(?P<noon>midi|noon)"
TIMES = {at_end: _edge(TIME, at_end) for at_end in (True, False)}


def _take_time(text: str, at_end: bool) -> tuple[dt.time, str] | None:
    match = TIMES[at_end].search(text)
    if match is None:
        return None
    if match["noon"]:
        return dt.time(12), _cut(text, match)
    return dt.time(int(match["h"]), int(match["m"] or match["m2"] or 0)), _cut(text, match)


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _next_date(month: int, day: int, today: dt.date) -> dt.date | None:
    """Return the next such day, today included; 29 February in the next leap year; None for a day that never is."""
    years = (today.year + n for n in range(9))
    return next((found for year in years if (found := _date(year, month, day)) and found >= today), None)


def _in_days(days: int) -> Reader:
    return lambda match, today: today + dt.timedelta(days=days)


def _weekday(number: int) -> Reader:
    return lambda match, today: today + dt.timedelta(days=(number - today.weekday() - 1) % 7 + 1)


def _month_day(month: int) -> Reader:
    def read(match: re.Match[str], today: dt.date) -> dt.date | None:
        if match["year"]:
            return _date(int(match["year"]), month, int(match["day"]))
        return _next_date(month, int(match["day"]), today)

    return read


def _numbers(match: re.Match[str], today: dt.date) -> dt.date | None:
    year = match["year"]
    if year is None:
        return _next_date(int(match["month"]), int(match["day"]), today)
    return _date(int(year) + (2000 if len(year) == 2 else 0), int(match["month"]), int(match["day"]))


def _delay(match: re.Match[str], today: dt.date) -> dt.date | None:
    count = int(match["count"])
    if count > MAX_COUNT:
        return None
    unit = match["unit"].lower()
    if unit.startswith(("mois", "month")):
        return shift_months(today, min(count, 120))
    return today + dt.timedelta(days=count * (7 if unit.startswith(("semaine", "week")) else 1))


DAYS: tuple[tuple[str, Reader], ...] = (
    (rf"apr[èe]s{SPACE}?-?{SPACE}?demain", _in_days(2)),
    (r"aujourd[’']?hui|ce jour|today", _in_days(0)),
    (r"demain|tomorrow", _in_days(1)),
    *(
        (rf"(?:next{SPACE})?(?:{fr}|{en})(?:{SPACE}prochain)?", _weekday(number))
        for number, (fr, en) in enumerate(WEEKDAYS)
    ),
    (r"(?P<day>\d{1,2})/(?P<month>\d{1,2})(?:/(?P<year>20\d\d|\d\d))?", _numbers),
    *(
        (rf"(?P<day>\d{{1,2}})(?:er)?{SPACE}{name}(?:{SPACE}(?P<year>20\d\d))?", _month_day(number))
        for number, name in enumerate(MONTHS, start=1)
    ),
    (rf"(?:dans|in){SPACE}(?P<count>\d{{1,4}}){SPACE}(?P<unit>jours?|semaines?|mois|days?|weeks?|months?)", _delay),
)
EDGES = {at_end: [(_edge(pattern, at_end), read) for pattern, read in DAYS] for at_end in (True, False)}


def _take_day(text: str, at_end: bool, today: dt.date) -> tuple[dt.date, str] | None:
    for pattern, read in EDGES[at_end]:
        match = pattern.search(text)
        if match is not None and (day := read(match, today)) is not None:
            return day, _cut(text, match)
    return None
