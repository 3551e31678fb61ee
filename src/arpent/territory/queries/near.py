"""Places already planned, told by whoever plans: agenda stands above territory, so it registers here."""

import datetime as dt
from collections.abc import Callable
from typing import Any

Places = list[tuple[float, float]]
_sources: list[Callable[..., Places]] = []


def register_places(source: Callable[..., Places]) -> None:
    """Add a source of (lat, lon): called with by, person, today. Wired by site."""
    if source not in _sources:
        _sources.append(source)


def planned_places(*, by: Any, person: Any, today: dt.date) -> Places:
    """Return the places a person will pass in the coming days, and where the days start."""
    return [place for source in _sources for place in source(by=by, person=person, today=today)]
