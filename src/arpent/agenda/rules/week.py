"""A week to plan as data: what goes into the solver and what comes back, both plain enough to keep as JSON."""

import datetime as dt
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from arpent.solver.public import (
    Day,
    Insertion,
    Lunch,
    Obstacle,
    Problem,
    Route,
    Visit,
    best_insertion,
    explain_absence,
    remove_visit,
    time_route,
)

Ints = npt.NDArray[np.int64]


GRID_S = 300


def on_the_grid(seconds: Ints) -> Ints:
    """Return travel times rounded up to five minutes, so that visits start at 9:35 and not at 9:33.

    What is added (two minutes and a half a leg) is the parking and the walk to the door. Nothing stays nothing.
    """
    return (-(-seconds // GRID_S) * GRID_S).astype(np.int64)


@dataclass(frozen=True)
class Task:
    """One visit that may be planned. Windows: per day, spans in seconds. Place: index into the week's points."""

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


@dataclass(frozen=True)
class WeekDay:
    date: str
    opens: int
    closes: int
    max_drive: int
    off: str = ""  # why nothing is planned that day: off, holiday:<name>, away


@dataclass(frozen=True)
class WeekInput:
    """All that goes into a plan. Points 0 and 1 are the start and the end place; task k stands at point k + 2."""

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
    banned: list[int] = field(default_factory=list)
    known: list[list[int]] | None = None  # the orders of visits a new plan must not be worse than
    seed: int = 1

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "WeekInput":
        days = [WeekDay(**d) for d in data["days"]]
        return cls(**{**data, "days": days, "tasks": [Task(**t) for t in data["tasks"]]})

    def points(self) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """Return (latitudes, longitudes) of the start, the end and every task."""
        rows = [self.start, self.end, *([t.lat, t.lon] for t in self.tasks)]
        array = np.array(rows, dtype=np.float64)
        return array[:, 0], array[:, 1]

    def to_problem(self, seconds: Ints) -> Problem:
        """Return the solver's problem; locked tasks stand at their time, banned ones nowhere."""
        lunch = Lunch(*self.lunch) if self.lunch else None
        days = tuple(Day(0, 1, d.opens, d.closes, d.max_drive, _lunch_of(d, lunch)) for d in self.days)
        return Problem(seconds, tuple(self._visit(k, t) for k, t in enumerate(self.tasks)), days)

    def _visit(self, k: int, task: Task) -> Visit:
        locked = self.locked.get(str(k))
        spans: list[tuple[tuple[int, int], ...]] = []
        for d, day in enumerate(self.days):
            if locked:
                spans.append(((locked[1], locked[2]),) if locked[0] == d else ())
            elif k in self.banned or (day.off and not task.appointment_id):
                spans.append(())
            else:
                spans.append(tuple((a, b) for a, b in task.windows[d]))
        return Visit(k + 2, task.service, task.prize, tuple(spans), required=bool(task.appointment_id or locked))


def _lunch_of(day: WeekDay, lunch: Lunch | None) -> Lunch | None:
    """Return the day's lunch; a half day that does not span it has none."""
    if lunch is None or day.closes < lunch.earliest + lunch.duration or day.opens > lunch.latest - lunch.duration:
        return None
    if day.closes - day.opens < lunch.duration + 7200:
        return None
    return lunch


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
    """Return a route with driving, distance and waiting per stop."""
    stops, at, total_m, wait = [], 0, 0, 0
    for s in route.stops:
        here = s.visit + 2
        total_m += int(metres[at, here])
        wait += s.start - s.arrive
        stops.append({"task": s.visit, "arrive": s.arrive, "start": s.start, "leave": s.leave,
                      "drive": int(seconds[at, here]), "metres": int(metres[at, here])})  # fmt: skip
        at = here
    total_m += int(metres[at, 1]) if route.stops else 0
    return DayPlan(route.day, route.depart, route.back, route.drive, total_m, wait, list(route.lunch or ()), stops)


def read_routes(problem: Problem, days: list[dict[str, Any]]) -> list[Route]:
    """Return the routes of a kept plan, timed again. Raise ValueError when they no longer hold together."""
    routes = []
    for d in days:
        route = time_route(problem, d["day"], [s["task"] for s in d["stops"]])
        if route is None:
            raise ValueError(f"day {d['day']} does not hold together")
        routes.append(route)
    return routes


@dataclass(frozen=True)
class MoveOption:
    """What moving a task to a day would cost: extra driving over the whole week, and who would have to leave."""

    day: int
    possible: bool
    extra_seconds: int = 0
    extra_metres: int = 0
    dropped: tuple[int, ...] = ()
    reason: str = ""
    routes: tuple[Route, ...] = ()


def move_options(week: WeekInput, problem: Problem, routes: list[Route], task: int, metres: Ints) -> list[MoveOption]:
    """Return, for each day, the cost of putting a task there: planned elsewhere, on that day, or not planned yet."""
    base_m = _metres(routes, metres, problem)
    base_s = sum(r.drive for r in routes)
    without = [remove_visit(problem, r, task) or r for r in routes]
    options = []
    for day in range(len(routes)):
        visit = problem.visits[task]
        if not visit.windows[day]:
            options.append(MoveOption(day, False, reason="closed"))
            continue
        found, dropped = _fit(problem, without[day], task)
        if found is None:
            [obstacle] = explain_absence(problem, [without[day]], task)
            options.append(MoveOption(day, False, reason=obstacle.reason))
            continue
        after = [found if r.day == day else r for r in without]
        options.append(
            MoveOption(
                day, True, sum(r.drive for r in after) - base_s, _metres(after, metres, problem) - base_m, dropped,
                routes=tuple(after),
            )
        )  # fmt: skip
    return options


def _fit(problem: Problem, route: Route, task: int) -> tuple[Route | None, tuple[int, ...]]:
    """Return the route with the task in it, and which visit, the least worthy one that helps, has to leave."""
    found = best_insertion(problem, route, task)
    if found:
        return found.route, ()
    free = [v for v in route.visits if not problem.visits[v].required]
    best: tuple[int, Insertion, int] | None = None
    for v in free:
        smaller = remove_visit(problem, route, v)
        trial = best_insertion(problem, smaller, task) if smaller else None
        if trial:
            loss = problem.visits[v].prize + trial.route.drive
            if best is None or loss < best[0]:
                best = (loss, trial, v)
    return (best[1].route, (best[2],)) if best else (None, ())


def _metres(routes: list[Route], metres: Ints, problem: Problem) -> int:
    total = 0
    for r in routes:
        if r.stops:
            chain = [0, *(problem.visits[v].place for v in r.visits), 1]
            total += sum(int(metres[a, b]) for a, b in zip(chain, chain[1:], strict=False))
    return total


def pick_obstacle(obstacles: list[Obstacle]) -> Obstacle:
    """Return the one obstacle that tells most: the day it nearly was, else why on no day."""
    order = {"too_dear": 0, "fits": 0, "no_room": 1, "driving": 2, "closed": 3}
    return min(obstacles, key=lambda o: (order[o.reason], o.extra_drive or 0))


def iso_time(date: str, seconds: int) -> str:
    """Return "2026-11-30T08:30" for a date and seconds after midnight."""
    day = dt.date.fromisoformat(date)
    return (dt.datetime.combine(day, dt.time()) + dt.timedelta(seconds=seconds)).isoformat(timespec="minutes")


def with_lock(week: WeekInput, task: int, span: tuple[int, int, int] | None) -> WeekInput:
    """Return the week with a task locked at (day, start, leave), or free again."""
    locked = {k: v for k, v in week.locked.items() if k != str(task)}
    if span:
        locked[str(task)] = list(span)
    return replace(week, locked=locked)
