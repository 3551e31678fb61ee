"""Holes other products have had (cvelistV5, GHSA) that touch offers, files, links and tokens, each tried on ours."""

import io
import json
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.signing import Signer
from django.urls import reverse
from pypdf import PdfReader

from arpent.catalogue.public import save_document
from arpent.catalogue.testing import make_version
from arpent.clients.testing import make_company
from arpent.offers.models import Offer, OfferEvent, OfferFile, OfferLine
from arpent.offers.portal.actions.sending import send_offer
from arpent.offers.portal.queries.access import get_link_token
from arpent.offers.portal.rules.signature import signature_svg
from arpent.offers.rules.edits import read_edit
from arpent.offers.testing import add_line, make_offer
from arpent.people.testing import NOON, make_person, refused
from arpent.web.csv_export import csv_row
from tests.shared_rows import shared_rows

pytestmark = pytest.mark.postgresql


@shared_rows
def sent(cast, offer):
    return send_offer(by=cast.owner, at=NOON, offer_id=offer.pk, name="Mme Durand")


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: NOON)


def test_espocrm_2026_109957_the_paper_of_another_is_not_read_by_its_id(cast, sent, login):
    paper = OfferFile.objects.visible_to(cast.owner).get()
    assert login(cast.stranger).get(reverse("offers:file", args=[paper.pk])).status_code == 404


def test_espocrm_2026_55154_a_formula_in_a_label_leaves_as_text():
    for text in (' \t=HYPERLINK("http://x")', "＝1+1", "-5", "@SUM(A1)"):
        assert csv_row([text]).lstrip(chr(34)).startswith("'")
    assert csv_row([3, Decimal("1.5")], decimal_comma=True) == "3;1,5\r\n"


def test_espocrm_2026_109959_and_46694_costs_and_notes_never_leave_by_the_link(cast, offer, client):
    add_line(cast.owner, offer, label="Service", price="500", cost="123.45")
    token = get_link_token(send_offer(by=cast.owner, at=NOON, offer_id=offer.pk, name="Mme Durand"))
    for name in ("portal", "portal_document"):
        response = client.get(reverse(f"offers:{name}", args=[token]))
        body = b"".join(response.streaming_content) if response.streaming else response.content
        if response["Content-Type"] == "application/pdf":
            text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
        else:
            text = body.decode()
        assert "Service" in text
        assert "123,45" not in text and "123.45" not in text


def test_espocrm_2026_41160_what_is_refused_is_not_written(cast, offer, login):
    before = list(OfferLine.objects.visible_to(cast.owner).values_list("pk", "label", "cost"))
    data = json.dumps({"edits": [{"key": uuid4().hex, "values": {"label": "X"}}]})
    assert (
        login(cast.mate)
        .post(reverse("offers:lines", args=[offer.pk]), data, content_type="application/json")
        .status_code
        == 404
    )
    assert list(OfferLine.objects.visible_to(cast.owner).values_list("pk", "label", "cost")) == before


def test_espocrm_2026_33656_and_dolibarr_2026_89013_no_token_names_a_file(client, sent):
    token = get_link_token(sent)
    for forged in (
        "shared",
        "..%2f..%2fetc%2fpasswd",
        token.split(":")[0],
        f"{uuid4().hex}:{token.split(':')[1]}",
        "%00",
    ):
        for name in ("portal", "portal_document", "portal_terms"):
            url = reverse(f"offers:{name}", args=["T"]).replace("/T/", f"/{forged}/")
            assert client.get(url).status_code in (404, 422)


def test_espocrm_2026_92298_tokens_come_from_the_firms_key_not_from_chance(sent):
    token = get_link_token(sent)
    assert token == Signer(salt="arpent.offers.link").sign(sent.pk.hex) and len(token.split(":")[1]) >= 43


def test_espocrm_2026_53575_and_odoo_2021_45071_markup_in_texts_is_drawn_as_text(cast, offer, client, login):
    add_line(
        cast.owner,
        offer,
        label="<script>alert(1)</script>",
        description="</script><b>x</b>#eval[$x$]",
        price="10",
        cost="1",
    )
    page = login(cast.owner).get(reverse("offers:offer", args=[offer.pk])).content.decode()
    assert "<script>alert(1)" not in page and "</script><b>" not in page
    assert client.get(reverse("offers:document", args=[offer.pk])).content.startswith(b"%PDF")


