"""Travel: the estimate holds its laws, road engines speak their grammar, one that is down falls back and says so."""

import numpy as np
import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st

from arpent.geography.actions import measure_travel
from arpent.geography.connectors.addok import AddokGeocoder, GeocoderDown
from arpent.geography.connectors.roads import Osrm, ProviderDown, Valhalla
from arpent.geography.models import CachedMatrix
from arpent.geography.queries.geocoding import Address, locate_offline
from arpent.geography.rules.travel import Roads, estimate_travel
from arpent.kernel.coordinates import Point
from arpent.people.testing import NOON

LYON, GRENOBLE = (45.76, 4.83), (45.19, 5.73)
LATS, LONS = np.array([LYON[0], GRENOBLE[0]]), np.array([LYON[1], GRENOBLE[1]])

pytestmark = pytest.mark.postgresql
coordinates = st.lists(st.tuples(st.floats(42, 51), st.floats(-4, 8)), min_size=2, max_size=6)


class Recorded:
    """A session that answers what was recorded, and notes what was asked."""

    def __init__(self, answer, status=200):
        self.answer, self.status, self.requests = answer, status, []

    def request(self, method, url, **kwargs):
        self.requests.append((method, url, kwargs))
        if isinstance(self.answer, Exception):
            raise self.answer
        response = requests.Response()
        response.status_code = self.status
        response._content = (
            self.answer if isinstance(self.answer, bytes) else __import__("json").dumps(self.answer).encode()
        )
        return response

    def get(self, url, **kwargs):
        return self.request("GET", url, **kwargs)


@given(coordinates)
def test_the_estimate_is_symmetric_with_nothing_to_oneself(points):
    lats, lons = (np.array(c) for c in zip(*points, strict=True))
    travel = estimate_travel(lats, lons)
    assert (travel.seconds == travel.seconds.T).all()
    assert (np.diag(travel.metres) == 0).all()
    assert travel.estimated


def test_lyon_to_grenoble_takes_about_an_hour_and_a_half():
    travel = estimate_travel(LATS, LONS)
    assert 110_000 < travel.metres[0, 1] < 130_000
    assert 4_800 < travel.seconds[0, 1] < 6_600


@pytest.mark.parametrize("bad", [{"detour": 0.5}, {"bands": ((5, 30),)}, {"bands": ((float("inf"), 0),)}])
def test_impossible_roads_are_refused(bad):
    with pytest.raises(ValueError):
        Roads(**bad)


def test_osrm_requests_follow_its_interface():
    session = Recorded({"code": "Ok", "durations": [[0, 4000.4], [4100, 0]], "distances": [[0, 106000.2], [106500, 0]]})
    matrix = Osrm("http://roads.example/", session=session).matrix(LATS, LONS)
    assert matrix.seconds.tolist() == [[0, 4000], [4100, 0]]
    assert session.requests[0][1].startswith("http://roads.example/table/v1/driving/4.83000,45.76000;5.73000,45.19000")
    assert not matrix.estimated


def test_valhalla_requests_follow_its_interface_and_a_missing_road_is_estimated():
    cell = {"time": 4000, "distance": 106.5}
    session = Recorded(
        {
            "sources_to_targets": [
                [{"time": 0, "distance": 0}, cell],
                [{"time": None, "distance": None}, {"time": 0, "distance": 0}],
            ]
        }
    )
    matrix = Valhalla("http://roads.example", session=session).matrix(LATS, LONS)
    assert matrix.metres[0, 1] == 106_500
    assert matrix.seconds[1, 0] == estimate_travel(LATS, LONS).seconds[1, 0]


@pytest.mark.parametrize(
    "answer",
    [
        requests.ConnectionError("no"),
        {"code": "NoTable"},
        b"<html>",
        {"code": "Ok", "durations": [[0]], "distances": [[0]]},
    ],
)
def test_a_road_engine_that_fails_says_so(answer):
    with pytest.raises(ProviderDown):
        Osrm("http://roads.example", session=Recorded(answer)).matrix(LATS, LONS)


@pytest.mark.django_db
def test_a_provider_that_is_down_falls_back_and_says_so():
    matrix = measure_travel(
        LATS, LONS, at=NOON, provider=Osrm("http://x", session=Recorded(requests.ConnectionError("no")))
    )
    assert matrix.problem == "osrm" and matrix.estimated


@pytest.mark.django_db
def test_a_matrix_is_requested_once():
    session = Recorded({"code": "Ok", "durations": [[0, 1], [2, 0]], "distances": [[0, 3], [4, 0]]})
    provider = Osrm("http://x", session=session)
    first = measure_travel(LATS, LONS, at=NOON, provider=provider)
    again = measure_travel(LATS, LONS, at=NOON, provider=provider)
    assert (first.seconds == again.seconds).all() and len(session.requests) == 1
    assert CachedMatrix.objects.count() == 1


FEATURE = {
    "features": [
        {
            "geometry": {"coordinates": [4.8565, 45.7606]},
            "properties": {"label": "1 Rue X 69003 Lyon", "score": 0.93, "type": "housenumber", "citycode": "69383"},
        }
    ]
}


def test_addok_finds_an_address():
    session = Recorded(FEATURE)
    found = AddokGeocoder("http://geo.example/geocodage/", session=session).search("1 rue X", "69003")
    assert (found.precision, found.point.lat, found.commune_code) == ("address", 45.7606, "69383")
    assert session.requests[0][2]["params"]["postcode"] == "69003"


def test_addok_below_its_score_finds_nothing():
    weak = {"features": [{**FEATURE["features"][0], "properties": {"score": 0.3, "type": "street"}}]}
    assert AddokGeocoder("http://x", session=Recorded(weak)).search("?").precision == "none"
    assert AddokGeocoder("http://x", session=Recorded({"features": []})).search("?").point is None


@pytest.mark.parametrize("answer", [requests.Timeout("slow"), b"not json", {"no": "features"}])
def test_a_geocoder_that_fails_says_so(answer):
    with pytest.raises(GeocoderDown):
        AddokGeocoder("http://x", session=Recorded(answer)).search("?")


def test_offline_an_address_is_placed_at_its_commune_and_says_so():
    found = locate_offline(Address("1 rue X", "38000", "Grenoble"))
    assert found.precision == "commune" and found.commune_code == "38185"


def test_a_given_point_is_used_only_near_its_commune():
    near = locate_offline(Address(postcode="38000", city="Grenoble", point=Point(45.18, 5.72)))
    far = locate_offline(Address(postcode="38000", city="Grenoble", point=Point(48.85, 2.35)))
    assert (near.precision, far.precision) == ("point", "commune")
    assert locate_offline(Address(city="Nulle-Part")).precision == "none"
