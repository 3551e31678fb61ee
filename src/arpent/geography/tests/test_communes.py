"""A commune is found however people write it."""

import pytest

from arpent.geography.queries.gazetteer import (
    communes_inside,
    get_gazetteer,
    list_communes,
    list_departements,
    nearest_commune,
    read_contours,
    whole_commune,
)
from arpent.geography.rules.communes import departement_of, name_key
from arpent.kernel.coordinates import Point


@pytest.mark.parametrize(
    ("name", "postcode", "code"),
    [
        ("ST ETIENNE CEDEX 2", "42000", "42218"),
        ("Lyon", "69003", "69383"),
        ("LYON 3EME ARRONDISSEMENT", "69003", "69383"),
        ("Villeurbanne", "69100", "69266"),
        ("villeurbanne", "", "69266"),
        ("Ambès", "33810", "33004"),
        ("L'Isle-d'Abeau", "38080", "38193"),
        ("", "69100", "69266"),
        ("AJACCIO", "20000", "2A004"),
        ("Saint Denis", "97400", "97411"),
        ("Saint-Pierre", "97500", "97502"),
        ("Saint-Barthélemy", "97133", "97701"),
        ("", "97133", "97701"),
        ("SAINT MARTIN", "97150", "97801"),
        ("Nouméa", "98800", "98818"),
        ("Papeete", "98714", "98735"),
        ("Mata-Utu", "98600", "98613"),
        ("PARIS 08", "75380", "75108"),
        ("LYON 3EME CEDEX", "69399", "69383"),
        ("Marseille 2", "13999", "13202"),
        ("PARIS", "75380", "75056"),
    ],
)
def test_names_as_people_write_them(name, postcode, code):
    assert get_gazetteer().find(name, postcode).code == code


@pytest.mark.parametrize(
    ("name", "postcode"), [("Nulle-Part-sur-Rien", ""), ("", ""), ("Saint-Martin", ""), ("Paris-Texas", "00000")]
)
def test_a_doubtful_place_stays_unfound(name, postcode):
    assert get_gazetteer().find(name, postcode) is None


def test_an_old_commune_leads_to_the_current_one():
    assert get_gazetteer().get("01091").code == "01033"


def test_the_whole_of_france_is_there():
    gazetteer = get_gazetteer()
    assert len(gazetteer.by_code) > 34_900
    assert sum(c.population for c in gazetteer.by_code.values() if not c.parent) > 67_000_000
    assert len(list_communes("69")) > 260
    assert whole_commune("69383") == "69123"


def test_each_departement_has_contours():
    metropolitan = [d for d in list_departements() if len(d) == 2]
    assert all(read_contours(d) for d in metropolitan)
    assert read_contours("../../etc/passwd") is None


def test_a_drawn_ring_contains_its_communes():
    codes = communes_inside([(4.70, 45.65), (5.0, 45.65), (5.0, 45.85), (4.70, 45.85)])
    assert "69123" in codes and "38185" not in codes
    with pytest.raises(ValueError):
        communes_inside([(0, 0), (1, 1)])


def test_the_nearest_commune_is_near():
    assert nearest_commune(Point(45.76, 4.83)).code == "69123"


def test_departements_of_codes():
    assert [departement_of(c) for c in ("69003", "20090", "20200", "97400", "2A004", "7")] == [
        "69",
        "2A",
        "2B",
        "974",
        "2A",
        "",
    ]


def test_different_spellings_have_the_same_name_key():
    assert name_key("Saint-Étienne") == name_key("ST ETIENNE CEDEX") == "saint etienne"


def test_every_commune_of_the_antilles_and_guyane_is_west_of_greenwich():
    west = [c for c in get_gazetteer().by_code.values() if c.departement in ("971", "972", "973")]
    assert len(west) > 80 and all(c.point.lon < -50 for c in west)
