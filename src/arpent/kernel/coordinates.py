"""Points on the Earth in WGS84 degrees, and great-circle distances."""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG


@dataclass(frozen=True, slots=True)
class Point:
    """A WGS84 position, in degrees. Raise ValueError for a latitude beyond 90 or a longitude beyond 180."""

    lat: float
    lon: float

    def __post_init__(self) -> None:
        if not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
            raise ValueError(f"not a position on the Earth: {self.lat}, {self.lon}")


def great_circle_km(a: Point, b: Point) -> float:
    """Return the distance over the Earth's surface, in km (haversine formula, sphere of the IUGG's mean radius)."""
    dlat, dlon = radians(b.lat - a.lat), radians(b.lon - a.lon)
    h = sin(dlat / 2) ** 2 + cos(radians(a.lat)) * cos(radians(b.lat)) * sin(dlon / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(min(1.0, h)))
