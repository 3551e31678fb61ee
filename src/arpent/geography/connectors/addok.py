"""Client of the Addok geocoding API (Géoplateforme or self-hosted)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from arpent.kernel.coordinates import Point

if TYPE_CHECKING:
    import requests

MIN_SCORE = 0.5  # results below it are rejected (Addok's CSV_MIN_SCORE)
_PRECISIONS = {"housenumber": "address", "street": "street", "locality": "street", "municipality": "commune"}


@dataclass(frozen=True)
class Located:
    """A geocoded place, with the INSEE code of its commune ("" when unknown).

    ``precision``: "point", "address", "street", "commune", or "none" without a point. ``score``: from 0 to 1.
    ``label``: the address as the geocoder writes it.
    """

    point: Point | None
    precision: str
    score: float
    commune_code: str
    label: str = ""


class GeocoderDown(Exception):
    """The geocoder did not respond within the timeout, or its response is invalid."""


class AddokGeocoder:
    """Client of ``/search`` and ``/reverse``, such as https://data.geopf.fr/geocodage; redirects are not followed."""

    def __init__(self, base_url: str, timeout_s: float = 5.0, session: "requests.Session | None" = None) -> None:
        self.base_url = base_url.rstrip("/")
        self.timeout_s = timeout_s
        if session is None:
            import requests  # only where an outside service is set up

            session = requests.Session()
        self.session = session

    def search(self, line: str, postcode: str = "", commune_code: str = "") -> Located:
        """Return the best match of an address; precision "none" below a score of 0.5. Raise GeocoderDown."""
        params = {"q": line, "limit": "1", "autocomplete": "0"}
        if postcode:
            params["postcode"] = postcode
        if commune_code:
            params["citycode"] = commune_code
        return self._best(self._get("/search", params))

    def reverse(self, point: Point) -> Located:
        """Return the address nearest to a point; precision "none" when there is none. Raise GeocoderDown."""
        return self._best(self._get("/reverse", {"lat": f"{point.lat}", "lon": f"{point.lon}", "limit": "1"}))

    def _get(self, path: str, params: dict[str, str]) -> dict[str, Any]:
        try:
            answer = self.session.get(
                self.base_url + path + "/", params=params, timeout=self.timeout_s, allow_redirects=False
            )
            answer.raise_for_status()
            data = answer.json()
        except (OSError, ValueError) as error:
            raise GeocoderDown(str(error)) from error
        if not isinstance(data, dict) or "features" not in data:
            raise GeocoderDown("the answer is no GeoJSON")
        return data

    @staticmethod
    def _best(data: dict[str, Any]) -> Located:
        nothing = Located(None, "none", 0.0, "")
        if not data["features"]:
            return nothing
        feature = data["features"][0]
        properties = feature.get("properties", {})
        score = float(properties.get("score", 0))
        if score < MIN_SCORE:
            return nothing
        lon, lat = feature["geometry"]["coordinates"]
        return Located(
            Point(float(lat), float(lon)),
            _PRECISIONS.get(properties.get("type", ""), "commune"),
            round(score, 3),
            properties.get("citycode", ""),
            properties.get("label", ""),
        )
