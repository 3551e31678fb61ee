"""Texts about a plan in the active language: days off, notes, visits left out."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from arpent.kernel.periods import format_duration

from .messages import AT, LEFT_OUT, NOTES, OFF
from .rules.week import WeekInput


def off_text(code: str) -> str:
    """Return why a day is off as text, "" for a working day. ``code``: as in ``WeekDay.off``."""
    if not code:
        return ""
    kind, _sep, name = code.partition(":")
    return str(OFF[kind]) % {"name": name}


def clock_text(seconds: int) -> str:
    """Return a time of day for a sentence: "à 6 h 45", "la veille à 21 h 00". ``seconds``: after midnight."""
    days, rest = divmod(seconds, 86_400)
    words = AT["before" if days < 0 else "after" if days else "same"]
    return str(words) % {"hour": rest // 3600, "minute": f"{rest % 3600 // 60:02d}"}


def note_text(inputs: WeekInput, note: dict[str, Any]) -> str:
    """Return a note of a planned day as a sentence. ``note``: a ``Note`` as a dictionary."""
    names = [inputs.tasks[t].name for t in note["tasks"]]
    facts = {
        "at": clock_text(note["at"]),
        "span": format_duration(abs(note["at"])),
        "names": ", ".join(names),
        "first": next(iter(names), ""),
        "second": names[-1] if names else "",
        "others": ", ".join(names[1:]),
    }
    return str(NOTES[note["code"]]) % facts


def left_out_text(inputs: WeekInput, item: dict[str, Any]) -> str:
    """Return why a visit is left out, with the extra driving and costs. ``item``: a row of ``unplanned_visits``."""
    facts = {
        "minutes": format_duration(abs(item["extra_drive"] or 0)),
        "cost": item["cost"] or 0,
        "value": inputs.tasks[item["task"]].value,
    }
    return str(LEFT_OUT[item["reason"]]) % facts


def day_reasons(inputs: WeekInput, item: dict[str, Any]) -> list[tuple[dt.date, str]]:
    """Return (date, reason) per day why a visit is left out. ``item``: a row of ``unplanned_visits``."""
    rows = []
    for day, reason, extra in item["days"]:
        off = inputs.days[day].off
        text = (
            off_text(off)
            if off
            else {"closed": _("fermé"), "driving": _("trop de conduite"), "no_room": _("pas de place")}.get(reason, "")
        )
        if not text:
            text = _("+%(minutes)s de route") % {"minutes": format_duration(abs(extra or 0))}
        rows.append((dt.date.fromisoformat(inputs.days[day].date), text))
    return rows
