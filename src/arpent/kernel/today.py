"""The prioritised list of the page of today: items that the domains contribute, the most urgent first."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import islice
from typing import Any


class Urgency(IntEnum):
    """Reason why an item is on the page of today, the most urgent one first.

    Order: what will be forgotten, what others wait for, what expires by itself; work on the commercial file is last.
    """

    FORGOTTEN_SOON = 1  # nobody knows later what happened: a visit without report
    DECISION_AWAITED = 2  # colleagues wait for this person
    ENDING = 3  # an offer that customers can accept for a few more days
    FOLLOW_UP = 4  # customers who have not answered
    OVERDUE = 5  # one's own next steps, now past
    DATA_AT_RISK = 6  # reports that are only on a phone, or that nobody resolved
    LEGAL_DUTY = 7
    PLANNING = 8
    DATA_QUALITY = 9
    UNFINISHED = 10  # work begun and left


@dataclass(frozen=True, slots=True)
class TodayItem:
    """One thing to do: what it is about, the page of its record, an icon.

    ``due``: orders items of one urgency, the earliest first, those without after them. ``detail``: whose, how much,
    since when. ``act``: the label of the button that does it at ``act_url``, "" for none.
    """

    label: str
    url: str
    icon: str
    due: dt.date | None = None
    detail: str = ""
    act: str = ""
    act_url: str = ""


@dataclass(frozen=True)
class TodayContext:
    """Whose page of today it is, at which moment and on which day; caches the queries of one page."""

    by: Any
    now: dt.datetime
    day: dt.date
    _results: dict[Callable[..., Any], Any] = field(default_factory=dict)

    def read[T](self, query: Callable[..., T]) -> T:
        """Return what a query ``(by=, today=)`` returns, called once per page for all callers."""
        if query not in self._results:
            self._results[query] = query(by=self.by, today=self.day)
        result: T = self._results[query]
        return result


@dataclass(frozen=True)
class TodaySource:
    """A domain's items of one urgency. ``find(context)`` returns them, best first.

    ``permission``: the code a user needs, "" for none. ``roles``: the roles that see them, all when empty.
    """

    urgency: Urgency
    find: Callable[[TodayContext], Sequence[TodayItem]]
    permission: str = ""
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TodayRow:
    """A row of a section: what or who, figures in words, the page with more. ``is_alert``: someone needs help."""

    label: str
    detail: str
    url: str = ""
    is_alert: bool = False


@dataclass(frozen=True, slots=True)
class TodaySection:
    """A section of the page of today: its rows, and the page that shows all of them."""

    title: str
    rows: Sequence[TodayRow]
    url: str = ""


@dataclass(frozen=True, slots=True)
class TodaySectionSource:
    """A section that a domain shows to some roles. ``find(context)`` returns it; without rows it is not shown.

    ``position``: its place, ascending.
    """

    position: int
    roles: tuple[str, ...]
    find: Callable[[TodayContext], TodaySection]
    permission: str = ""


def read_sections(sources: Iterable[TodaySectionSource], context: TodayContext) -> list[TodaySection]:
    """Return the sections of the person's role that have rows, by position."""
    wanted = sorted((s for s in sources if context.by.role in s.roles), key=lambda s: s.position)
    return [section for section in (s.find(context) for s in wanted) if section.rows]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number shown beside the items of the page of today, with the page that lists what it counts."""

    label: str
    value: int
    url: str


@dataclass(frozen=True, slots=True)
class FigureSource:
    """A domain's figures. ``find(context)`` returns them in order; ``position``: their place, ascending.

    ``permission``: the code a user needs, "" for none.
    """

    position: int
    find: Callable[[TodayContext], Sequence[Figure]]
    permission: str = ""


def read_figures(sources: Iterable[FigureSource], context: TodayContext) -> list[Figure]:
    """Return the figures of all sources, in order of their positions."""
    return [x for source in sorted(sources, key=lambda s: s.position) for x in source.find(context)]


def most_urgent(sources: Iterable[TodaySource], context: TodayContext, *, limit: int) -> list[TodayItem]:
    """Return the most urgent items, at most ``limit``. A source whose items cannot be among them is not read.

    Items of one urgency are in the order of their due days, then of the sources.
    """
    return list(islice(_by_urgency(list(sources), context), limit))


def _by_urgency(sources: Sequence[TodaySource], context: TodayContext) -> Iterable[TodayItem]:
    ours = [s for s in sources if not s.roles or context.by.role in s.roles]
    for urgency in sorted({source.urgency for source in ours}):
        found = [x for source in ours if source.urgency == urgency for x in source.find(context)]
        yield from sorted(found, key=lambda x: (x.due is None, x.due or dt.date.min))
