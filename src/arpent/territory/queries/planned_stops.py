"""Planned stops of a person, from the provider that agenda (a higher domain) registers."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from arpent.geography.public import Address, locate_offline
from arpent.kernel.coordinates import Point
from arpent.kernel.errors import DomainError

Places = list[tuple[float, float]]
_sources: list[Callable[..., Places]] = []


def register_planned_stops_provider(source: Callable[..., Places]) -> None:
    """Register a provider of (lat, lon), called with by, person, today."""
    if source not in _sources:
        _sources.append(source)


def planned_stops(*, by: Any, person: Any, today: dt.date) -> Places:
    """Return (latitude, longitude) of a person's stops in the coming days, including where the days start."""
    return [place for source in _sources for place in source(by=by, person=person, today=today)]


def find_place(text: str) -> Point | None:
    """Return the point of a town or postcode ("Vienne", "38200", "38200 Vienne"); None for an empty text.
    Raise DomainError territory.unknown_place when no commune, or more than one, matches.
    """
    text = text.strip()
    if not text:
        return None
    match = re.match(r"(\d{5})?\s*(.*)$", text)
    assert match is not None
    located = locate_offline(Address(postcode=match[1] or "", city=match[2]))
    if located.point is None:
        raise DomainError("territory.unknown_place", text=text[:80])
    return located.point
