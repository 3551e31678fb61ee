import json
import re
import unicodedata

import pytest

from arpent.privacy.rules.subject import Subject
from arpent.privacy.rules.words import MARK, Words

HELENE = Subject(
    names=(("Hélène", "Le Goff-Zyrba"),),
    emails=("h.zyrba@canari.example",),
    phones=("+33478123456",),
    companies=frozenset({"c"}),
)


@pytest.mark.parametrize(
    "text",
    [
        "vu Hélène Le Goff-Zyrba hier",
        "HELENE LE GOFF ZYRBA",
        "Le Goff-Zyrba, Hélène",
        "hélène le goff zyrba",
        "écrire à H.Zyrba@canari.example.",
        "appeler le 04 78 12 34 56",
        "+33 4 78 12 34 56",
        "+33(0)4.78.12.34.56",
        "0478123456",
        "0033478123456",
    ],
)
def test_a_person_is_found_however_they_are_written(text):
    words = Words(HELENE)
    assert MARK in words.replace(text, near=False)
    assert re.search(words.loose, text, re.IGNORECASE)


def test_the_rest_of_the_text_stays():
    text = "M. Durand a vu Hélène Le Goff-Zyrba (04 78 12 34 56) pour la pompe"
    assert Words(HELENE).replace(text, near=False) == f"M. Durand a vu {MARK} ({MARK}) pour la pompe"


@pytest.mark.parametrize(
    "text",
    [
        "Hélène Martin",
        "Zyrbali",
        "04 78 12 34 57",
        "104781234560",
        "xh.zyrba@canari.example",
        "h.zyrba@canari.example-x",
    ],
)
def test_somebody_else_is_left_alone(text):
    assert Words(HELENE).replace(text, near=False) == text


def test_the_last_name_alone_counts_only_at_the_companies_of_the_person():
    words = Words(HELENE)
    assert words.replace("Mme Le Goff Zyrba", near=False) == "Mme Le Goff Zyrba"
    assert words.replace("Mme Le Goff Zyrba", near=True) == f"Mme {MARK}"


def test_the_name_of_a_namesake_stays_but_not_the_address():
    words = Words(
        Subject(names=(("Jean", "Martin"),), emails=("jm@a.example",), namesake=True, companies=frozenset({"c"}))
    )
    assert words.replace("Jean Martin jm@a.example", near=False) == f"Jean Martin {MARK}"
    assert words.replace("Jean Martin", near=True) == MARK


def test_json_stays_valid_and_is_searched_in_its_escaped_form():
    words = Words(HELENE)
    assert words.replace({"met": ["Hélène Le Goff-Zyrba", 3], "n": None}, near=False) == {"met": [MARK, 3], "n": None}
    for raw in (r'["H\u00e9l\u00e8ne Le Goff-Zyrba"]', r'{"b": "[\"H\\u00e9l\\u00e8ne Le Goff-Zyrba\"]"}'):
        assert re.search(words.loose, raw, re.IGNORECASE)


def test_whole_texts_are_erased_when_requested():
    assert Words(HELENE).replace(["rien", "vu 0478123456"], near=False, whole=True) == ["rien", MARK]


def test_a_row_of_a_table_is_about_somebody_by_two_cells():
    words = Words(Subject(names=(("Jean", "Zyrba"),)))
    assert words.names_in_cells(["Pompes", "ZYRBA", "Jean"])
    assert not words.names_in_cells(["Pompes", "ZYRBA", "Marie"])


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        ("Jean", "Lebœuf", "Jean Lebœuf"),
        ("Jean", "Lebœuf", "LEBOEUF Jean"),
        ("Jean", "Leboeuf", "Jean LEBŒUF"),
        ("Jean", "d'Aubigné", "Jean d’Aubigné"),
        ("Jean", "D’Aubigné", "JEAN D'AUBIGNE"),
        ("Jean", "d'Aubigné", "Jean Daubigné"),
        ("Anne-Marie", "Petit", "Anne\u2011Marie Petit"),
        ("Jürgen", "Strauß", "Jürgen Strauß"),
        ("Jürgen", "Strauß", "JURGEN STRAUSS"),
        ("Łukasz", "Żółć", "Łukasz Żółć"),
        ("Łukasz", "Żółć", "Lukasz Zolc"),
        ("Ioan", "Țepeș", "Ioan Țepeș"),
        ("Björn", "Øster", "BJORN OSTER"),
        ("Nguyễn", "Văn Đức", "Nguyễn Văn Đức"),
        ("Дмитрий", "Иванов", "ДМИТРИЙ ИВАНОВ"),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("near", [True, False])
def test_a_name_is_found_with_its_ligatures_apostrophes_and_foreign_letters(first, last, text, form, near):
    words = Words(Subject(names=((first, last),), companies=frozenset({"c"})))
    text = unicodedata.normalize(form, text)
    assert words.replace(f"vu {text} hier", near=near) == f"vu {MARK} hier"
    for raw in (text, json.dumps(text), json.dumps([json.dumps({"met": text})])):
        assert re.search(words.loose, raw, re.IGNORECASE), raw


def test_a_name_of_two_parts_does_not_match_one_part_of_the_text():
    words = Words(Subject(names=(("Jean", "De Vis"),), companies=frozenset({"c"})))
    assert words.replace("un devis", near=True) == "un devis"


@pytest.mark.parametrize("text", ["04,78,12,34,56", "04 · 78 · 12 · 34 · 56", "04_78_12_34_56", "04—78—12—34—56"])
def test_a_phone_is_found_whatever_separates_its_digits(text):
    words = Words(HELENE)
    assert words.replace(text, near=False) == MARK
    assert re.search(words.loose, json.dumps(text), re.IGNORECASE)
