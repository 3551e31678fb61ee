"""Whether a company being created may be a known one, by rule and among stored companies."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arpent.clients.queries.duplicates import find_duplicates
from arpent.clients.rules.duplicates import DuplicateReason, compare, name_similarity, read_identity
from arpent.clients.testing import make_company
from arpent.people.testing import make_cast

CASES = json.loads((Path(__file__).parents[4] / "tests/vectors/likely_duplicates.json").read_text())


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['candidate']} {c['known']}")
def test_two_companies_may_be_one_as_the_vectors_say(case):
    found = compare(read_identity(**case["candidate"]), read_identity(**case["known"]))
    assert (found[0].value if found else None) == case["why"]


@given(st.text(max_size=30), st.text(max_size=30))
def test_similarity_is_symmetric_and_between_0_and_1(one, other):
    similarity = name_similarity(one, other)
    assert 0 <= similarity <= 1
    assert similarity == name_similarity(other, one)
    assert name_similarity(one, one) == 1


@pytest.mark.postgresql
class TestStored:
    @pytest.fixture
    def cast(self, db):
        return make_cast()

    def test_a_name_typed_in_another_way_finds_the_company_of_the_same_area(self, cast):
        company = make_company(by=cast.owner, name="Laiterie Albarine-Sud", site_postcode="69420", site_city="Condrieu")
        (found,) = find_duplicates(by=cast.owner, identity=read_identity(name="laiterie albarine sd", postcode="69001"))
        assert (found.company, found.reason) == (company, DuplicateReason.NAME)
        assert found.label == "Laiterie Albarine-Sud · Condrieu"

    def test_a_shared_phone_comes_before_a_similar_name(self, cast):
        similar = make_company(by=cast.owner, name="Pompes Durant", site_postcode="69420", site_city="Condrieu")
        same = make_company(
            by=cast.owner, name="Autre", phone="04 72 00 00 00", site_postcode="33000", site_city="Bordeaux"
        )
        identity = read_identity(name="Pompes Durand", phone="0472000000", postcode="69420")
        found = find_duplicates(by=cast.owner, identity=identity)
        assert [d.company for d in found] == [same, similar]

    def test_a_stranger_finds_no_company_of_another_team(self, cast):
        make_company(by=cast.owner, name="Laiterie Albarine-Sud", site_postcode="69420", site_city="Condrieu")
        identity = read_identity(name="Laiterie Albarine-Sud", postcode="69420")
        assert find_duplicates(by=cast.stranger, identity=identity) == []
