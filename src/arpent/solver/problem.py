"""What a week of visits is: places, visits, days. All times are seconds after midnight, all travel is seconds."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Span = tuple[int, int]
DAY_S = 86_400
Matrix = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Visit:
    """Something to do at a place. ``windows``: per day, the spans in which it starts *and* ends.

    A ``required`` visit is an appointment: its one span, on one day, is exactly its time. ``prize``: what the visit is
    worth, in seconds of driving.
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
    """A break of ``duration`` somewhere between ``earliest`` and ``latest`` (its end)."""

    earliest: int = 43_200
    latest: int = 50_400
    duration: int = 2_700

    def __post_init__(self) -> None:
        if not 0 < self.duration <= self.latest - self.earliest:
            raise ValueError("lunch fits into its own span")


@dataclass(frozen=True)
class Day:
    """One working day: where it starts and ends, when, how much driving at most.

    ``opens`` is negative when one leaves the evening before, ``closes`` beyond 86,400 when one is back after midnight.
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
    """One visit as planned: when one arrives, starts and leaves."""

    visit: int
    arrive: int
    start: int
    leave: int


@dataclass(frozen=True)
class Route:
    """One day as planned. ``lunch`` is its span; it may lie in the middle of a drive."""

    day: int
    depart: int
    stops: tuple[Stop, ...]
    back: int
    drive: int
    lunch: Span | None

    @property
    def visits(self) -> tuple[int, ...]:
        return tuple(s.visit for s in self.stops)


@dataclass(frozen=True)
class Plan:
    """One route per day (empty ones too) and what it is worth: prizes less driving, in seconds."""

    routes: tuple[Route, ...]
    value: int

    @property
    def planned(self) -> frozenset[int]:
        return frozenset(v for r in self.routes for v in r.visits)


class Impossible(Exception):
    """The appointments alone cannot be kept; ``visits`` names those of the day at fault, ``reason`` why."""

    def __init__(self, reason: str, day: int, visits: tuple[int, ...]) -> None:
        super().__init__(f"{reason} on day {day}: {visits}")
        self.reason, self.day, self.visits = reason, day, visits
