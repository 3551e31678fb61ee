"""Independent check of a plan: shares no code with the search, recomputes everything from the problem."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise

from .problem import Plan, Problem, Route, Stop


def find_violations(problem: Problem, plan: Plan) -> list[str]:
    """Return the violated constraints of a plan as English texts; empty for a feasible plan.

    Checked: one route per day, working hours, driving times and limits, opening hours, lunch, appointments, and the
    value of the plan. Times in the texts are seconds after midnight.
    """
    if [r.day for r in plan.routes] != list(range(len(problem.days))):
        return ["the plan has not one route per day, in order"]
    routes = [route for route in plan.routes if route.stops]
    wrong = [f"day {route.day}: {text}" for route in routes for text in _route_violations(problem, route)]
    wrong += _visit_violations(problem, Counter(stop.visit for route in routes for stop in route.stops))
    prizes = sum(problem.visits[stop.visit].prize for route in routes for stop in route.stops)
    value = prizes - sum(_driven(problem, route) for route in routes)
    if value != plan.value:
        wrong.append(f"the plan says it is worth {plan.value}, it is worth {value}")
    return wrong


def _route_violations(problem: Problem, route: Route) -> Iterator[str]:
    day = problem.days[route.day]
    if route.depart < day.opens or route.back > day.closes:
        yield f"worked from {route.depart} to {route.back}, outside {day.opens}-{day.closes}"
    at, clock = day.start, route.depart
    for stop in route.stops:
        yield from _stop_violations(problem, route, stop, at, clock)
        at, clock = problem.visits[stop.visit].place, stop.leave
    leg = int(problem.drive[at, day.end])
    if route.back < _after(clock, leg, route.back, route.lunch):
        yield f"home at {route.back}, too early from {clock} by {leg} s"
    driven = _driven(problem, route)
    if driven != route.drive:
        yield f"says {route.drive} s of driving, drives {driven}"
    if driven > day.max_drive:
        yield f"drives {driven} s, more than {day.max_drive}"
    if day.lunch is not None:
        yield from _lunch_wrong(route.lunch, route.depart, route.back, day.lunch)


def _stop_violations(problem: Problem, route: Route, stop: Stop, at: int, clock: int) -> Iterator[str]:
    """Check a stop reached from the place ``at``, left at ``clock``."""
    visit = problem.visits[stop.visit]
    leg = int(problem.drive[at, visit.place])
    if stop.arrive < _after(clock, leg, stop.arrive, route.lunch):
        yield f"visit {stop.visit} reached at {stop.arrive}, too early from {clock} by {leg} s"
    if not stop.arrive <= stop.start or stop.leave - stop.start != visit.service:
        yield f"visit {stop.visit} has times out of order or another duration"
    if not any(a <= stop.start and stop.leave <= b for a, b in visit.windows[route.day]):
        yield f"visit {stop.visit} takes place at {stop.start}-{stop.leave}, when it is closed"
    if route.lunch and stop.start < route.lunch[1] and route.lunch[0] < stop.leave:
        yield f"lunch {route.lunch} runs into visit {stop.visit}"


def _visit_violations(problem: Problem, times_planned: Mapping[int, int]) -> Iterator[str]:
    for i, visit in enumerate(problem.visits):
        times = times_planned.get(i, 0)
        if times > 1:
            yield f"visit {i} is planned {times} times"
        if visit.required and times != 1:
            yield f"appointment {i} is not kept"


def _driven(problem: Problem, route: Route) -> int:
    """Return the driving of a route in seconds, summed from the problem."""
    day = problem.days[route.day]
    places = [day.start, *(problem.visits[stop.visit].place for stop in route.stops), day.end]
    return sum(int(problem.drive[a, b]) for a, b in pairwise(places))


def _after(clock: int, leg: int, arrival: int, lunch: tuple[int, int] | None) -> int:
    """Return the earliest arrival after ``clock``; a lunch on the way delays it."""
    if lunch and lunch[0] >= clock and lunch[0] < arrival:
        return clock + leg + (lunch[1] - lunch[0]) if lunch[1] <= arrival else arrival + 1
    return clock + leg


def _lunch_wrong(lunch: tuple[int, int] | None, depart: int, back: int, rule: object) -> list[str]:
    earliest, latest, duration = (getattr(rule, n) for n in ("earliest", "latest", "duration"))
    if lunch is None:
        at_home = back + duration <= latest or depart >= earliest + duration
        return [] if at_home else ["no lunch"]
    if lunch[0] < depart < lunch[1] or lunch[0] < back < lunch[1]:
        return [f"lunch {lunch} is cut by leaving at {depart} or coming home at {back}"]
    if lunch[1] - lunch[0] != duration or lunch[0] < earliest or lunch[1] > latest:
        return [f"lunch {lunch} is not {duration} s between {earliest} and {latest}"]
    return []
