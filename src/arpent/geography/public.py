"""What other domains may use of geography."""

from .actions import measure_travel
from .connectors.addok import AddokGeocoder, GeocoderDown, Located
from .queries.gazetteer import (
    ATTRIBUTION,
    communes_inside,
    get_gazetteer,
    list_communes,
    list_departements,
    nearest_commune,
    read_contours,
    read_departement_outlines,
    whole_commune,
    with_arrondissements,
)
from .queries.geocoding import Address, get_geocoder, locate_offline
from .rules.communes import Commune, departement_of
from .rules.travel import TravelMatrix, nearest_seconds

__all__ = [
    "ATTRIBUTION",
    "AddokGeocoder",
    "Address",
    "Commune",
    "GeocoderDown",
    "Located",
    "TravelMatrix",
    "communes_inside",
    "departement_of",
    "get_gazetteer",
    "get_geocoder",
    "list_communes",
    "list_departements",
    "locate_offline",
    "measure_travel",
    "nearest_commune",
    "nearest_seconds",
    "read_contours",
    "read_departement_outlines",
    "whole_commune",
    "with_arrondissements",
]
