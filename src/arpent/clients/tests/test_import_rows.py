"""A row becomes the values of the commercial file: columns recognised, cells read, wrong ones reported."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arpent.clients.rules.importing.names import split_person, tidy_name
from arpent.clients.rules.importing.values import read_row
from arpent.imports.queries.company_columns import company_columns
from arpent.kernel.cells import clean_cell, read_amount, read_date, read_interval, read_minutes, read_postcode
from arpent.web.csv_export import escape_formula

EXPORTS = {
    "Odoo": (
        ["Nom affiché", "Téléphone", "E-mail", "Vendeur", "Ville", "Code postal", "Rue", "Company Registry", "TVA"],
        ["name", "phone", "email", "owner", "city", "postcode", "address", "siret", "vat_number"],
    ),
    "Salesforce": (
        [
            "Account Name",
            "Billing Street",
            "Billing City",
            "Billing Zip/Postal Code",
            "Phone",
            "Account Owner",
            "Employees",
            "Website",
        ],
        ["name", "address", "city", "postcode", "phone", "owner", "headcount", "website"],
    ),
    "HubSpot": (
        [
            "Company name",
            "Street Address",
            "City",
            "Postal Code",
            "Phone Number",
            "Company owner",
            "Lifecycle Stage",
            "Company Domain Name",
        ],
        ["name", "address", "city", "postcode", "phone", "owner", "relationship", "website"],
    ),
    "Dolibarr": (
        [
            "Nom du tiers",
            "Adresse",
            "Code postal",
            "Ville",
            "Téléphone",
            "Email",
            "Id. prof. 1",
            "Id. prof. 2",
            "Commerciaux",
        ],
        ["name", "address", "postcode", "city", "phone", "email", "siren", "siret", "owner"],
    ),
    "Sage": (
        [
            "Intitulé",
            "Adresse",
            "Complément",
            "Code postal",
            "Ville",
            "Téléphone",
            "Siret",
            "Code APE/NAF",
            "Représentant",
        ],
        ["name", "address", "address2", "postcode", "city", "phone", "siret", "naf", "owner"],
    ),
    "EBP": (
        ["Nom", "Adresse 1", "Code postal", "Ville", "Tél.", "N° TVA intracommunautaire", "Code représentant"],
        ["name", "address", "postcode", "city", "phone", "vat_number", "owner"],
    ),
    "SIRENE": (
        [
            "siret",
            "denominationUniteLegale",
            "codePostalEtablissement",
            "libelleCommuneEtablissement",
            "activitePrincipaleEtablissement",
            "statutDiffusionEtablissement",
        ],
        ["siret", "name", "postcode", "city", "naf", "diffusion"],
    ),
}


@pytest.mark.parametrize("product", EXPORTS)
def test_the_exports_of_known_products_are_recognised(product):
    header, fields = EXPORTS[product]
    assert [company_columns().guess(header).get(i) for i in range(len(header))] == fields


def test_a_row_as_it_will_be():
    mapping = dict(
        enumerate(
            [
                "name",
                "siret",
                "postcode",
                "city",
                "phone",
                "contact_name",
                "opening",
                "potential",
                "call_interval",
                "tags",
            ]
        )
    )
    draft = read_row(
        7,
        [
            "POMPES DE L'ISERE SAS",
            "5.4203492117135E+13",
            "1400",
            "CHATILLON",
            "474000000",
            "M. DUPONT Jean",
            "8h-12h",
            "12,5k",
            "6 semaines",
            "eau; air",
        ],
        mapping,
    )
    assert draft.company == {
        "name": "Pompes de l'Isere SAS",
        "siren": "542034921",
        "phone": "+33474000000",
        "potential": 12500,
        "call_interval": 42,
    }
    assert draft.site == {"siret": "54203492117135", "postcode": "01400", "city": "Chatillon"}
    assert draft.contact == {"first_name": "Jean", "last_name": "Dupont"}
    assert draft.tags == ["eau", "air"] and draft.problems == []


def test_wrong_values_are_left_out_and_reported():
    mapping = dict(enumerate(["name", "siret", "postcode", "phone", "email", "lat", "lon", "opening"]))
    draft = read_row(1, ["X", "123", "abc", "12", "no", "200", "1", "quand on veut"], mapping)
    assert {code for code, _ in draft.problems} == {"siret", "postcode", "phone", "email", "point", "opening"}
    assert not draft.rejected and draft.company == {"name": "X"}


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (["", "SARL", "O", "A"], "no_name"),
        (["Paul Durand", "1000", "O", "A"], "natural_person"),
        (["X", "5710", "P", "A"], "objected"),
        (["X", "5710", "O", "F"], "closed"),
    ],
)
def test_rows_that_stay_out(cells, code):
    draft = read_row(1, cells, dict(enumerate(["name", "legal_form", "diffusion", "state"])))
    assert draft.rejected and code in {c for c, _ in draft.problems}


def test_natural_persons_are_imported_when_enabled():
    draft = read_row(1, ["Paul Durand", "1000"], {0: "name", 1: "legal_form"}, natural_persons=True)
    assert not draft.rejected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1400", "01400"),
        ("69003", "69003"),
        ("F-69003", "69003"),
        ("69003.0", "69003"),
        ("abc", None),
        ("123456", None),
    ],
)
def test_postcodes(text, value):
    assert read_postcode(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12 500,50 €", "12500.50"),
        ("1,250.00", "1250.00"),
        ("1.250,00", "1250.00"),
        ("12k", "12000.00"),
        ("-5", None),
        ("beaucoup", None),
    ],
)
def test_amounts(text, value):
    assert (None if read_amount(text) is None else str(read_amount(text))) == value


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("90", 90),
        ("90.0", 90),
        ("6 semaines", 42),
        ("trimestriel", 90),
        ("4 par an", 91),
        ("0", None),
        ("souvent", None),
    ],
)
def test_intervals(text, days):
    assert read_interval(text) == days


def test_dates_minutes_names():
    assert (
        str(read_date("04/05/2026")) == str(read_date("2026-05-04 10:00")) == str(read_date("20260504")) == "2026-05-04"
    )
    assert read_date("31/02/2026") is None and read_date("demain") is None
    assert (read_minutes("1h30"), read_minutes("45 min"), read_minutes("3")) == (90, 45, None)
    assert tidy_name("VERMILION REP - AMBES") == "Vermilion REP - Ambes" and tidy_name("iPompes") == "iPompes"
    assert split_person("Mme Léa MARTIN") == ("Léa", "Martin")


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs"])))
def test_export_then_import_is_the_identity(cell):
    once = clean_cell(cell)
    assert clean_cell(escape_formula(once)) == once


@pytest.mark.parametrize("cell", ["=1+1", " \t=HYPERLINK(1)", "+33472", "@x", "＝1", "\ufeff=1"])
def test_a_formula_never_leaves_as_one(cell):
    assert escape_formula(cell).startswith("'")
