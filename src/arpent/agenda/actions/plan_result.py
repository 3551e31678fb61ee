"""A solved week as it is kept and shown: days, totals, who is left out and why."""

import datetime as dt
from dataclasses import asdict, replace
from decimal import Decimal
from typing import Any

from arpent.geography.public import TravelMatrix, measure_travel
from arpent.parameters.public import figure
from arpent.solver.public import Plan as SolvedPlan
from arpent.solver.public import Problem, Route, explain_absence, find_violations, route_value

from ..queries.planning import driving_costs
from ..rules.valuing import cost_of_driving
from ..rules.week import WeekInput, on_the_grid, pick_obstacle, show_route


def measure_week(inputs: WeekInput, at: dt.datetime) -> TravelMatrix:
    """Return the travel between all places of a week, its times on the grid of five minutes."""
    matrix = measure_travel(*inputs.points(), at=at)
    return replace(matrix, seconds=on_the_grid(matrix.seconds))


def plan_result(inputs: WeekInput, problem: Problem, routes: list[Route], matrix: TravelMatrix) -> dict[str, Any]:
    """Return the plan as it is kept and shown. A broken plan is a bug and must look like one."""
    value = sum(route_value(problem, r) for r in routes)
    violations = find_violations(problem, SolvedPlan(tuple(routes), value))
    if violations:
        raise AssertionError(f"the plan is unsound: {violations[:3]}")
    notes = inputs.notes(matrix.seconds, routes)
    days = [
        asdict(show_route(inputs, r, matrix.seconds, matrix.metres)) | {"notes": [asdict(n) for n in notes[r.day]]}
        for r in routes
    ]
    planned = {s["task"] for d in days for s in d["stops"]}
    on = dt.date.fromisoformat(inputs.days[0].date)
    hour, km = driving_costs(on)
    left = []
    for k, task in enumerate(inputs.tasks):
        if k in planned or task.appointment_id:
            continue
        obstacles = explain_absence(problem, routes, k)
        told = pick_obstacle(obstacles)
        extra = told.extra_drive
        cost = int(cost_of_driving(extra, int(extra / 3600 * 60_000), hour, km)) if extra is not None else None
        reason = "removed" if k in inputs.banned else told.reason
        left.append(
            {
                "task": k,
                "reason": reason,
                "day": told.day,
                "extra_drive": extra,
                "cost": cost,
                "days": [[o.day, o.reason, o.extra_drive] for o in obstacles],
            }
        )
    left.sort(key=lambda item: -inputs.tasks[int(str(item["task"]))].value)
    metres = sum(d["metres"] for d in days)
    worked = [d for d in days if d["stops"]]
    totals = {
        "visits": sum(bool(inputs.tasks[s["task"]].company_id) for d in days for s in d["stops"]),
        "value": sum(inputs.tasks[k].value for k in planned),
        "km": round(metres / 1000, 1),
        "driving": sum(d["drive"] for d in days),
        "waiting": sum(d["wait"] for d in days),
        "hours": sum(d["back"] - d["depart"] for d in worked),
        "co2_kg": float((Decimal(metres) / 1000 * figure(inputs.vehicle, on)).quantize(Decimal("0.1"))),
        "driving_cost": int(cost_of_driving(sum(d["drive"] for d in days), metres, hour, km)),
    }
    return {
        "days": days,
        "left_out": left,
        "totals": totals,
        "estimated": matrix.estimated,
        "provider": matrix.provider,
        "provider_down": matrix.problem,
        "value": value,
    }
