"""Charts: one Vega-Lite definition serves the screen and paper. The title says the finding."""

from typing import Any

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
            x=alt.X("week:O", title=_("semaine"), axis=alt.Axis(labelAngle=-45)),
            y=alt.Y("visits:Q", title=_("visites"), axis=alt.Axis(tickMinStep=1)),
            color=alt.value("#206bc4"),
            tooltip=[alt.Tooltip("week:O"), alt.Tooltip("visits:Q")],
        )
    )
    return dict(chart.to_dict())