def test_suitecrm_2026_61650_a_record_of_another_is_no_parent(cast, offer, login):
    company = make_company(cast.stranger, "Ailleurs")
    client = login(cast.owner)
    from arpent.clients.actions.contacts import save_contact

    contact = save_contact(company_id=company.pk, by=cast.stranger, at=NOON, values={"last_name": "Autre"})
    from arpent.offers.actions.conditions import save_conditions

    code = refused(
        lambda: save_conditions(by=cast.owner, at=NOON, offer_id=offer.pk, values={"contact_id": contact.pk})
    )
    assert code == "not_found" and client.get(reverse("offers:offer", args=[uuid4()])).status_code == 404


@pytest.mark.parametrize("text", ["x'", "1) UNION SELECT", "\\", "%", "-id", "__class__", "deal__owner__password"])
def test_suitecrm_2026_97377_and_dolibarr_2024_5314_sort_state_and_search_are_words(cast, offer, login, text):
    client = login(cast.owner)
    for field in ("sort", "state", "when", "owner", "text", "page"):
        assert client.get(reverse("offers:list"), {field: text}).status_code == 200


def test_suitecrm_2026_108713_a_solution_of_another_deal_is_not_taken_up(cast, offer):
    from arpent.deals.testing import make_deal
    from arpent.offers.actions.offers import open_offer
    from arpent.solutions.models import Solution

    other = make_deal(cast.owner, "Autre affaire")
    solution = Solution.objects.visible_to(cast.owner).get()
    code = refused(lambda: open_offer(by=cast.owner, at=NOON, deal_id=other.pk, solution_ids=[solution.pk]))
    assert code == "offers.other_deal"
    assert Offer.objects.visible_to(cast.owner).count() == 1


def test_suitecrm_2021_39268_a_drawn_signature_is_numbers_and_nothing_else():
    svg = signature_svg([[[1, 2], [3, 4]]])
    assert svg.count("<") == 4 - 1 and "script" not in svg
    with pytest.raises((ValueError, TypeError)):
        signature_svg([[['0"/><script>', 1], [1, 2]]])


def test_dolibarr_2026_37711_a_number_is_never_evaluated():
    for text in ("2*3", "__import__('os')", "=1+1", "1e999"):
        result = read_edit({"key": uuid4().hex, "values": {"quantity": text}})
        assert result.wrong["quantity"].code == "offers.line_quantity" and not result.values


def test_odoo_2021_23203_a_pdf_by_its_id_is_only_for_who_sees_the_deal(cast, sent, login, offer):
    client = login(cast.stranger)
    for name in ("offers:document", "orders:order", "orders:table"):
        assert client.get(reverse(name, args=[offer.pk])).status_code == 404


def test_odoo_2019_11785_an_opening_tells_only_who_sees_the_deal(cast, sent, client):
    client.post(reverse("offers:portal_opened", args=[get_link_token(sent)]))
    assert OfferEvent.objects.visible_to(cast.owner).filter(kind="opened").count() == 1
    assert not OfferEvent.objects.visible_to(cast.stranger).exists()


def test_twenty_2026_85055_a_link_lets_no_other_road_in(cast, sent, client):
    """The holder of a link has no session: every page but the link's asks for sign-in."""
    client.get(reverse("offers:portal", args=[get_link_token(sent)]))
    for name in ("offers:list", "offers:approvals", "deals:board", "clients:list"):
        assert client.get(reverse(name)).status_code == 302


def test_the_general_terms_are_sent_as_the_paper_they_are_and_as_nothing_else(cast, client):
    keeper = make_person("Gaston", "administrator")
    document = save_document(by=keeper, at=NOON, values={"title": "Conditions générales", "kind": "terms"})
    make_version(keeper, document_id=document.pk)
    link = send_offer(by=cast.owner, at=NOON, offer_id=make_offer(cast.owner).pk, name="Mme Durand")
    response = client.get(reverse("offers:portal_terms", args=[get_link_token(link)]))
    assert response["Content-Type"] == "application/pdf" and response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff" and "sandbox" in response["Content-Security-Policy"]
    assert b"".join(response.streaming_content).startswith(b"%PDF-")
