"""A week of visits: places, visits, days. Times are seconds after midnight, durations seconds."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Span = tuple[int, int]
DAY_S = 86_400
Matrix = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Visit:
    """A visit at a place. ``windows``: by day, the spans in which it starts *and* ends.

    ``required``: an appointment; its only span, on one day, is its exact time. ``prize``: value in seconds of driving.
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
    """A break of ``duration`` between ``earliest`` and ``latest`` (its end)."""

    earliest: int = 43_200
    latest: int = 50_400
    duration: int = 2_700

    def __post_init__(self) -> None:
        if not 0 < self.duration <= self.latest - self.earliest:
            raise ValueError("lunch fits into its own span")


@dataclass(frozen=True)
class Day:
    """A working day: start and end places and times, maximum driving.

    ``opens`` is negative for a departure on the evening before, ``closes`` exceeds 86,400 for a return after midnight.
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
    """A week. ``drive``: seconds between places, n x n."""

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
    """A planned visit: arrival, start and departure."""

    visit: int
    arrive: int
    start: int
    leave: int


@dataclass(frozen=True)
class Route:
    """A planned day. ``lunch``: its span, possibly within a drive."""

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
    """The appointments alone are infeasible; ``visits``: those of the infeasible day, ``reason``: why."""

    def __init__(self, reason: str, day: int, visits: tuple[int, ...]) -> None:
        super().__init__(f"{reason} on day {day}: {visits}")
        self.reason, self.day, self.visits = reason, day, visits
