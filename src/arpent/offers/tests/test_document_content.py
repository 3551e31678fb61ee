"""What offers, signed offers and orders say: country, signature, taxes, units, standards; and the table of an order."""

import csv
import io
import re
from decimal import Decimal

import pytest
from django.utils import translation

from arpent.clients.models import Site
from arpent.offers.actions.conditions import save_conditions
from arpent.offers.models import OfferFile
from arpent.offers.portal.actions.sending import send_offer
from arpent.offers.portal.actions.signing import sign_offer
from arpent.offers.portal.queries.access import get_link_token
from arpent.offers.printing.documents.rendering import collect_document, compile_document
from arpent.offers.queries.calculation import calculate_quote
from arpent.offers.queries.versions import get_version
from arpent.offers.testing import add_line, make_offer
from arpent.orders.actions.orders import create_order_file
from arpent.orders.documents.csv_table import order_csv
from arpent.people.models import Organisation
from arpent.people.testing import NOON
from arpent.web.uploads import files_folder
from tests.shared_rows import shared_rows

BREAKABLE = re.compile(r"[ \t\r\n](?=[;!?:](?:\s|$)|[%€»])|(?<=«)[ \t\r\n]")


@shared_rows
def firm():
    return Organisation.objects.create(
        name="Fluviane", created_at=NOON, siren="552100554", registry="Lyon", city="Lyon", postcode="69007"
    )


@shared_rows
def offer(cast, firm):
    return make_offer(cast.owner)


def paper_of(cast, offer):
    figures = calculate_quote(version=get_version(offer_id=offer.pk, by=cast.owner), by=cast.owner, day=NOON.date())
    return collect_document(figures=figures, by=cast.owner, day=NOON.date()).data


def sign(cast, offer, **values):
    token = get_link_token(send_offer(by=cast.owner, at=NOON, offer_id=offer.pk, name="Mme Durand"))
    said = {"name": "Mme Durand", "function": "Directrice", "method": "typed", "agreed": True, "terms": True} | values
    return sign_offer(token=token, at=NOON, selected_options=(), ip="192.0.2.7", user_agent="Essai", **said)


def text_of(file):
    from pypdf import PdfReader

    reader = PdfReader(files_folder("offers") / file.stored_as)
    return "\n".join(p.extract_text() for p in reader.pages)


def move(cast, offer, **place):
    Site.objects.visible_to(cast.owner).filter(company=offer.deal.company_id).update(**place)


@pytest.mark.parametrize(("language", "country", "ours"), [("fr", "Suisse", "France"), ("en", "Switzerland", "France")])
def test_an_address_abroad_ends_with_its_country_in_the_language_of_the_document(cast, offer, language, country, ours):
    assert "France" not in paper_of(cast, offer)["letter"]["recipient"]
    move(cast, offer, country="CH", postcode="1200", city="Genève")
    save_conditions(by=cast.owner, at=NOON, offer_id=offer.pk, values={"language": language})
    data = paper_of(cast, offer)
    assert data["letter"]["recipient"][-2:] == ["1200 Genève", country] and data["seller"]["address"][-1] == ours


def test_a_site_abroad_shows_its_country(cast, offer):
    move(cast, offer, country="DE", postcode="10115", city="Berlin")
    site = Site.objects.visible_to(cast.owner).filter(company=offer.deal.company_id).first()
    with translation.override("fr"):
        assert site.address_lines[-1] == "Allemagne"
    with translation.override("en"):
        assert site.address_lines[-1] == "Germany"


def test_a_typed_signature_is_in_the_box_of_the_signed_document(cast, offer):
    move(cast, offer, country="CH", postcode="1200", city="Genève")
    sign(cast, offer, name="Amélie Quint")
    text = text_of(OfferFile.objects.visible_to(cast.owner).get(kind="signed"))
    before, certificate = text.split("Certificat de signature")
    box = before[before.index("signature et cachet") :]
    assert "Amélie Quint" in box and "Genève, Suisse" in certificate
    assert not BREAKABLE.search(re.sub(r"\n", " | ", text))


def test_an_offer_without_tax_does_not_mention_tax_included(cast, offer):
    taxed = " ".join(paper_of(cast, offer)["acceptance"]["intro"])
    assert "€ TTC" in taxed
    save_conditions(by=cast.owner, at=NOON, offer_id=offer.pk, values={"regime": "export"})
    data = paper_of(cast, offer)
    assert "TTC" not in str(data) and "sans TVA" in data["acceptance"]["intro"][0]


def test_from_overseas_to_a_member_state_the_document_names_both_articles(cast, offer):
    move(cast, offer, country="DE", postcode="10115", city="Berlin")
    save_conditions(by=cast.owner, at=NOON, offer_id=offer.pk, values={"regime": "export"})
    assert "262, I et 294, 2" in str(paper_of(cast, offer)["conditions"])


def test_carriage_is_below_the_lines_and_not_among_them(cast, offer):
    add_line(cast.owner, offer, kind="carriage", label="Transport par camion", price="120", quantity="2")
    add_line(cast.owner, offer, label="Après le port")
    data = paper_of(cast, offer)["prices"]
    rows = [row for s in data["sections"] for row in s["lines"]]
    assert [r["number"] for r in rows] == [str(n) for n in range(1, len(rows) + 1)]
    assert "Transport" not in str(rows)
    below = next(r for r in data["totals"] if "Transport" in r["label"])
    assert below == {"label": "Transport par camion (2 × 120,00)", "value": "240,00"}


