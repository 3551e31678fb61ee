"""Totals of a planned week, and the cost of the visits left out of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from arpent.solver.public import InfeasibilityReason

from .visit_value import cost_of_detour, cost_of_driving
from .week import DayPlan, WeekInput, main_reason


@dataclass(frozen=True)
class DrivingRates:
    """Dated figures of driving: euros per hour, euros per km, kg of CO2 per km."""

    hour: Decimal
    km: Decimal
    co2_kg: Decimal


def plan_totals(inputs: WeekInput, days: Sequence[DayPlan], rates: DrivingRates) -> dict[str, Any]:
    """Return the totals of a week.
    visits; value and driving_cost in euros; km; co2_kg; driving, waiting and hours (from leaving to returning) in
    seconds.
    """
    metres, driving = sum(d.metres for d in days), sum(d.drive for d in days)
    planned = [inputs.tasks[s["task"]] for d in days for s in d.stops]
    return {
        "visits": sum(bool(t.company_id) for t in planned),
        "value": sum(t.value for t in planned),
        "km": round(metres / 1000, 1),
        "driving": driving,
        "waiting": sum(d.wait for d in days),
        "hours": sum(d.back - d.depart for d in days if d.stops),
        "co2_kg": float((Decimal(metres) / 1000 * rates.co2_kg).quantize(Decimal("0.1"))),
        "driving_cost": int(cost_of_driving(driving, metres, rates.hour, rates.km)),
    }


def unplanned_visits(
    inputs: WeekInput, causes: Mapping[int, Sequence[InfeasibilityReason]], rates: DrivingRates
) -> list[dict[str, Any]]:
    """Return the visits left out of a week, the most valuable first, each with its main reason and its extra cost.
    ``causes``: by task, why it is left out of each day. A row: task, reason, day, extra_drive in seconds and cost in
    euros (None when not known), days.
    """
    rows = []
    for task, reasons in causes.items():
        main = main_reason(list(reasons))
        extra = main.extra_drive
        rows.append(
            {
                "task": task,
                "reason": "removed" if task in inputs.excluded else main.reason,
                "day": main.day,
                "extra_drive": extra,
                "cost": int(cost_of_detour(extra, rates.hour, rates.km)) if extra is not None else None,
                "days": [[o.day, o.reason, o.extra_drive] for o in reasons],
            }
        )
    return sorted(rows, key=lambda row: -inputs.tasks[int(str(row["task"]))].value)
