"""The map of a week as SVG, drawn from the bundled outlines of départements."""

import gzip
import json
from typing import Any

from arpent.geography.public import read_departement_outlines

_SIZE = 800.0


def week_map_svg(days: list[dict[str, Any]], base: tuple[float, float] | None) -> str:
    """Return the week's stops and lines over the départements, as SVG; all of metropolitan France without any place.
    ``days``: with color and stops (lat, lon); ``base``: (latitude, longitude) of the start. Equirectangular, with the
    width of a degree of longitude as 0.7 of one of latitude.
    """
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
