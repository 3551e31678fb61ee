"""The roadbook of a week as PDF, with a map drawn from the bundled outlines."""

import datetime as dt
from importlib.resources import files
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from arpent.clients.public import show_phone
from arpent.geography.public import ATTRIBUTION
from arpent.kernel.periods import Week
from arpent.web.pdf import render_pdf

from ..models import Appointment
from ..queries.drives import Legs, legs_of, point_of
from ..rules.day_colors import COLORS
from .week_map import week_map_svg


def roadbook_pdf(
    *,
    title: str,
    person: str,
    days: list[dict[str, Any]],
    base: tuple[float, float] | None,
    note: str,
    at: dt.datetime,
) -> bytes:
    """Return the PDF of a roadbook. Raise DomainError paper_not_drawn when the renderer is unavailable.
    Each day: date, color, summary, and stops with time, name, address, phone, drive, note, lat, lon. ``base``:
    (latitude, longitude) of the start.
    """
    data = {
        "title": title,
        "person": person,
        "note": note,
        "lang": (get_language() or "fr")[:2],
        "attribution": ATTRIBUTION,
        "words": {
            "map": _("Carte de la semaine"),
            "page": _("page"),
            "none": _("Aucune visite."),
            "time": _("Heure"),
            "who": _("Chez"),
            "road": _("Route"),
            "phone": _("Téléphone"),
            "notes": _("Notes"),
        },
        "days": [
            {
                **d,
                "date": date_format(d["date"], "l j F Y"),
                "stops": [{**s, "phone": show_phone(s["phone"]) if s["phone"] else ""} for s in d["stops"]],
            }
            for d in days
        ],
    }
    template = (files("arpent.agenda") / "roadbook.typ").read_bytes()
    return render_pdf(template, data, at=at, graphics={"map": week_map_svg(days, base)})


def roadbook_days(
    rows: list[Appointment], week: Week, base: tuple[float, float] | None, *, at: dt.datetime
) -> tuple[list[dict[str, Any]], bool]:
    """Return the days that have appointments, as ``roadbook_pdf`` takes them, and whether any drive is estimated.
    Absences are left out; each stop has the drive from the stop before, and the summary includes the drive home.
    """
    days, estimated = [], False
    for i in range(7):
        date = week.day(i)
        here = [a for a in rows if timezone.localtime(a.starts_at).date() == date and a.kind != "away"]
        if here:
            legs = legs_of([point_of(a) for a in here], base, at)
            estimated |= legs.estimated
            days.append(_day(date, here, legs))
    return days, estimated


def _day(date: dt.date, rows: list[Appointment], legs: Legs) -> dict[str, Any]:
    stops = []
    for a, leg in zip(rows, legs.to_stop, strict=True):
        point = point_of(a)
        stops.append(
            {
                "time": timezone.localtime(a.starts_at).strftime("%H:%M"),
                "name": a.title,
                "note": a.note,
                "drive": f"{round(leg[0] / 60)}\u00a0min, {round(leg[1] / 1000)}\u00a0km" if leg else "",
                "address": ", ".join(a.site.address_lines) if a.site else "",
                "phone": a.company.phone if a.company else "",
                "lat": point[0] if point else None,
                "lon": point[1] if point else None,
            }
        )
    metres = sum(leg[1] for leg in legs.to_stop if leg) + legs.home[1]
    summary = _("%(visits)s rendez-vous, %(km)s km") % {"visits": len(stops), "km": round(metres / 1000)}
    return {"date": date, "color": COLORS[date.weekday() % len(COLORS)], "summary": summary, "stops": stops}
