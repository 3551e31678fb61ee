"""Independent check of a plan: shares no code with the search, recomputes everything from the problem."""

from .problem import Plan, Problem


def find_violations(problem: Problem, plan: Plan) -> list[str]:
    """Return the violated constraints of a plan as texts; empty for a feasible plan."""
    wrong: list[str] = []
    if [r.day for r in plan.routes] != list(range(len(problem.days))):
        wrong.append("the plan has not one route per day, in order")
        return wrong
    times_planned = [0] * len(problem.visits)
    value = 0
    for route in plan.routes:
        day = problem.days[route.day]
        where = f"day {route.day}"
        if not route.stops:
            continue
        if route.depart < day.opens or route.back > day.closes:
            wrong.append(f"{where}: worked from {route.depart} to {route.back}, outside {day.opens}-{day.closes}")
        at, clock, driven = day.start, route.depart, 0
        for stop in route.stops:
            times_planned[stop.visit] += 1
            visit = problem.visits[stop.visit]
            leg = int(problem.drive[at, visit.place])
            driven += leg
            if stop.arrive < _after(clock, leg, stop.arrive, route.lunch):
                wrong.append(f"{where}: visit {stop.visit} reached at {stop.arrive}, too early from {clock} by {leg} s")
            if not stop.arrive <= stop.start or stop.leave - stop.start != visit.service:
                wrong.append(f"{where}: visit {stop.visit} has times out of order or another duration")
            if not any(a <= stop.start and stop.leave <= b for a, b in visit.windows[route.day]):
                wrong.append(f"{where}: visit {stop.visit} stands at {stop.start}-{stop.leave}, when it is closed")
            if route.lunch and stop.start < route.lunch[1] and route.lunch[0] < stop.leave:
                wrong.append(f"{where}: lunch {route.lunch} runs into visit {stop.visit}")
            at, clock = visit.place, stop.leave
        leg = int(problem.drive[at, day.end])
        driven += leg
        if route.back < _after(clock, leg, route.back, route.lunch):
            wrong.append(f"{where}: home at {route.back}, too early from {clock} by {leg} s")
        if driven != route.drive:
            wrong.append(f"{where}: says {route.drive} s of driving, drives {driven}")
        if driven > day.max_drive:
            wrong.append(f"{where}: drives {driven} s, more than {day.max_drive}")
        if day.lunch is not None:
            wrong += [f"{where}: {w}" for w in _lunch_wrong(route.lunch, route.depart, route.back, day.lunch)]
        value += sum(problem.visits[s.visit].prize for s in route.stops) - driven
    for i, visit in enumerate(problem.visits):
        if times_planned[i] > 1:
            wrong.append(f"visit {i} is planned {times_planned[i]} times")
        if visit.required and times_planned[i] != 1:
            wrong.append(f"appointment {i} is not kept")
    if value != plan.value:
        wrong.append(f"the plan says it is worth {plan.value}, it is worth {value}")
    return wrong


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
