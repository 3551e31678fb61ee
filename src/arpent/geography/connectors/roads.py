"""Clients of road engines: OSRM ``/table`` and Valhalla ``/sources_to_targets``; and the estimate without one."""

from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from ..rules.travel import Floats, TravelMatrix, estimate_travel

if TYPE_CHECKING:
    import requests


class ProviderDown(Exception):
    """The road engine did not respond within the timeout, or its response is invalid."""


class TravelProvider(Protocol):
    """A source of travel times (seconds) and road distances (metres) between points."""

    name: str

    def matrix(self, lats: Floats, lons: Floats) -> TravelMatrix:
        """Return the matrix between n points; float64 arrays of shape (n,), in degrees. Raise ProviderDown."""


class Estimate:
    """Travel estimated without a road network, by `estimate_travel`."""

    name = "estimate"

    def matrix(self, lats: Floats, lons: Floats) -> TravelMatrix:
        """Return the estimated matrix; never raises ProviderDown."""
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
    """Client of an OSRM server (HTTP API v1, profile ``driving``)."""

    name = "osrm"

    def matrix(self, lats: Floats, lons: Floats) -> TravelMatrix:
        """Return the matrix of ``GET /table/v1/driving``; pairs without a road are estimated. Raise ProviderDown."""
        places = ";".join(f"{lon:.5f},{lat:.5f}" for lat, lon in zip(lats, lons, strict=True))
        data = self._json("GET", f"/table/v1/driving/{places}", params={"annotations": "duration,distance"})
        if data.get("code") != "Ok" or "durations" not in data or "distances" not in data:
            raise ProviderDown(f"OSRM answered {data.get('code')}")
        return self._built(data["durations"], data["distances"], lats, lons)


class Valhalla(_HttpProvider):
    """Client of a Valhalla server (matrix API, costing ``auto``)."""

    name = "valhalla"

    def matrix(self, lats: Floats, lons: Floats) -> TravelMatrix:
        """Return the matrix of ``POST /sources_to_targets``; pairs without a road are estimated. Raise ProviderDown."""
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
