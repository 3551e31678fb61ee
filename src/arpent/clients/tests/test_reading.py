"""Files as companies really export them are read; those that are no table get a clear sentence."""

import io
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arpent.clients.queries.rejected import protect
from arpent.clients.queries.tables import inspect_table, iter_rows
from arpent.clients.rules.importing.cells import (
    clean,
    read_amount,
    read_date,
    read_interval,
    read_minutes,
    read_postcode,
)
from arpent.clients.rules.importing.columns import guess_mapping
from arpent.clients.rules.importing.decoding import detect_encoding
from arpent.clients.rules.importing.names import split_person, tidy_name
from arpent.clients.rules.importing.values import read_row
from arpent.kernel.refusals import Refused
from arpent.people.sentences import sentence_of

TABLE = "Raison sociale;Adresse;Code postal;Ville;Téléphone\nSociété Générale d'Été;1 rue de l'Œuvre;1400;Châtillon;0474000000\n"


def inspect(tmp_path, data, name="f.csv"):
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path, inspect_table(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_are_told_apart(tmp_path, encoding):
    path, shape = inspect(tmp_path, TABLE.encode(encoding))
    rows = list(iter_rows(path, shape.as_json()))
    assert rows == [(2, ["Société Générale d'Été", "1 rue de l'Œuvre", "1400", "Châtillon", "0474000000"])]


def test_the_latin_9_oe_is_read(tmp_path):
    path, shape = inspect(tmp_path, TABLE.encode("iso8859-15"))
    assert next(iter_rows(path, shape.as_json()))[1][1] == "1 rue de l'Œuvre"


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_separators_are_told_apart(tmp_path, delimiter):
    _path, shape = inspect(tmp_path, TABLE.replace(";", delimiter))
    assert shape.delimiter == delimiter and shape.rows == 1 and len(shape.columns) == 5


def test_title_lines_above_the_header_are_passed_over(tmp_path):
    _path, shape = inspect(tmp_path, "Export clients du 24/11/2026;;;;\n;;;;\nSociété X;;;;\n" + TABLE)
    assert shape.header_row == 3 and shape.rows == 1


def test_quotes_and_line_breaks_inside_cells(tmp_path):
    path, shape = inspect(tmp_path, 'nom,adresse,ville\n"Dupont ""et"" fils","1 rue A\nBât. B",Lyon\n')
    assert next(iter_rows(path, shape.as_json()))[1] == ['Dupont "et" fils', "1 rue A\nBât. B", "Lyon"]


def test_excels_separator_line_is_passed_over(tmp_path):
    _path, shape = inspect(tmp_path, "sep=;\n" + TABLE)
    assert shape.columns[0] == "Raison sociale" and shape.rows == 1


def workbook(rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_a_workbook_gives_texts(tmp_path):
    data = workbook(
        [
            ["Nom", "SIRET", "Code postal", "Dernière visite"],
            ["Pompes", 54203492117135, 1400, __import__("datetime").date(2026, 5, 4)],
        ]
    )
    path, shape = inspect(tmp_path, data, "f.xlsx")
    assert next(iter_rows(path, shape.as_json()))[1] == ["Pompes", "54203492117135", "1400", "2026-05-04"]


def zipped(files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in files.items():
            z.writestr(name, data)
    return buffer.getvalue()


def wide_bomb():
    """A workbook of two cells that a parser would unfold into 262 GB."""
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="500000"><c r="XFD500000"><v>1</v></c></row>'
    data = workbook([["x"]])
    with zipfile.ZipFile(io.BytesIO(data)) as z:
        files = {n: z.read(n) for n in z.namelist()}
    sheet = files["xl/worksheets/sheet1.xml"].decode()
    start, end = sheet.index("<sheetData"), sheet.index("</sheetData>")
    files["xl/worksheets/sheet1.xml"] = sheet[:start] + "<sheetData>" + cells + sheet[end:]
    return zipped(files)


BAD = {
    "empty": (b"", "empty_file"),
    "blank": (b"  \n\n ", "empty_file"),
    "header only": (b"nom;ville\n", "no_rows"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "not_a_table"),
    "a pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "not_a_table"),
    "binary": (bytes(range(256)) * 20, "not_a_table"),
    "an archive": (zipped({"clients.csv": TABLE}), "zip_archive"),
    "a bomb": (zipped({"xl/workbook.xml": b"0" * 500_000_000}), "zip_bomb"),
    "a broken workbook": (b"PK\x03\x04 nothing here", "not_a_table"),
    "a workbook of nothing": (zipped({"xl/workbook.xml": b"<x/>"}), "not_a_table"),
    "encrypted": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
        "encrypted",
    ),
    "40,000 columns": (
        (";".join(f"c{i}" for i in range(40_000)) + "\n" + ";" * 39_999 + "\n").encode(),
        "too_many_columns",
    ),
    "mixed encodings": ("nom;ville\n" + "Société;Évry\n" * 20).encode() + "Café Été;Nîmes\n".encode("cp1252"),
    "a wide bomb": (wide_bomb(), "too_many_columns|too_heavy"),
    "an open quote": ('nom;ville\n"Dupont;Lyon\n' + "x;y\n" * 40_000).encode(),
}
BAD["mixed encodings"] = (BAD["mixed encodings"], "mixed_encodings")
BAD["an open quote"] = (BAD["an open quote"], "broken_row")


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_table_gets_a_clear_sentence(tmp_path, name):
    data, code = BAD[name]
    with pytest.raises(Refused) as told:
        inspect(tmp_path, data)
    assert told.value.code.removeprefix("import.") in code.split("|")
    sentence = sentence_of(told.value)
    assert len(sentence) > 30 and "%" not in sentence


@given(st.binary(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_a_table_or_refused(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("any") / "f"
    path.write_bytes(data)
    try:
        shape = inspect_table(path)
    except Refused as refusal:
        assert sentence_of(refusal)
    else:
        list(iter_rows(path, shape.as_json()))


@given(st.text(min_size=1).filter(lambda t: t.isprintable()))
def test_utf8_is_never_taken_for_something_else(text):
    data = f"nom;ville\n{text};Lyon\n".encode()
    if b"\x00" not in data:
        assert detect_encoding(data, is_whole=True) == "utf-8"


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
    assert [guess_mapping(header).get(i) for i in range(len(header))] == fields


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


def test_wrong_values_are_left_out_and_told():
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


def test_natural_persons_come_in_when_switched_on():
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
    once = clean(cell)
    assert clean(protect(once)) == once


@pytest.mark.parametrize("cell", ["=1+1", " \t=HYPERLINK(1)", "+33472", "@x", "＝1", "\ufeff=1"])
def test_a_formula_never_leaves_as_one(cell):
    assert protect(cell).startswith("'")
