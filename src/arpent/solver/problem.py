"""The data of a week of visits: places, visits, days, and the plan that results.

Times are seconds after midnight of their day, durations and driving seconds. Places, visits and days are named by
their index in `Problem`.
"""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Span = tuple[int, int]
DAY_S = 86_400
Matrix = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Visit:
    """A visit at a place. ``windows``: by day, the spans in which it starts *and* ends, in order.

    ``place``: row of ``Problem.drive``. ``service``: its duration. ``required``: an appointment; its only span, on one
    day, is its exact time. ``prize``: value in seconds of driving. Raise ValueError for a duration of 0 or less, a
    negative prize, or spans that are empty or unordered.
    """

    place: int
    service: int
    prize: int
    windows: tuple[tuple[Span, ...], ...]
    required: bool = False

    def __post_init__(self) -> None:
        if self.service <= 0 or self.prize < 0:
            raise ValueError("a visit lasts and is worth something")
        for spans in self.windows:
            if any(a >= b for a, b in spans) or list(spans) != sorted(spans):
                raise ValueError("a day's windows are in order and run forward")


@dataclass(frozen=True)
class Lunch:
    """A break of ``duration`` that starts from ``earliest`` on and ends by ``latest``.

    By default 45 minutes between 12:00 and 14:00. Raise ValueError when the span is shorter than the break.
    """

    earliest: int = 43_200
    latest: int = 50_400
    duration: int = 2_700

    def __post_init__(self) -> None:
        if not 0 < self.duration <= self.latest - self.earliest:
            raise ValueError("lunch fits into its own span")


@dataclass(frozen=True)
class Day:
    """A working day: start and end places, first departure, last return, maximum driving; ``lunch`` None for no break.

    ``opens`` is negative for a departure on the evening before, ``closes`` exceeds 86,400 for a return after midnight.
    Raise ValueError unless -86,400 <= opens < closes <= 172,800.
    """

    start: int
    end: int
    opens: int
    closes: int
    max_drive: int
    lunch: Lunch | None = field(default_factory=Lunch)

    def __post_init__(self) -> None:
        if not -DAY_S <= self.opens < self.closes <= 2 * DAY_S:
            raise ValueError("a day opens before it closes, a day before and a day after at most")


@dataclass(frozen=True)
class Problem:
    """A week. ``drive``: seconds from place (row) to place (column), int64, shape (places, places).

    Raise ValueError for a matrix that is not square or has negative values, or a visit without a place in it or without
    windows for each day.
    """

    drive: Matrix
    visits: tuple[Visit, ...]
    days: tuple[Day, ...]

    def __post_init__(self) -> None:
        n = self.drive.shape[0]
        if self.drive.shape != (n, n) or (n and int(self.drive.min()) < 0):
            raise ValueError("driving times are a square matrix of numbers from 0 up")
        for visit in self.visits:
            if not 0 <= visit.place < n or len(visit.windows) != len(self.days):
                raise ValueError("a visit has a place in the matrix and windows for each day")


@dataclass(frozen=True)
class Stop:
    """A planned visit: index of the visit, arrival, start of the service, departure."""

    visit: int
    arrive: int
    start: int
    leave: int


@dataclass(frozen=True)
class Route:
    """A planned day: departure, stops, return, driving in seconds. ``lunch``: its span, possibly within a drive.

    ``lunch`` is None when the day has none, or when it is taken at home before the departure or after the return.
    """

    day: int
    depart: int
    stops: tuple[Stop, ...]
    back: int
    drive: int
    lunch: Span | None

    @property
    def visits(self) -> tuple[int, ...]:
        """Return the indices of the visits, in order."""
        return tuple(s.visit for s in self.stops)


@dataclass(frozen=True)
class Plan:
    """One route per day (possibly empty) and the value: prizes less driving, in seconds."""

    routes: tuple[Route, ...]
    value: int

    @property
    def planned(self) -> frozenset[int]:
        """Return the indices of all planned visits."""
        return frozenset(v for r in self.routes for v in r.visits)


class Impossible(Exception):
    """The appointments alone are infeasible.

    ``reason``: "no_day" (an appointment without exactly one day) or "appointments" (those of one day do not fit);
    ``day``: its index; ``visits``: indices of the appointments concerned.
    """

    def __init__(self, reason: str, day: int, visits: tuple[int, ...]) -> None:
        super().__init__(f"{reason} on day {day}: {visits}")
        self.reason, self.day, self.visits = reason, day, visits
