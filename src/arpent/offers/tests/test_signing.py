"""Signatures and refusals through the private link: what they need, what they store, what they bring about."""

import datetime as dt
from decimal import Decimal

import pytest

from arpent.clients.models import Company, TimelineEntry
from arpent.deals.models import Deal
from arpent.offers.actions.offers import new_version
from arpent.offers.models import Offer, OfferFile, OfferLine, Outcome, Signature
from arpent.offers.portal.actions.outcomes import record_outcome
from arpent.offers.portal.actions.signing import refuse_offer, sign_offer
from arpent.offers.queries.versions import get_version
from arpent.offers.testing import add_line
from arpent.offers.tests.signing import LATER, SAID, send, sign
from arpent.people.testing import NOON, refused
from arpent.web.uploads import files_folder

pytestmark = pytest.mark.postgresql


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
    # Cost and margin are never disclosed.
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
        ({"agreed": False}, "agreed", "offers.consent_needed"),
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
    assert refused(lambda: sign(token)) == "offers.already_signed"
    late = make_offer_again(cast, offer)
    token = send(cast, late)
    after = dt.datetime.combine(
        get_version(offer_id=late.pk, by=cast.owner).valid_until + dt.timedelta(days=1), dt.time(9), tzinfo=dt.UTC
    )
    assert refused(lambda: sign_offer(token=token, at=after, selected_options=(), **SAID)) == "offers.expired"


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


def test_the_customer_can_sign_after_the_sender_s_account_was_closed(cast, offer):
    token = send(cast, offer)
    cast.owner.is_active = False
    cast.owner.save()
    sign(token)
    assert Offer.objects.visible_to(cast.administrator).get(pk=offer.pk).state == "signed"


def test_what_was_known_when_it_was_sent_is_recorded(cast, offer):
    send(cast, offer)
    outcome = Outcome.objects.visible_to(cast.owner).get(offer=offer)
    assert (outcome.result, outcome.price_index, outcome.net) == ("open", Decimal("1.0000"), Decimal("1125.00"))
    record_outcome(
        by=cast.owner, at=LATER, offer_id=offer.pk, result="lost", reason="competitor", winner_price=Decimal("1000")
    )
    outcome.refresh_from_db(from_queryset=Outcome.objects.visible_to(cast.owner))
    assert (outcome.result, outcome.winner_price) == ("lost", Decimal("1000.00"))


def test_a_choice_that_needs_a_missing_approval_is_not_signed(cast, offer, option):
    token = send(cast, offer)
    OfferLine.objects.visible_to(cast.owner).filter(key=option).update(catalogue_cost=900)
    assert refused(lambda: sign(token, selected_options=[option])) == "offers.selection_not_approved"
    assert sign(token)
