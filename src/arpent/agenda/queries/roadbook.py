"""The road book of a week: a PDF by Typst, its map drawn from the communes shipped."""

import datetime as dt
import gzip
import json
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import numpy as np
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from arpent.clients.public import show_phone
from arpent.geography.public import ATTRIBUTION, measure_travel, read_departement_outlines
from arpent.kernel.periods import Week
from arpent.kernel.rendering import typeset
from arpent.kernel.typography import typeset_all

from ..models import Appointment
from .shown import COLORS

_SIZE = 800.0


def roadbook_pdf(
    *, title: str, person: str, days: list[dict[str, Any]], base: tuple[float, float] | None, note: str
) -> bytes:
    """Return the PDF. Each day: date, color, summary, stops with time, name, address, phone, drive, note, lat, lon."""
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
    inputs = {"data": json.dumps(typeset_all(data, str(data["lang"])), default=str), "map": week_map_svg(days, base)}
    return typeset(template, inputs=inputs)


def week_map_svg(days: list[dict[str, Any]], base: tuple[float, float] | None) -> str:
    """Return the week's stops and lines over the départements, as SVG."""
    places = [(s["lon"], s["lat"]) for d in days for s in d["stops"] if s["lat"] is not None]
    if base:
        places.append((base[1], base[0]))
    if not places:
        places = [(-4.5, 42.5), (8.2, 51.0)]
    west, east = min(p[0] for p in places) - 0.25, max(p[0] for p in places) + 0.25
    south, north = min(p[1] for p in places) - 0.18, max(p[1] for p in places) + 0.18
    scale = _SIZE / max(east - west, (north - south) / 0.7)
    width, height = (east - west) * scale, (north - south) / 0.7 * scale

    def at(lon: float, lat: float) -> str:
        return f"{(lon - west) * scale:.1f},{(north - lat) / 0.7 * scale:.1f}"

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}"><rect width="100%"'
        ' height="100%" fill="#dfe9f2"/>'
    ]
    for feature in json.loads(gzip.decompress(read_departement_outlines()))["features"]:
        for polygon in feature["geometry"]["coordinates"]:
            lons, lats = [p[0] for p in polygon[0]], [p[1] for p in polygon[0]]
            if max(lons) >= west and min(lons) <= east and max(lats) >= south and min(lats) <= north:
                points = " ".join(at(*p) for p in polygon[0])
                parts.append(f'<polygon points="{points}" fill="#f7f5ee" stroke="#9aa8b8" stroke-width="1.5"/>')
    for d in days:
        line = [(s["lon"], s["lat"]) for s in d["stops"] if s["lat"] is not None]
        if not line:
            continue
        loop = [(base[1], base[0]), *line, (base[1], base[0])] if base else line
        path = " ".join(at(*p) for p in loop)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{d["color"]}" stroke-width="4"/>')
        for i, p in enumerate(line, 1):
            x, y = at(*p).split(",")
            parts.append(f'<circle cx="{x}" cy="{y}" r="12" fill="{d["color"]}" stroke="white" stroke-width="2"/>')
            parts.append(
                f'<text x="{x}" y="{float(y) + 5:.1f}" font-size="14" text-anchor="middle" fill="white"'
                f' font-family="sans-serif">{i}</text>'
            )
    return "".join(parts) + "</svg>"


def roadbook_days(
    rows: list[Appointment], week: Week, base: tuple[float, float] | None, *, at: dt.datetime
) -> tuple[list[dict[str, Any]], bool]:
    """Return the days that have appointments, each with the drive from the stop before and the way home, and whether
    the drives are estimated."""
    days, estimated = [], False
    for i in range(7):
        date = week.day(i)
        here = [a for a in rows if timezone.localtime(a.starts_at).date() == date and a.kind != "away"]
        if here:
            legs = legs_of([point_of(a) for a in here], base, at)
            estimated |= legs.estimated
            days.append(_day(date, here, legs))
    return days, estimated


@dataclass(frozen=True)
class Legs:
    """The drive to each stop, in seconds and metres (none to a stop without a place), and the way home."""

    to_stop: list[tuple[int, int] | None]
    home: tuple[int, int]
    estimated: bool


def legs_of(points: list[tuple[float, float] | None], base: tuple[float, float] | None, at: dt.datetime) -> Legs:
    chain = [p for p in (base, *points, base) if p]
    if len(chain) < 2:
        return Legs([None] * len(points), (0, 0), estimated=False)
    lats, lons = (np.array([p[k] for p in chain]) for k in (0, 1))
    travel = measure_travel(lats, lons, at=at)
    legs = [(int(travel.seconds[k, k + 1]), int(travel.metres[k, k + 1])) for k in range(len(chain) - 1)]
    home = legs.pop() if base else (0, 0)
    rest = iter(legs if base else [None, *legs])
    return Legs([next(rest) if p else None for p in points], home, travel.estimated)


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


def point_of(a: Appointment) -> tuple[float, float] | None:
    site = a.site
    return (site.lat, site.lon) if site and site.lat is not None and site.lon is not None else None
