"""A plan as people and programs read it."""

import datetime as dt
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ..messages import AT, LEFT_OUT, NOTES, OFF, WHY
from ..models import Plan
from ..rules.week import WeekInput, iso_time

SHORT_S = 50 * 60  # a block this short has room for one line of the name, so that the town shows
COLORS = ("#1d4f8f", "#b42318", "#1b6b2c", "#7a3db8", "#9a5b00", "#0b6e75", "#8f1d63")


def _span(seconds: int) -> str:
    hours, minutes = divmod(round(abs(seconds) / 60), 60)
    return f"{hours} h {minutes:02d}" if hours else f"{minutes} min"


def off_text(code: str) -> str:
    """Return why a day is off, in words ("" when it is not)."""
    if not code:
        return ""
    kind, _sep, name = code.partition(":")
    return str(OFF[kind]) % {"name": name}


def clock_text(seconds: int) -> str:
    """Return a time of day in a sentence: "à 6 h 45", "la veille à 21 h 00"."""
    days, rest = divmod(seconds, 86_400)
    words = AT["before" if days < 0 else "after" if days else "same"]
    return str(words) % {"hour": rest // 3600, "minute": f"{rest % 3600 // 60:02d}"}


def note_text(inputs: WeekInput, note: dict[str, Any]) -> str:
    """Return what a planned day does otherwise than usual, as a sentence."""
    names = [inputs.tasks[t].name for t in note["tasks"]]
    facts = {
        "at": clock_text(note["at"]),
        "span": _span(note["at"]),
        "names": ", ".join(names),
        "first": next(iter(names), ""),
        "second": names[-1] if names else "",
        "others": ", ".join(names[1:]),
    }
    return str(NOTES[note["code"]]) % facts


def left_out_text(inputs: WeekInput, item: dict[str, Any]) -> str:
    """Return why a visit is left out, in words."""
    facts = {
        "minutes": _span(item["extra_drive"] or 0),
        "cost": item["cost"] or 0,
        "value": inputs.tasks[item["task"]].value,
    }
    return str(LEFT_OUT[item["reason"]]) % facts


def day_reasons(inputs: WeekInput, item: dict[str, Any]) -> list[tuple[dt.date, str]]:
    """Return, day by day, why a visit is left out."""
    rows = []
    for day, reason, extra in item["days"]:
        off = inputs.days[day].off
        text = (
            off_text(off)
            if off
            else {"closed": _("fermé"), "driving": _("trop de conduite"), "no_room": _("pas de place")}.get(reason, "")
        )
        if not text:
            text = _("+%(minutes)s de route") % {"minutes": _span(extra or 0)}
        rows.append((dt.date.fromisoformat(inputs.days[day].date), text))
    return rows


def plan_as_json(plan: Plan) -> dict[str, Any]:
    """Return a plan as `arpent plan --json` prints it: days with stops, totals, left_out with reasons."""
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


def plan_for_screen(plan: Plan) -> dict[str, Any]:
    """Return what the plan's page draws: days with blocks placed by the hour, a map, who is left out and why."""
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
            drives.append({"top": top(at), "height": height(s["arrive"] - at), "text": _span(s["drive"])})
            at = s["leave"]
        if d["stops"]:
            drives.append({"top": top(at), "height": height(d["back"] - at), "text": _span(max(0, d["back"] - at))})
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
                        "at": f"{s['start'] // 3600:02d}:{s['start'] % 3600 // 60:02d}",
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
    told = [(d["date"], note) for d in days for note in d["notes"]]
    return {
        "inputs": inputs,
        "told": told,
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