def test_the_usual_letter_announces_only_the_parts_that_follow(cast, offer):
    data = paper_of(cast, offer)
    said = " ".join(data["letter"]["paragraphs"])
    assert ("votre besoin" in said) == bool(data["need"]) and ("la solution proposée" in said) == bool(data["solution"])
    save_conditions(by=cast.owner, at=NOON, offer_id=offer.pk, values={"with_sheets": False})
    assert "la solution proposée" not in " ".join(paper_of(cast, offer)["letter"]["paragraphs"])


def test_late_payment_names_the_refinancing_rate_and_the_registry_is_written_as_the_law_asks(cast, offer):
    data = paper_of(cast, offer)
    assert "opération de refinancement la plus récente, majoré de 10 points" in str(data["conditions"])
    assert "RCS Lyon 552\u00a0100\u00a0554" in data["seller"]["legal"]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_document_has_no_breakable_space_in_french_and_writes_english_amounts_in_english(
    cast, offer, language, tmp_path
):
    from pypdf import PdfReader

    save_conditions(
        by=cast.owner, at=NOON, offer_id=offer.pk, values={"language": language, "deposit_percent": Decimal(30)}
    )
    data = paper_of(cast, offer)
    content = compile_document(data, tmp_path, at=NOON)
    text = " ".join(p.extract_text() for p in PdfReader(io.BytesIO(content)).pages)
    if language == "fr":
        assert "30\u00a0%" in text and "40\u00a0€" in text and "\u25a1" not in text
        assert not BREAKABLE.search(text.replace("\n", "|"))
    else:
        assert "€40" in text and "30%" in text and not re.search(r"\d[ \u00a0][%€]", text)


def test_an_order_has_the_unit_of_each_line_or_a_note(cast, offer):
    for unit in ("cm", "paire", "kWh", "sac de 25 kg"):
        add_line(cast.owner, offer, label=f"En {unit}", unit=unit, quantity="250", price="1.3333", cost="0.5")
    sign(cast, offer)
    from facturx import get_xml_from_pdf

    from .test_signed_orders import broken_rules

    file = create_order_file(by=cast.owner, at=NOON, offer_id=offer.pk)
    content = (files_folder("offers") / file.stored_as).read_bytes()
    _name, xml = get_xml_from_pdf(io.BytesIO(content), check_xsd=True, filenames=["order-x.xml"])
    codes = re.findall(r'RequestedQuantity unitCode="(\w+)"', xml.decode())
    assert codes[-4:] == ["CMT", "PR", "KWH", "ZZ"] and "sac de 25 kg" in xml.decode()
    assert broken_rules(xml) == []


def test_an_order_stays_the_accessible_archive_that_the_offer_was(cast, offer):
    from lxml import etree
    from pypdf import PdfReader

    sign(cast, offer)
    order = create_order_file(by=cast.owner, at=NOON, offer_id=offer.pk)
    signed = OfferFile.objects.visible_to(cast.owner).get(kind="signed")
    roots = {}
    for file in (order, signed):
        reader = PdfReader(files_folder("offers") / file.stored_as)
        root = reader.trailer["/Root"]
        packet = etree.fromstring(root["/Metadata"].get_object().get_data().strip())
        result = {n: packet.findtext(f".//{{http://www.aiim.org/{n}}}part") for n in ("pdfa/ns/id/", "pdfua/ns/id/")}
        level = packet.findtext(".//{http://www.aiim.org/pdfa/ns/id/}conformance")
        described = [x.text for x in packet.iter("{http://www.aiim.org/pdfa/ns/schema#}namespaceURI")]
        roots[file.kind] = (
            result,
            level,
            root["/Lang"],
            root["/MarkInfo"]["/Marked"],
            len(reader.pages),
            reader.pdf_header,
        )
        assert "http://www.aiim.org/pdfua/ns/id/" in described and root["/StructTreeRoot"]["/ParentTree"]
        assert root["/ViewerPreferences"]["/DisplayDocTitle"] and root["/OutputIntents"] and reader.trailer["/ID"]
    assert roots["order"] == roots["signed"] and roots["order"][1] == "A"


def test_the_order_opens_in_a_french_spreadsheet(cast, offer, login):
    add_line(cast.owner, offer, label="=cmd|' /C calc'!A0", quantity="2.5", unit="m", price="1234.5")
    sign(cast, offer)
    with translation.override("fr"):
        name, table = order_csv(offer_id=offer.pk, by=cast.owner)
    rows = list(csv.reader(io.StringIO(table), delimiter=";"))
    assert rows[0][:9] == [
        "Commande",
        "Date",
        "Client",
        "SIREN",
        "Pays",
        "Ligne",
        "Référence",
        "Désignation",
        "Quantité",
    ]
    last = dict(zip(rows[0], rows[-1], strict=True))
    assert (last["Quantité"], last["Prix net HT"], last["Montant net HT"]) == ("2,500", "1234,5000", "3086,25")
    assert last["Désignation"].startswith("'=") and last["Date"].count("/") == 2 and "\n" not in name
    with translation.override("en"):
        assert "1234.5000" in order_csv(offer_id=offer.pk, by=cast.owner)[1]
