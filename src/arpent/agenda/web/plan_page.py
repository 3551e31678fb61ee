"""View model of the page of a planned week: blocks by the hour, the map, visits left out with reasons."""

import datetime as dt
from typing import Any

from django.utils.formats import date_format

from arpent.kernel.periods import format_duration, format_minutes

from ..messages import WHY
from ..models import Plan
from ..rules.day_colors import COLORS
from ..rules.week import WeekInput
from ..sentences import day_reasons, left_out_text, note_text, off_text

SHORT_S = 50 * 60  # a block this short has room for one line of the name, so that the town shows


def plan_for_screen(plan: Plan) -> dict[str, Any]:
    """Return what the plan's page shows: days with blocks positioned by the hour, the map, visits left out with
    reasons.
    Positions are percentages of the height; map positions are [longitude, latitude].
    """
    inputs = WeekInput.from_json(plan.inputs)
    shown = [
        d
        for d in plan.result["days"]
        if d["stops"] or not inputs.days[d["day"]].off or inputs.days[d["day"]].off.startswith(("holiday", "away"))
    ]
    first = (
        min([inputs.days[d["day"]].opens for d in shown] + [d["depart"] for d in shown if d["stops"]], default=28_800)
        // 3600
    )
    last = -(
        -max([inputs.days[d["day"]].closes for d in shown] + [d["back"] for d in shown if d["stops"]], default=64_800)
        // 3600
    )
    scale = 100 / max(1, (last - first) * 3600)

    def top(seconds: int) -> str:
        return f"{(seconds - first * 3600) * scale:.2f}%"

    def height(seconds: int) -> str:
        return f"{max(0, seconds) * scale:.2f}%"

    days, map_days = [], []
    for d in shown:
        day = inputs.days[d["day"]]
        date = dt.date.fromisoformat(day.date)
        stops, drives, at = [], [], d["depart"]
        for s in d["stops"]:
            t = inputs.tasks[s["task"]]
            kind = "fixed" if t.appointment_id else t.relationship
            stops.append(
                {
                    "task": s["task"],
                    "t": t,
                    "start": s["start"],
                    "leave": s["leave"],
                    "drive": s["drive"],
                    "metres": s["metres"],
                    "wait": s["start"] - s["arrive"],
                    "kind": kind,
                    "locked": str(s["task"]) in inputs.locked,
                    "fixed": bool(t.appointment_id),
                    "top": top(s["start"]),
                    "height": height(s["leave"] - s["start"]),
                    "short": s["leave"] - s["start"] < SHORT_S,
                    "why": str(WHY.get(t.why, "")),
                }
            )
            drives.append({"top": top(at), "height": height(s["arrive"] - at), "text": format_duration(s["drive"])})
            at = s["leave"]
        if d["stops"]:
            drives.append(
                {"top": top(at), "height": height(d["back"] - at), "text": format_duration(max(0, d["back"] - at))}
            )
        for note in (n for n in d["notes"] if n["code"] == "overlap"):
            t = inputs.tasks[note["tasks"][0]]
            stops.append(
                {
                    "task": note["tasks"][0],
                    "t": t,
                    "start": note["at"],
                    "leave": note["at"] + t.service,
                    "drive": 0,
                    "wait": 0,
                    "kind": "fixed overlap",
                    "fixed": True,
                    "short": t.service < SHORT_S,
                    "top": top(note["at"]),
                    "height": height(t.service),
                }
            )
        lunch = d["lunch"]
        days.append(
            {
                "index": d["day"],
                "date": date,
                "off": off_text(day.off),
                "stops": stops,
                "drives": drives,
                "depart": d["depart"],
                "back": d["back"],
                "drive": d["drive"],
                "metres": d["metres"],
                "wait": d["wait"],
                "notes": [note_text(inputs, n) for n in d["notes"]],
                "lunch": {"top": top(lunch[0]), "height": height(lunch[1] - lunch[0]), "from": lunch[0]}
                if lunch
                else None,
            }
        )
        map_days.append(
            {
                "label": date_format(date, "D j F"),
                "color": COLORS[d["day"]],
                "stops": [
                    {
                        "name": s["t"].name,
                        "at": format_minutes(s["start"] // 60),
                        "lat": s["t"].lat,
                        "lon": s["t"].lon,
                    }
                    for s in stops
                ],
            }
        )
    hours = [{"text": f"{h % 24}:00", "top": f"{(h - first) * 3600 * scale:.2f}%"} for h in range(first, last + 1)]
    left = [
        {
            "task": i["task"],
            "t": inputs.tasks[i["task"]],
            "text": left_out_text(inputs, i),
            "days": day_reasons(inputs, i),
            "removed": i["reason"] == "removed",
        }
        for i in plan.result["left_out"]
    ]
    start, end = inputs.start, inputs.end
    accepted = any(span == inputs.tasks[int(k)].booked for k, span in inputs.locked.items())
    day_notes = [(d["date"], note) for d in days for note in d["notes"]]
    return {
        "inputs": inputs,
        "day_notes": day_notes,
        "days": days,
        "hours": hours,
        "span": last - first,
        "accepted": accepted,
        "left_out": left,
        "totals": plan.result["totals"],
        "estimated": plan.result["estimated"],
        "provider_down": plan.result["provider_down"],
        "map": {"start": [start[1], start[0]], "end": [end[1], end[0]], "days": map_days},
        "unknown_hours": sum(1 for d in days for s in d["stops"] if not s["t"].hours_known),
    }
