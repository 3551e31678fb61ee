"""From an address to a point: offline to the commune, or by a geocoder of the firm's choice."""

from dataclasses import dataclass

from django.conf import settings

from arpent.kernel.coordinates import Point, great_circle_km

from ..connectors.addok import AddokGeocoder, Located
from .gazetteer import get_gazetteer, nearest_commune

# A given point further than this from its commune's town hall is doubted (the median commune is 2 km wide).
MAX_PLAUSIBLE_KM = 40.0


@dataclass(frozen=True)
class Address:
    """What a file says of a place; any part may be empty."""

    line: str = ""
    postcode: str = ""
    city: str = ""
    commune_code: str = ""
    point: Point | None = None


def locate_offline(address: Address) -> Located:
    """Return where an address is, with the communes shipped: precision point, commune or none.

    A point given with the address is kept when it lies near its commune; else the town hall is taken.
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
    """Return the geocoder set by ARPENT_GEOCODER_URL (Géoplateforme or one's own Addok), or None."""
    url = settings.ARPENT_GEOCODER_URL
    return AddokGeocoder(url) if url else None
