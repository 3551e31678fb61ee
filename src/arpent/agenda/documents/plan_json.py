"""A plan as JSON for other programs."""

from typing import Any

from ..models import Plan
from ..rules.week import WeekInput, iso_time
from ..sentences import left_out_text, note_text


def plan_as_json(plan: Plan) -> dict[str, Any]:
    """Return a plan as `arpent plan --json` prints it: days with stops, totals, left_out with reasons.
    Times are local ISO texts without offset; ``drive_s`` in seconds, ``drive_m`` in metres; totals as ``plan_totals``
    returns them.
    """
    inputs = WeekInput.from_json(plan.inputs)
    days = []
    for d in plan.result.get("days", []):
        date = inputs.days[d["day"]].date
        stops = []
        for s in d["stops"]:
            t = inputs.tasks[s["task"]]
            stops.append(
                {
                    "site_id": t.site_id,
                    "name": t.name,
                    "lat": t.lat,
                    "lon": t.lon,
                    "arrive": iso_time(date, s["arrive"]),
                    "start": iso_time(date, s["start"]),
                    "depart": iso_time(date, s["leave"]),
                    "drive_s": s["drive"],
                    "drive_m": s["metres"],
                    "fixed": bool(t.appointment_id),
                }
            )
        days.append(
            {
                "date": date,
                "off": inputs.days[d["day"]].off,
                "depart": iso_time(date, d["depart"]) if stops else None,
                "back": iso_time(date, d["back"]) if stops else None,
                "lunch": [iso_time(date, x) for x in d["lunch"]],
                "stops": stops,
                "notes": [note_text(inputs, n) for n in d["notes"]],
            }
        )
    left = [
        {
            "site_id": inputs.tasks[i["task"]].site_id,
            "name": inputs.tasks[i["task"]].name,
            "reason": i["reason"],
            "detail": left_out_text(inputs, i),
        }
        for i in plan.result.get("left_out", [])
    ]
    return {
        "week": plan.week,
        "person": plan.person.email,
        "state": plan.state,
        "days": days,
        "totals": plan.result.get("totals", {}),
        "left_out": left,
        "estimated": plan.result.get("estimated", True),
        "provider": plan.result.get("provider", "estimate"),
    }
