"""Cheapest insertion of visits, by day; used to fill routes, move visits and explain unserved ones."""

from collections.abc import Sequence
from dataclasses import dataclass

from .problem import Problem, Route
from .timing import route_value, time_route


@dataclass(frozen=True)
class Insertion:
    """A visit inserted into a route: the new route and the extra driving in seconds."""

    route: Route
    extra_drive: int


def best_insertion(problem: Problem, route: Route, visit: int) -> Insertion | None:
    """Return the insertion into a route with the least extra driving, or None when none is feasible."""
    order = list(route.visits)
    d = problem.days[route.day]
    chain = [d.start, *(problem.visits[v].place for v in order), d.end]
    place = problem.visits[visit].place
    if not problem.visits[visit].windows[route.day]:
        return None
    drive = problem.drive
    costs = sorted(
        (int(drive[a, place] + drive[place, b] - (drive[a, b] if order else 0)), i)
        for i, (a, b) in enumerate(zip(chain, chain[1:], strict=False))
    )
    for extra, i in costs:
        if route.drive + extra > d.max_drive:
            return None
        timed = time_route(problem, route.day, [*order[:i], visit, *order[i:]])
        if timed:
            return Insertion(timed, timed.drive - route.drive)
    return None


def fill_routes(problem: Problem, routes: Sequence[Route]) -> list[Route]:
    """Return the routes with all feasible and worthwhile visits added, greatest gain (prize less extra driving) first.

    ``routes``: one per day, in order. After each insertion only the changed day is evaluated again.
    """
    filled = list(routes)
    planned = {v for r in filled for v in r.visits}
    left = [i for i, v in enumerate(problem.visits) if i not in planned and not v.required and any(v.windows)]
    gains: dict[tuple[int, int], tuple[int, Insertion]] = {}

    def rate(day: int) -> None:
        """Update the gains of all visits left to plan for a day."""
        for v in left:
            gains.pop((v, day), None)
            insertion = best_insertion(problem, filled[day], v)
            if insertion and problem.visits[v].prize > insertion.extra_drive:
                gains[v, day] = (problem.visits[v].prize - insertion.extra_drive, insertion)

    for day in range(len(filled)):
        rate(day)
    while gains:
        (visit, day), (_, insertion) = max(gains.items(), key=lambda g: (g[1][0], -g[0][0], -g[0][1]))
        filled[day] = insertion.route
        left.remove(visit)
        for key in [k for k in gains if k[0] == visit]:
            del gains[key]
        rate(day)
    return filled


def remove_visit(problem: Problem, route: Route, visit: int) -> Route | None:
    """Return the route without a visit; None when it becomes infeasible, which only travel times that break the
    triangle inequality allow.
    """
    return time_route(problem, route.day, [v for v in route.visits if v != visit])


@dataclass(frozen=True)
class InfeasibilityReason:
    """Why a visit does not fit a day.

    ``reason``: "closed"; "driving" (daily limit exceeded); "no_room"; "too_dear" (feasible, but driving costs more than
    its prize); "fits" (feasible and worthwhile). ``extra_drive``: in seconds, the least one for "driving" and
    "no_room", which may not be feasible; None for "closed".
    """

    day: int
    reason: str
    extra_drive: int | None = None


def explain_unserved(problem: Problem, routes: Sequence[Route], visit: int) -> list[InfeasibilityReason]:
    """Return why a visit is not in the plan, one reason per route. Costs are exact for the given order of visits."""
    reasons = []
    for route in routes:
        v, d = problem.visits[visit], problem.days[route.day]
        if not any(b - max(a, d.opens) >= v.service for a, b in v.windows[route.day]):
            reasons.append(InfeasibilityReason(route.day, "closed"))
            continue
        insertion = best_insertion(problem, route, visit)
        if insertion:
            reason = "too_dear" if insertion.extra_drive >= v.prize else "fits"
            reasons.append(InfeasibilityReason(route.day, reason, insertion.extra_drive))
            continue
        alone = int(problem.drive[d.start, v.place] + problem.drive[v.place, d.end])
        extra = _least_extra(problem, route, v.place)
        too_far = alone > d.max_drive or route.drive + extra > d.max_drive
        reasons.append(InfeasibilityReason(route.day, "driving" if too_far else "no_room", extra))
    return reasons


def _least_extra(problem: Problem, route: Route, place: int) -> int:
    d, drive = problem.days[route.day], problem.drive
    chain = [d.start, *(problem.visits[v].place for v in route.visits), d.end]
    base = drive if route.stops else None
    return min(
        int(drive[a, place] + drive[place, b] - (base[a, b] if base is not None else 0))
        for a, b in zip(chain, chain[1:], strict=False)
    )


def total_value(problem: Problem, routes: Sequence[Route]) -> int:
    """Return the value of routes in seconds: prizes less driving."""
    return sum(route_value(problem, r) for r in routes)
