"""Test of points inside polygons."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def inside_polygon(lats: Floats, lons: Floats, ring: list[tuple[float, float]]) -> npt.NDArray[np.bool_]:
    """Return, for each of n points, whether it is inside a ring of (lon, lat), by the even-odd rule.

    ``lats`` and ``lons``: shape (n,), in degrees; the ring need not repeat its first corner. Raise ValueError for fewer
    than three corners.
    """
    if len(ring) < 3:
        raise ValueError("a shape needs at least three corners")
    inside = np.zeros(lats.shape, dtype=bool)
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        if y1 == y2:
            continue
        crosses = (y1 > lats) != (y2 > lats)
        at = x1 + (lats - y1) * (x2 - x1) / (y2 - y1)
        inside ^= crosses & (lons < at)
    return inside
