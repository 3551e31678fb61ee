"""Travel estimates without a road network: great circle, detour factor, speed by distance band. Pure."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from arpent.kernel.coordinates import EARTH_RADIUS_KM

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Roads:
    """Parameters of the estimate.

    ``detour``: road km per straight-line km. ``least_seconds``: minimum between two places. ``bands``: (up to km of
    road, average km/h), the last one unbounded. Raise ValueError for a detour outside 1-3, a speed of 0 or less, or a
    bounded last band.
    """

    detour: float = 1.3
    least_seconds: int = 300
    bands: tuple[tuple[float, float], ...] = ((5, 30), (15, 48), (40, 70), (100, 90), (float("inf"), 105))

    def __post_init__(self) -> None:
        if not 1 <= self.detour <= 3:
            raise ValueError("a detour factor lies between 1 and 3")
        if any(speed <= 0 for _, speed in self.bands) or self.bands[-1][0] != float("inf"):
            raise ValueError("speed bands need speeds above 0 and an open last band")


@dataclass(frozen=True)
class TravelMatrix:
    """Travel between n places: seconds and metres, both int64 of shape (n, n), row = from, column = to.

    ``problem``: name of the road engine that failed and was replaced by the estimate, else "". Raise ValueError when
    the two are not square and of one shape.
    """

    seconds: Ints
    metres: Ints
    provider: str
    estimated: bool
    problem: str = field(default="")

    def __post_init__(self) -> None:
        if self.seconds.shape != self.metres.shape or self.seconds.shape[0] != self.seconds.shape[1]:
            raise ValueError("a travel matrix is square, its two halves of one size")


def crow_km(lats: Floats, lons: Floats) -> Floats:
    """Return great-circle distances in km, shape (n, n), of n latitudes and longitudes in degrees (haversine)."""
    phi, lam = np.radians(lats), np.radians(lons)
    dphi, dlam = phi[:, None] - phi[None, :], lam[:, None] - lam[None, :]
    h = np.sin(dphi / 2) ** 2 + np.cos(phi)[:, None] * np.cos(phi)[None, :] * np.sin(dlam / 2) ** 2
    return np.asarray(2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(1.0, h))), dtype=np.float64)


def driving_seconds(road_km: Floats, roads: Roads | None = None) -> Ints:
    """Return estimated driving times in seconds (int64) of road distances in km, cumulated over the speed bands.

    No time is below ``Roads.least_seconds``, that of a distance of 0 included.
    """
    roads = roads or Roads()
    hours = np.zeros_like(road_km)
    start = 0.0
    for end, speed in roads.bands:
        hours += np.clip(road_km - start, 0, end - start) / speed
        start = end
    # Minimum between two addresses: parking, access, reception.
    return np.maximum(np.rint(hours * 3600).astype(np.int64), roads.least_seconds)


def nearest_seconds(lats: Floats, lons: Floats, to_lats: Floats, to_lons: Floats, roads: Roads | None = None) -> Ints:
    """Return, for each of n points, the estimated driving time in seconds from the nearest of m other points.

    Arrays of degrees, shapes (n,) and (m,), neither empty; distances by the equirectangular approximation.
    """
    roads = roads or Roads()
    best = np.full(lats.shape, np.inf)
    scale = np.cos(np.radians(lats))
    for lat, lon in zip(to_lats, to_lons, strict=True):
        best = np.minimum(best, np.hypot(lats - lat, (lons - lon) * scale))
    return driving_seconds(np.radians(best) * EARTH_RADIUS_KM * roads.detour, roads)


def estimate_travel(lats: Floats, lons: Floats, roads: Roads | None = None) -> TravelMatrix:
    """Return the estimated matrix between n points (arrays of degrees, shape (n,)); the diagonal is 0 s."""
    roads = roads or Roads()
    km = crow_km(lats, lons) * roads.detour
    seconds = driving_seconds(km, roads)
    np.fill_diagonal(seconds, 0)
    return TravelMatrix(
        seconds=seconds,
        metres=np.rint(km * 1000).astype(np.int64),
        provider="estimate",
        estimated=True,
    )
