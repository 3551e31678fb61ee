"""A week to plan as data: the solver's input and output, both stored as JSON."""

import datetime as dt
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from arpent.solver.public import (
    InfeasibilityReason,
    Lunch,
    Problem,
    Route,
    Visit,
    time_route,
)

from .hours import DayFit, Engagement, Note, Usual, day_notes, fit_day

Ints = npt.NDArray[np.int64]


GRID_S = 300


def on_the_grid(seconds: Ints) -> Ints:
    """Return travel times rounded up to five minutes, so that visits start at round times.
    The time added, half of five minutes per leg on average, covers parking and walking. Zero stays zero.
    """
    return (-(-seconds // GRID_S) * GRID_S).astype(np.int64)


@dataclass(frozen=True)
class Task:
    """One visit that may be planned.
    ``service``: seconds; ``value``: euros; ``prize``: seconds of driving it is worth; ``windows``: per day, spans in
    seconds after midnight; ``appointment_id``: of an appointment whose time is fixed, or "".
    """

    site_id: str
    company_id: str
    name: str
    city: str
    phone: str
    lat: float
    lon: float
    precision: str
    relationship: str
    service: int
    value: int
    prize: int
    windows: list[list[list[int]]]
    appointment_id: str = ""
    hours_known: bool = True
    why: str = ""
    booked_id: str = ""  # the visit already in the calendar that a plan may move, "" when there is none
    booked: list[int] = field(default_factory=list)  # its day, start and end


@dataclass(frozen=True)
class WeekDay:
    """A day's usual hours, less absences and the past, in seconds after midnight; ``max_drive``: in seconds.
    ``off``: why only appointments take place that day, or "".
    """

    date: str
    opens: int
    closes: int
    max_drive: int
    off: str = ""  # why nothing is planned that day: off, holiday:<name>, away


@dataclass(frozen=True)
class WeekInput:
    """Input of a week's plan. Points 0 and 1 are the start and end places; task k is at point k + 2."""

    week: str
    start: list[float]
    end: list[float]
    start_label: str
    end_label: str
    days: list[WeekDay]
    tasks: list[Task]
    lunch: list[int]  # earliest, latest, duration, in seconds; empty: none
    vehicle: str = "car_diesel"
    locked: dict[str, list[int]] = field(default_factory=dict)  # task -> day, start, leave
    excluded: list[int] = field(default_factory=list)
    calendar: dict[str, list[str]] = field(default_factory=dict)  # appointments when it was gathered -> start, end
    warm_start: list[list[int]] | None = None  # the orders of visits a new plan must not be worse than
    seed: int = 1

    def as_json(self) -> dict[str, Any]:
        """Return the input as plain values for JSON."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "WeekInput":
        """Return the input stored by ``as_json``."""
        days = [WeekDay(**d) for d in data["days"]]
        return cls(**{**data, "days": days, "tasks": [Task(**t) for t in data["tasks"]]})

    def points(self) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """Return (latitudes, longitudes) of the start, the end and every task."""
        rows = [self.start, self.end, *([t.lat, t.lon] for t in self.tasks)]
        array = np.array(rows, dtype=np.float64)
        return array[:, 0], array[:, 1]

    def fit_days(self, seconds: Ints) -> list[DayFit]:
        """Return the hours of each day, extended as its appointments and locked visits require.
        ``seconds``: matrix of travel times.
        """
        return [fit_day(self.usual(d), self._engagements(d), seconds) for d in range(len(self.days))]

    def to_problem(self, seconds: Ints) -> Problem:
        """Return the solver's problem; locked tasks have their time only, excluded ones none."""
        fits = self.fit_days(seconds)
        days = tuple(f.day() for f in fits)
        return Problem(seconds, tuple(self._visit(k, t, fits) for k, t in enumerate(self.tasks)), days)

    def drop_released(self, seconds: Ints) -> "WeekInput":
        """Return the week without the locks that conflict with an appointment."""
        released = {str(k) for fit in self.fit_days(seconds) for k in fit.released}
        return replace(self, locked={k: span for k, span in self.locked.items() if k not in released})

    def notes(self, seconds: Ints, routes: list[Route]) -> list[list[Note]]:
        """Return, per route, how its day differs from the usual one."""
        spans = [
            {
                k: (t.windows[d][0][0], t.windows[d][0][1])
                for k, t in enumerate(self.tasks)
                if t.appointment_id and t.windows[d]
            }
            for d in range(len(self.days))
        ]
        fits = self.fit_days(seconds)
        return [day_notes(self.usual(r.day), fits[r.day], r, spans[r.day]) for r in routes]

    def usual(self, day: int) -> Usual:
        """Return the usual hours of a day; a half day, or one with too little time besides, has no lunch."""
        d, lunch = self.days[day], Lunch(*self.lunch) if self.lunch else None
        if lunch and (d.closes < lunch.earliest + lunch.duration or d.opens > lunch.latest - lunch.duration):
            lunch = None
        if lunch and d.closes - d.opens < lunch.duration + 7200:
            lunch = None
        return Usual(d.opens, d.closes, d.max_drive, lunch)

    def _engagements(self, day: int) -> list[Engagement]:
        fixed = [
            Engagement(k, k + 2, t.windows[day][0][0], t.windows[day][0][1])
            for k, t in enumerate(self.tasks)
            if t.appointment_id and t.windows[day]
        ]
        locked = [(int(k), span) for k, span in self.locked.items() if span[0] == day]
        return fixed + [Engagement(k, k + 2, start, leave, movable=True) for k, (_, start, leave) in locked]

    def _visit(self, k: int, task: Task, fits: list[DayFit]) -> Visit:
        """Return a task as the solver sees it: at its one time, or in its opening hours within the usual day."""
        at = [(d, span) for d, fit in enumerate(fits) if (span := fit.span_of(k))]
        if at:
            [(day, (start, end))] = at
            spans = tuple(((start, end),) if d == day else () for d in range(len(self.days)))
            return Visit(k + 2, end - start, task.prize, spans, required=True)
        if k in self.excluded or task.appointment_id:
            return Visit(k + 2, task.service, task.prize, ((),) * len(self.days))
        free = tuple(() if d.off else _free_spans(task.windows[i], d, fits[i]) for i, d in enumerate(self.days))
        return Visit(k + 2, task.service, task.prize, free)


def _free_spans(windows: list[list[int]], day: WeekDay, fit: DayFit) -> tuple[tuple[int, int], ...]:
    """Return the windows within the usual hours, without the time of appointments that stay out of the tour."""
    spans = [(max(a, day.opens), min(b, day.closes)) for a, b in windows]
    for low, high in (o.span for o in fit.overlaps):
        spans = [part for a, b in spans for part in ((a, min(b, low)), (max(a, high), b))]
    return tuple((a, b) for a, b in spans if a < b)


@dataclass(frozen=True)
class DayPlan:
    """One day as planned, ready to show: times in seconds after midnight, distances in metres."""

    day: int
    depart: int
    back: int
    drive: int
    metres: int
    wait: int
    lunch: list[int]
    stops: list[dict[str, int]]  # task, arrive, start, leave, drive, metres (both from the former stop)


def show_route(week: WeekInput, route: Route, seconds: Ints, metres: Ints) -> DayPlan:
    """Return a route with driving in seconds, distance in metres and waiting in seconds per stop."""
    stops, at, total_m, wait = [], 0, 0, 0
    for s in route.stops:
        here = s.visit + 2
        total_m += int(metres[at, here])
        wait += s.start - s.arrive
        stops.append(
            {
                "task": s.visit,
                "arrive": s.arrive,
                "start": s.start,
                "leave": s.leave,
                "drive": int(seconds[at, here]),
                "metres": int(metres[at, here]),
            }
        )
        at = here
    total_m += int(metres[at, 1]) if route.stops else 0
    return DayPlan(route.day, route.depart, route.back, route.drive, total_m, wait, list(route.lunch or ()), stops)


def read_routes(problem: Problem, days: list[dict[str, Any]]) -> list[Route]:
    """Return the routes of a stored plan, timed again. Raise ValueError for a day that is no longer feasible."""
    routes = []
    for d in days:
        route = time_route(problem, d["day"], [s["task"] for s in d["stops"]])
        if route is None:
            raise ValueError(f"day {d['day']} does not hold together")
        routes.append(route)
    return routes


def main_reason(causes: list[InfeasibilityReason]) -> InfeasibilityReason:
    """Return the reason of the day on which the visit nearly fitted, else the one that rules it out most narrowly."""
    order = {"too_dear": 0, "fits": 0, "no_room": 1, "driving": 2, "closed": 3}
    return min(causes, key=lambda o: (order[o.reason], o.extra_drive or 0))


def iso_time(date: str, seconds: int) -> str:
    """Return "2026-11-30T08:30" for an ISO date and seconds after midnight, local time."""
    day = dt.date.fromisoformat(date)
    return (dt.datetime.combine(day, dt.time()) + dt.timedelta(seconds=seconds)).isoformat(timespec="minutes")


def with_lock(week: WeekInput, task: int, span: tuple[int, int, int] | None) -> WeekInput:
    """Return the week with a task locked at (day, start, leave), or unlocked when ``span`` is None."""
    locked = {k: v for k, v in week.locked.items() if k != str(task)}
    if span:
        locked[str(task)] = list(span)
    return replace(week, locked=locked)
