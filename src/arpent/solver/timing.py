"""Earliest feasible times of an order of visits on one day, with several windows and a lunch.

Dynamic programme over the stops with two states (before lunch, after lunch), each with its earliest completion time;
earliest dominates, since waiting never helps. Cost: stops x windows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .problem import Day, Problem, Route, Span, Stop


@dataclass(frozen=True, slots=True)
class _Done:
    """A state: time of completion and its predecessor (None: start of the day)."""

    ready: int
    arrive: int = 0
    start: int = 0
    lunch: Span | None = None
    former: "_Done | None" = None


def time_route(problem: Problem, day: int, order: Sequence[int]) -> Route | None:
    """Return the route with the earliest feasible times of an order of visits on a day, or None when infeasible.

    Infeasible: no time in the windows, no lunch, a return after the day's end, or more driving than its limit. The
    departure is as late as the first visit allows; an empty order gives a route without stops or driving.
    """
    d = problem.days[day]
    if not order:
        return Route(day, d.opens, (), d.opens, 0, None)
    chain = [d.start, *(problem.visits[v].place for v in order), d.end]
    legs = [int(problem.drive[a, b]) for a, b in pairwise(chain)]
    if sum(legs) > d.max_drive:
        return None
    # Two states: before lunch, after lunch (or without one).
    before: _Done | None = _Done(d.opens)
    after = _Done(d.opens) if _no_lunch_left(d.opens, d) else None
    for leg, v in zip(legs, order, strict=False):
        visit = problem.visits[v]
        spans = visit.windows[day]
        reached = [_serve(spans, visit.service, after.ready + leg, after, None)] if after else []
        if before and (shifted := _with_lunch(before.ready, leg, d)):
            reached.append(_serve(spans, visit.service, shifted[0], before, shifted[1]))
        before = _serve(spans, visit.service, before.ready + leg, before, None) if before else None
        after = min((r for r in reached if r), key=lambda r: r.ready, default=None)
        if not before and not after:
            return None
    home = _come_home(before, after, legs[-1], d)
    return _build(day, order, legs, *home) if home else None


def _come_home(before: _Done | None, after: _Done | None, leg: int, d: Day) -> tuple[int, _Done, Span | None] | None:
    """Return (return time, last state, lunch on the last leg) of the earliest return within the day's end and lunch."""
    ends: list[tuple[int, _Done, Span | None]] = []
    if after and after.ready + leg <= d.closes:
        ends.append((after.ready + leg, after, None))
    if before:
        back = before.ready + leg
        if back <= d.closes and (d.lunch is None or back + d.lunch.duration <= d.lunch.latest):
            ends.append((back, before, None))  # lunch at home, or none required
        shifted = _with_lunch(before.ready, leg, d)
        if shifted and shifted[0] <= d.closes:
            ends.append((shifted[0], before, shifted[1]))
    return min(ends, key=lambda e: e[0], default=None)


def _no_lunch_left(opens: int, d: Day) -> bool:
    """Return whether a day starts after its lunch, or has none."""
    return d.lunch is None or opens >= d.lunch.earliest + d.lunch.duration


def _with_lunch(ready: int, leg: int, d: Day) -> tuple[int, Span] | None:
    """Return (arrival, lunch) with lunch between leaving at ``ready`` and arriving ``leg`` later."""
    lunch = d.lunch
    if lunch is None:
        return None
    start = max(ready, lunch.earliest)
    if start + lunch.duration > lunch.latest:
        return None
    return max(ready + leg, lunch.earliest) + lunch.duration, (start, start + lunch.duration)


def _serve(spans: tuple[Span, ...], service: int, arrive: int, former: _Done, lunch: Span | None) -> _Done | None:
    for opens, closes in spans:
        start = max(arrive, opens)
        if start + service <= closes:
            return _Done(start + service, arrive, start, lunch, former)
    return None


def _build(day: int, order: Sequence[int], legs: list[int], back: int, last: _Done, lunch: Span | None) -> Route:
    stops: list[Stop] = []
    state: _Done | None = last
    for v in reversed(order):
        assert state is not None
        stops.append(Stop(v, state.arrive, state.start, state.ready))
        lunch, state = state.lunch or lunch, state.former
    stops.reverse()
    first = stops[0]
    if lunch is None or lunch[0] >= first.leave:
        # No waiting before the first visit: leave home later.
        depart = first.start - legs[0]
        stops[0] = Stop(first.visit, first.start, first.start, first.leave)
    elif first.start - legs[0] >= lunch[1]:
        # Lunch at home: leave after it, without waiting.
        depart = first.start - legs[0]
        lunch = None
        stops[0] = Stop(first.visit, first.start, first.start, first.leave)
    else:
        depart = min(first.arrive - legs[0] - (lunch[1] - lunch[0]), lunch[0])
    return Route(day, depart, tuple(stops), back, sum(legs), lunch)


def route_value(problem: Problem, route: Route) -> int:
    """Return the value of a route in seconds: prizes less driving."""
    return sum(problem.visits[v].prize for v in route.visits) - route.drive
