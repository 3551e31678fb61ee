"""Charts: one Vega-Lite definition, drawn on the server for screen and paper. The title states the finding."""

import datetime as dt
import json
from functools import lru_cache
from importlib.resources import files
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from arpent.kernel.rendering import chart_svg
from arpent.web.pdf import render_pdf

# The page's own ink, in light and dark: an SVG within a page inherits its colour; paper's is black.
INK = "currentColor"
CONFIG = {
    "background": None,
    "view": {"stroke": None},
    "axis": {
        "labelColor": INK,
        "titleColor": INK,
        "domainColor": INK,
        "tickColor": INK,
        "gridColor": INK,
        "gridOpacity": 0.15,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
    },
}


def visits_per_week(rows: list[tuple[str, int]]) -> dict[str, Any]:
    """Return the chart of visits done per week. ``rows``: (week, visits), oldest first."""
    counts = [n for _w, n in rows]
    past, last = counts[:-1] or [0], counts[-1] if counts else 0
    usual = sum(past) / len(past)
    finding = _("%(last)s visites cette semaine, %(usual)s d’habitude") % {"last": last, "usual": round(usual)}
    return {
        "usermeta": {"finding": finding},
        "width": 400,
        "height": 170,
        "data": {"values": [{"week": week, "visits": n} for week, n in rows]},
        "mark": {"type": "bar", "color": "#206bc4"},
        "encoding": {
            "x": {"field": "week", "type": "ordinal", "sort": None, "title": _("semaine"), "axis": {"labelAngle": 0}},
            "y": {"field": "visits", "type": "quantitative", "title": _("visites"), "axis": {"tickMinStep": 1}},
        },
        "config": CONFIG,
    }


def finding_of(chart: dict[str, Any]) -> str:
    """Return the finding of a chart as a sentence."""
    return str(chart["usermeta"]["finding"])


def draw_chart(chart: dict[str, Any]) -> SafeString:
    """Return a chart as SVG for a page or a document; equal charts are drawn once.
    Raise DomainError paper_not_drawn when the renderer is unavailable.
    """
    return mark_safe(_draw(json.dumps(chart, sort_keys=True)))


@lru_cache(maxsize=128)
def _draw(definition: str) -> str:
    return chart_svg(json.loads(definition))


def chart_pdf(
    chart: dict[str, Any],
    *,
    person: str,
    printed: str,
    columns: tuple[str, str],
    rows: list[tuple[str, int]],
    at: dt.datetime,
) -> bytes:
    """Return the chart with its figures as a PDF page of A4. ``printed``: the footer. Raise as ``render_pdf``."""
    data = {
        "title": finding_of(chart),
        "person": person,
        "printed": printed,
        "columns": columns,
        "rows": rows,
        "lang": (get_language() or "fr")[:2],
    }
    template = (files("arpent.site") / "chart.typ").read_bytes()
    return render_pdf(template, data, at=at, graphics={"chart": draw_chart(chart)})
