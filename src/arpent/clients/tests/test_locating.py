"""Sites are asked of an address server, kept where the answer says less, and put back by one undo."""

import pytest

from arpent.clients.actions.locating import run_locating, start_locating
from arpent.clients.models import Site
from arpent.clients.testing import make_company
from arpent.geography.public import GeocoderDown, Located
from arpent.history.actions.jobs import request_cancel
from arpent.history.actions.undo import undo_operation
from arpent.kernel.coordinates import Point
from arpent.kernel.errors import DomainError
from arpent.people.testing import NOON

ADDRESS_POINT = Located(Point(45.7601, 4.8612), "address", 0.93, "69383")


class Server:
    """Answers like an address server, from a table by street."""

    def __init__(self, answers, down_after=None):
        self.answers, self.down_after, self.requests = answers, down_after, []

    def search(self, line, postcode="", commune_code=""):
        if self.down_after is not None and len(self.requests) >= self.down_after:
            raise GeocoderDown("no answer")
        self.requests.append((line, postcode, commune_code))
        return self.answers.get(line, Located(None, "none", 0.0, ""))


@pytest.fixture(autouse=True)
def a_server_is_set(settings):
    settings.ARPENT_GEOCODER_URL = "http://geo.example/geocodage"


def site_of(company, by):
    return Site.objects.visible_to(by).get(company=company)


def locate(cast, server):
    job = start_locating(by=cast.owner, at=NOON)
    run_locating(job_id=job.pk, clock=lambda: NOON, geocoder=server)
    job.refresh_from_db()
    return job


def test_a_site_moves_from_its_town_hall_to_its_address_and_back(cast):
    company = make_company(cast.owner)
    before = site_of(company, cast.owner)
    job = locate(cast, Server({"1 rue de la Part-Dieu": ADDRESS_POINT}))
    site = site_of(company, cast.owner)
    assert (site.lat, site.lon, site.precision, site.geocode_score) == (45.7601, 4.8612, "address", 0.93)
    assert (job.state, job.done, job.result) == ("done", 1, {"found": 1})
    undo_operation(operation_id=job.subject_id, by=cast.owner, at=NOON)
    after = site_of(company, cast.owner)
    assert (after.lat, after.precision) == (before.lat, "commune")


def test_only_visible_addresses_are_sent_and_no_names(cast):
    make_company(cast.owner, "Secret Pompes")
    make_company(cast.stranger, "Autre", site_address="9 rue Ailleurs")
    make_company(cast.owner, "Sans rue", site_address="")
    server = Server({})
    locate(cast, server)
    assert server.requests == [("1 rue de la Part-Dieu", "69003", "69383")]


@pytest.mark.parametrize(
    "answer",
    [
        Located(Point(48.85, 2.35), "address", 0.9, "75101"),  # a street of that name, far away
        Located(Point(45.76, 4.86), "commune", 0.9, "69383"),  # no better than what is known
        Located(None, "none", 0.0, ""),
    ],
)
def test_an_answer_that_says_less_changes_nothing(cast, answer):
    company = make_company(cast.owner)
    before = site_of(company, cast.owner)
    assert locate(cast, Server({"1 rue de la Part-Dieu": answer})).result == {"found": 0}
    assert site_of(company, cast.owner).lat == before.lat


def test_an_unavailable_server_ends_the_job_and_the_results_so_far_are_stored(cast):
    for i in range(30):
        make_company(cast.owner, f"Firme {i}", site_address=f"{i} rue A")
    job = locate(cast, Server({f"{i} rue A": ADDRESS_POINT for i in range(30)}, down_after=27))
    assert (job.state, job.problem, job.result) == ("failed", "clients.geocoder_down", {"found": 25})
    assert start_locating(by=cast.owner, at=NOON).total == 5


def test_geocoding_can_be_cancelled(cast):
    make_company(cast.owner)
    job = start_locating(by=cast.owner, at=NOON)
    request_cancel(job_id=job.pk, by=cast.owner)
    run_locating(job_id=job.pk, clock=lambda: NOON, geocoder=Server({}))
    job.refresh_from_db()
    assert (job.state, job.done) == ("stopped", 0)


def test_nothing_starts_without_a_server_or_without_an_address(cast, settings):
    with pytest.raises(DomainError, match="all_located"):
        start_locating(by=cast.owner, at=NOON)
    make_company(cast.owner)
    settings.ARPENT_GEOCODER_URL = ""
    with pytest.raises(DomainError, match="no_geocoder"):
        start_locating(by=cast.owner, at=NOON)


def test_an_error_of_ours_leaves_what_was_found_to_be_undone(cast):
    company = make_company(cast.owner)
    for i in range(30):
        make_company(cast.owner, f"Firme {i}", site_address=f"{i} rue A")

    class Broken(Server):
        def search(self, line, postcode="", commune_code=""):
            if line == "29 rue A":
                raise RuntimeError("a bug")
            return super().search(line, postcode, commune_code)

    job = start_locating(by=cast.owner, at=NOON)
    with pytest.raises(RuntimeError):
        run_locating(job_id=job.pk, clock=lambda: NOON, geocoder=Broken({"1 rue de la Part-Dieu": ADDRESS_POINT}))
    assert site_of(company, cast.owner).precision == "address"
    undo_operation(operation_id=job.subject_id, by=cast.owner, at=NOON)
    assert site_of(company, cast.owner).precision == "commune"


def test_a_site_changed_during_the_request_is_not_overwritten(cast):
    company = make_company(cast.owner)

    class Slow(Server):
        def search(self, line, postcode="", commune_code=""):
            Site.objects.visible_to(cast.owner).filter(company=company).update(address="2 rue Neuve", lat=45.7, lon=4.9)
            return ADDRESS_POINT

    assert locate(cast, Slow({})).result == {"found": 0}
    assert (site_of(company, cast.owner).address, site_of(company, cast.owner).lat) == ("2 rue Neuve", 45.7)
