"""Clients of road engines: OSRM ``/table`` and Valhalla ``/sources_to_targets``."""

from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from ..rules.travel import Floats, TravelMatrix, estimate_travel

if TYPE_CHECKING:
    import requests


class ProviderDown(Exception):
    """The road engine did not respond, or with an invalid response."""


class TravelProvider(Protocol):
    """Travel between points, in seconds and metres."""

    name: str

    def matrix(self, lats: Floats, lons: Floats) -> TravelMatrix: ...


class Estimate:
    """Great-circle distance with detour factor, speed by distance band."""

    name = "estimate"

    def matrix(self, lats: Floats, lons: Floats) -> TravelMatrix:
        """Return the estimated matrix."""
        return estimate_travel(lats, lons)


class _HttpProvider:
    name = ""

    def __init__(self, base_url: str, timeout_s: float = 20.0, session: "requests.Session | None" = None) -> None:
        self.base_url, self.timeout_s = base_url.rstrip("/"), timeout_s
        if session is None:
            import requests  # only where an outside service is set up

            session = requests.Session()
        self.session = session

    def _json(self, method: str, path: str, **kwargs: Any) -> dict[str, Any]:
        try:
            answer = self.session.request(
                method, self.base_url + path, timeout=self.timeout_s, allow_redirects=False, **kwargs
            )
            answer.raise_for_status()
            data = answer.json()
        except (OSError, ValueError) as error:
            raise ProviderDown(str(error)) from error
        if not isinstance(data, dict):
            raise ProviderDown("the answer is no object")
        return data

    def _built(self, seconds: Any, metres: Any, lats: Floats, lons: Floats) -> TravelMatrix:
        """Return the matrix; pairs without a road (null) are estimated."""
        guess = estimate_travel(lats, lons)
        s, m = np.array(seconds, dtype=float), np.array(metres, dtype=float)
        if s.shape != guess.seconds.shape or m.shape != s.shape:
            raise ProviderDown(f"a matrix of {s.shape} came for {len(lats)} places")
        s, m = np.where(np.isnan(s), guess.seconds, s), np.where(np.isnan(m), guess.metres, m)
        return TravelMatrix(np.rint(s).astype(np.int64), np.rint(m).astype(np.int64), self.name, estimated=False)


class Osrm(_HttpProvider):
    name = "osrm"

    def matrix(self, lats: Floats, lons: Floats) -> TravelMatrix:
        """Ask GET /table/v1/driving/lon,lat;...?annotations=duration,distance. Raises ProviderDown."""
        places = ";".join(f"{lon:.5f},{lat:.5f}" for lat, lon in zip(lats, lons, strict=True))
        data = self._json("GET", f"/table/v1/driving/{places}", params={"annotations": "duration,distance"})
        if data.get("code") != "Ok" or "durations" not in data or "distances" not in data:
            raise ProviderDown(f"OSRM answered {data.get('code')}")
        return self._built(data["durations"], data["distances"], lats, lons)


class Valhalla(_HttpProvider):
    name = "valhalla"

    def matrix(self, lats: Floats, lons: Floats) -> TravelMatrix:
        """Ask POST /sources_to_targets (distance in km, time in s). Raises ProviderDown."""
        places = [{"lat": float(lat), "lon": float(lon)} for lat, lon in zip(lats, lons, strict=True)]
        data = self._json("POST", "/sources_to_targets", json={"sources": places, "targets": places, "costing": "auto"})
        rows = data.get("sources_to_targets")
        if not isinstance(rows, list):
            raise ProviderDown("Valhalla gave no matrix")
        try:
            seconds = [[cell.get("time") for cell in row] for row in rows]
            metres = [
                [None if cell.get("distance") is None else cell["distance"] * 1000 for cell in row] for row in rows
            ]
        except (AttributeError, TypeError) as error:
            raise ProviderDown("Valhalla's matrix has another shape") from error
        return self._built(seconds, metres, lats, lons)
