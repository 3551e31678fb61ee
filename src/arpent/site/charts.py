"""Charts: one Vega-Lite definition serves the screen and paper. The title says the finding."""

import json
from importlib.resources import files
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _


def visits_per_week(rows: list[tuple[str, int]]) -> dict[str, Any]:
    """Return the chart of visits done per week. ``rows``: (week, visits), oldest first."""
    import altair as alt

    counts = [n for _w, n in rows]
    past, last = counts[:-1] or [0], counts[-1] if counts else 0
    usual = sum(past) / len(past)
    finding = _("%(last)s visites cette semaine, %(usual)s d’habitude") % {"last": last, "usual": round(usual)}
    data = alt.InlineData(values=[{"week": w, "visits": n} for w, n in rows])
    chart = (
        alt.Chart(data, title=finding, width="container", height=180)
        .mark_bar()
        .encode(
            x=alt.X("week:O", sort=None, title=_("semaine"), axis=alt.Axis(labelAngle=0)),
            y=alt.Y("visits:Q", title=_("visites"), axis=alt.Axis(tickMinStep=1)),
            color=alt.value("#206bc4"),
            tooltip=[alt.Tooltip("week:O"), alt.Tooltip("visits:Q")],
        )
    )
    return dict(chart.to_dict())


def chart_pdf(
    chart: dict[str, Any], *, person: str, printed: str, columns: tuple[str, str], rows: list[tuple[str, int]]
) -> bytes:
    """Return the chart of the screen with its figures, on a page of A4. ``printed``: the line at the foot."""
    import typst
    import vl_convert

    # The page's chart fills its card; paper has a width of its own.
    svg = vl_convert.vegalite_to_svg({**chart, "width": 640, "title": ""})
    data = {"title": chart["title"], "person": person, "printed": printed, "columns": columns, "rows": rows,
            "lang": (get_language() or "fr")[:2]}  # fmt: skip
    template = (files("arpent.site") / "chart.typ").read_text(encoding="utf-8")
    inputs = {"data": json.dumps(data), "chart": svg}
    return bytes(typst.compile(template.encode(), format="pdf", sys_inputs=inputs))
