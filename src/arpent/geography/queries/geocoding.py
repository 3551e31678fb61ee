"""Geocoding of addresses: offline to the commune, or by the configured geocoder."""

from dataclasses import dataclass

from django.conf import settings

from arpent.kernel.coordinates import Point, great_circle_km

from ..connectors.addok import AddokGeocoder, Located
from .gazetteer import get_gazetteer, nearest_commune

# Points farther than this from their town hall are rejected (the median commune is 2 km wide).
MAX_PLAUSIBLE_KM = 40.0


@dataclass(frozen=True)
class Address:
    """An address to locate; any part may be empty. ``commune_code``: INSEE code; ``point``: a known position."""

    line: str = ""
    postcode: str = ""
    city: str = ""
    commune_code: str = ""
    point: Point | None = None


def locate_offline(address: Address) -> Located:
    """Return the location of an address from the shipped communes: precision "point", "commune" or "none".

    A given point within 40 km of its commune's town hall is preserved; else the town hall is returned.
    """
    gazetteer = get_gazetteer()
    commune = gazetteer.get(address.commune_code) if address.commune_code else None
    if commune is None and (address.city or address.postcode):
        commune = gazetteer.find(address.city, address.postcode)
    point = address.point
    if point is not None and (commune is None or great_circle_km(point, commune.point) <= MAX_PLAUSIBLE_KM):
        return Located(point, "point", 1.0, commune.code if commune else nearest_commune(point).code)
    if commune is None:
        return Located(None, "none", 0.0, "")
    return Located(commune.point, "commune", 1.0, commune.code)


def get_geocoder() -> AddokGeocoder | None:
    """Return the geocoder of ARPENT_GEOCODER_URL, or None."""
    url = settings.ARPENT_GEOCODER_URL
    return AddokGeocoder(url) if url else None
