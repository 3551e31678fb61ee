"""A file is understood as a table whatever program wrote it, or refused with a clear sentence."""

import io
import random
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arpent.imports.queries.company_columns import company_columns
from arpent.imports.queries.tables import inspect_table, iter_rows
from arpent.imports.rules.decoding import detect_encoding
from arpent.kernel.errors import DomainError
from arpent.web.error_messages import error_message

TABLE = (
    "Raison sociale;Adresse;Code postal;Ville;Téléphone\nSociété Générale d'Été;1 rue de"
    " l'Œuvre;1400;Châtillon;0474000000\n"
)


def inspect(tmp_path, data, name="f.csv"):
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path, inspect_table(path, company_columns())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_are_detected(tmp_path, encoding):
    path, shape = inspect(tmp_path, TABLE.encode(encoding))
    rows = list(iter_rows(path, shape.as_json()))
    assert rows == [(2, ["Société Générale d'Été", "1 rue de l'Œuvre", "1400", "Châtillon", "0474000000"])]


def test_the_latin_9_oe_is_read(tmp_path):
    path, shape = inspect(tmp_path, TABLE.encode("iso8859-15"))
    assert next(iter_rows(path, shape.as_json()))[1][1] == "1 rue de l'Œuvre"


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_delimiters_are_detected(tmp_path, delimiter):
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
    "a bomb": (zipped({"xl/workbook.xml": b"0" * 51_000_000}), "zip_bomb"),
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
    with pytest.raises(DomainError) as error:
        inspect(tmp_path, data)
    assert error.value.code.removeprefix("imports.") in code.split("|")
    sentence = error_message(error.value)
    assert len(sentence) > 30 and "%" not in sentence


@given(st.binary(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_a_table_or_refused(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("any") / "f"
    path.write_bytes(data)
    try:
        shape = inspect_table(path, company_columns())
    except DomainError as refusal:
        assert error_message(refusal)
    else:
        list(iter_rows(path, shape.as_json()))


@given(st.text(min_size=1).filter(lambda t: t.isprintable()))
def test_utf8_is_never_taken_for_something_else(text):
    data = f"nom;ville\n{text};Lyon\n".encode()
    if b"\x00" not in data:
        assert detect_encoding(data, is_whole=True) == "utf-8"


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
@pytest.mark.parametrize("count", [1, 10, 400])
def test_nul_bytes_in_a_text_are_left_out_and_counted(tmp_path, encoding, count):
    rows = [f"Société {i};Évry" for i in range(500)]
    rows[:count] = [r.replace(" ", " \x00") for r in rows[:count]]
    path, shape = inspect(tmp_path, "\n".join(["nom;ville", *rows]).encode(encoding))
    assert (shape.encoding, shape.rows, shape.nuls) == (encoding, 500, count)
    assert next(iter_rows(path, shape.as_json()))[1] == ["Société 0", "Évry"]


def test_cells_padded_with_nul_bytes_are_read(tmp_path):
    data = b"nom;ville\n" + b"".join(f"Firme {i}".encode().ljust(20, b"\0") + b";Lyon\n" for i in range(50))
    assert inspect(tmp_path, data)[1].rows == 50


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_still_read_as_such(tmp_path, encoding):
    data = ("nom;ville\n" + "Société;Évry\n" * 50).encode(encoding)
    _path, shape = inspect(tmp_path, data)
    assert (shape.encoding, shape.rows, shape.nuls) == (encoding, 50, 0)


def test_random_bytes_with_nul_are_no_table(tmp_path):
    for seed in range(20):
        with pytest.raises(DomainError):
            inspect(tmp_path, b"nom;ville\n" + random.Random(seed).randbytes(5000))
