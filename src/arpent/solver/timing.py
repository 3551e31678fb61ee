"""The earliest times for a given order of visits on one day: several windows, lunch wherever it costs least.

Dynamic programme over the stops with two states (lunch still to come, lunch taken), each holding the earliest time one
can be done there; earliest is best, for waiting never helps. Cost: stops x windows.
"""

from collections.abc import Sequence

from .problem import Day, Problem, Route, Span, Stop


def time_route(problem: Problem, day: int, order: Sequence[int]) -> Route | None:
    """Return the day's route for an order of visits, or None when no times keep all of them."""
    d = problem.days[day]
    if not order:
        return Route(day, d.opens, (), d.opens, 0, None)
    chain = [d.start, *(problem.visits[v].place for v in order), d.end]
    legs = [int(problem.drive[a, b]) for a, b in zip(chain, chain[1:], strict=False)]
    if sum(legs) > d.max_drive:
        return None
    # state: (ready time, trail); trail links (arrive, start, leave, lunch) backwards.
    before: tuple[int, object] | None = (d.opens, None)
    after: tuple[int, object] | None = _lunch_at_start(d.opens, d)
    for leg, v in zip(legs, order, strict=False):
        visit = problem.visits[v]
        options = []
        if after:
            options.append(_serve(visit.windows[day], visit.service, after[0] + leg, after, None))
        if before:
            shifted = _with_lunch(before[0], leg, d)
            if shifted:
                options.append(_serve(visit.windows[day], visit.service, shifted[0], before, shifted[1]))
        best_after = min((o for o in options if o), key=lambda s: s[0], default=None)
        best_before = _serve(visit.windows[day], visit.service, before[0] + leg, before, None) if before else None
        before, after = best_before, best_after
        if not before and not after:
            return None
    ends: list[tuple[int, tuple[int, object], Span | None]] = []
    if after and after[0] + legs[-1] <= d.closes:
        ends.append((after[0] + legs[-1], after, None))
    if before:
        home = before[0] + legs[-1]
        if home <= d.closes and (d.lunch is None or home + d.lunch.duration <= d.lunch.latest):
            ends.append((home, before, None))  # lunch at home, or none asked for
        shifted = _with_lunch(before[0], legs[-1], d)
        if shifted and shifted[0] <= d.closes:
            ends.append((shifted[0], before, shifted[1]))
    if not ends:
        return None
    back, state, last_lunch = min(ends, key=lambda e: e[0])
    return _build(day, order, legs, back, state, last_lunch)


def _lunch_at_start(opens: int, d: Day) -> tuple[int, object] | None:
    """Return the state of a day that starts after lunch could be had (an afternoon), or has none."""
    lunch = d.lunch
    if lunch is None:
        return (opens, None)
    return (opens, None) if opens >= lunch.earliest + lunch.duration else None


def _with_lunch(ready: int, leg: int, d: Day) -> tuple[int, Span] | None:
    """Return (arrival, lunch) when lunch is had between leaving at ``ready`` and arriving ``leg`` later."""
    lunch = d.lunch
    if lunch is None:
        return None
    begin = max(ready, lunch.earliest)
    if begin + lunch.duration > lunch.latest:
        return None
    return max(ready + leg, lunch.earliest) + lunch.duration, (begin, begin + lunch.duration)


def _serve(
    windows: tuple[Span, ...], service: int, arrive: int, came_from: tuple[int, object], lunch: Span | None
) -> tuple[int, object] | None:
    for opens, closes in windows:
        start = max(arrive, opens)
        if start + service <= closes:
            return start + service, (arrive, start, start + service, lunch, came_from)
    return None


def _build(
    day: int, order: Sequence[int], legs: list[int], back: int, state: tuple[int, object], last_lunch: Span | None
) -> Route:
    stops: list[Stop] = []
    lunch = last_lunch
    for v in reversed(order):
        arrive, start, leave, here, state = state[1]  # type: ignore[misc,assignment]
        stops.append(Stop(v, arrive, start, leave))
        lunch = here or lunch
    stops.reverse()
    first = stops[0]
    if lunch is None or lunch[0] >= first.leave:
        # Nobody waits at the first door: leave home later.
        depart = first.start - legs[0]
        stops[0] = Stop(first.visit, first.start, first.start, first.leave)
    else:
        depart = min(first.arrive - legs[0] - (lunch[1] - lunch[0]), lunch[0])
    return Route(day, depart, tuple(stops), back, sum(legs), lunch)


def route_value(problem: Problem, route: Route) -> int:
    """Return what a route is worth: prizes less driving, in seconds."""
    return sum(problem.visits[v].prize for v in route.visits) - route.drive
