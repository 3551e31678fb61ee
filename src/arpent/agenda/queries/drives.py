"""The drives between the stops of a day."""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from arpent.geography.public import measure_travel

from ..models import Appointment


@dataclass(frozen=True)
class Legs:
    """The drives of a day in (seconds, metres): to each stop (None without coordinates) and home.
    ``estimated``: without a road network.
    """

    to_stop: list[tuple[int, int] | None]
    home: tuple[int, int]
    estimated: bool


def legs_of(points: list[tuple[float, float] | None], base: tuple[float, float] | None, at: dt.datetime) -> Legs:
    """Return the driving time and distance between the points of a day, from and back to ``base``.
    Points are (latitude, longitude), None when unknown. Without ``base`` there is no drive to the first stop nor home.
    """
    chain = [p for p in (base, *points, base) if p]
    if len(chain) < 2:
        return Legs([None] * len(points), (0, 0), estimated=False)
    lats, lons = (np.array([p[k] for p in chain]) for k in (0, 1))
    travel = measure_travel(lats, lons, at=at)
    legs = [(int(travel.seconds[k, k + 1]), int(travel.metres[k, k + 1])) for k in range(len(chain) - 1)]
    home = legs.pop() if base else (0, 0)
    rest = iter(legs if base else [None, *legs])
    return Legs([next(rest) if p else None for p in points], home, travel.estimated)


def point_of(a: Appointment) -> tuple[float, float] | None:
    """Return (latitude, longitude) of an appointment's site, or None when unknown."""
    site = a.site
    return (site.lat, site.lon) if site and site.lat is not None and site.lon is not None else None
