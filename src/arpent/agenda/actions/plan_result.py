"""Build the stored result of a solved week: days, totals, and the visits left out with their reasons."""

import datetime as dt
from dataclasses import asdict, replace
from typing import Any

from arpent.geography.public import TravelMatrix, measure_travel
from arpent.parameters.public import figure
from arpent.solver.public import Plan as SolvedPlan
from arpent.solver.public import Problem, Route, explain_unserved, find_violations, route_value

from ..queries.planning import driving_costs
from ..rules.plan_totals import DrivingRates, plan_totals, unplanned_visits
from ..rules.week import WeekInput, on_the_grid, show_route


def measure_week(inputs: WeekInput, at: dt.datetime) -> TravelMatrix:
    """Return the travel between all points of a week: seconds rounded up to five minutes, and metres."""
    matrix = measure_travel(*inputs.points(), at=at)
    return replace(matrix, seconds=on_the_grid(matrix.seconds))


def plan_result(inputs: WeekInput, problem: Problem, routes: list[Route], matrix: TravelMatrix) -> dict[str, Any]:
    """Return the plan as it is stored and shown. Raise AssertionError for a plan that violates its problem, which is a
    bug.
    Keys: days, left_out, totals, estimated (without a road network), provider, provider_down, value (the solver's
    objective, in seconds of driving).
    """
    value = sum(route_value(problem, r) for r in routes)
    violations = find_violations(problem, SolvedPlan(tuple(routes), value))
    if violations:
        raise AssertionError(f"the plan is unsound: {violations[:3]}")
    notes = inputs.notes(matrix.seconds, routes)
    plans = [show_route(inputs, r, matrix.seconds, matrix.metres) for r in routes]
    planned = {s["task"] for d in plans for s in d.stops}
    on = dt.date.fromisoformat(inputs.days[0].date)
    rates = DrivingRates(*driving_costs(on), figure(inputs.vehicle, on))
    causes = {
        k: explain_unserved(problem, routes, k)
        for k, task in enumerate(inputs.tasks)
        if k not in planned and not task.appointment_id
    }
    return {
        "days": [asdict(d) | {"notes": [asdict(n) for n in notes[d.day]]} for d in plans],
        "left_out": unplanned_visits(inputs, causes, rates),
        "totals": plan_totals(inputs, plans, rates),
        "estimated": matrix.estimated,
        "provider": matrix.provider,
        "provider_down": matrix.problem,
        "value": value,
    }
