"""PDF documents: the same bytes for the same arguments, their metadata, characters that no font has."""

import datetime as dt
import io

import pypdf
import pytest

from arpent.kernel.subprocesses import SubprocessError
from arpent.web.pdf import render_pdf

AT = dt.datetime(2031, 3, 3, 12, tzinfo=dt.UTC)
TEMPLATE = b"""#let data = json(bytes(sys.inputs.data))
#set document(title: data.title)
#set text(lang: data.lang)
#data.text #data.at("code", default: "")
"""


def test_a_document_has_its_title_language_moment_and_typography():
    pdf = render_pdf(TEMPLATE, {"title": "Essai", "lang": "fr", "text": "Vu !"}, at=AT)
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    assert (reader.metadata.title, reader.trailer["/Root"]["/Lang"]) == ("Essai", "fr")
    assert reader.metadata.creation_date == AT
    assert "Vu\u202f!" in reader.pages[0].extract_text()


def test_the_same_arguments_give_the_same_bytes():
    data = {"title": "Essai", "lang": "fr", "text": "Deux fois"}
    assert render_pdf(TEMPLATE, data, at=AT) == render_pdf(TEMPLATE, data, at=AT)


def test_a_code_is_not_prose():
    data = {"title": "Essai", "lang": "fr", "text": "", "code": "A !"}
    pdf = render_pdf(TEMPLATE, data, at=AT, not_prose={"code"})
    assert "A !" in pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text()


def test_a_character_that_no_font_has_becomes_a_square_where_the_standard_refuses_it():
    data = {"title": "Essai", "lang": "fr", "text": "Oui 😀"}
    pdf = render_pdf(TEMPLATE, data, at=AT, standards=("a-3a", "ua-1"))
    assert "Oui □" in pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text()


def test_a_document_without_title_or_with_a_broken_template_is_a_bug():
    with pytest.raises(KeyError):
        render_pdf(TEMPLATE, {"lang": "fr"}, at=AT)
    with pytest.raises(SubprocessError):
        render_pdf(b"#nothing()", {"title": "Essai", "lang": "fr"}, at=AT)
