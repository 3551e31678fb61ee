"""A deal's amount and stage follow its offer; what was typed by hand stays beside it."""

import json
from decimal import Decimal

import pytest
from django.urls import reverse

from arpent.deals.models import Deal
from arpent.deals.public import change_deal, move_deal
from arpent.deals.testing import make_deal, stage
from arpent.offers.actions.outcomes import record_outcome
from arpent.offers.actions.sending import send_offer
from arpent.offers.testing import make_need, make_offer
from arpent.people.models import Operation
from arpent.people.public import undo_operation
from arpent.people.testing import NOON


@pytest.fixture
def offer(cast):
    return make_offer(cast.owner)


def deal_of(cast, offer):
    return Deal.objects.visible_to(cast.owner).select_related("stage").get(pk=offer.deal_id)


def test_an_opened_offer_gives_its_net_and_keeps_what_was_typed(cast, offer, login):
    deal = deal_of(cast, offer)
    assert (deal.amount, deal.typed_amount, deal.stage.code) == (Decimal(1125), Decimal(12_000), "discovery")
    page = login(cast.owner).get(reverse("deals:deal", args=[deal.pk])).content.decode()
    assert "saisi à la main" in page and "celui de l’offre" in page
    op = Operation.objects.visible_to(cast.administrator).get(kind="offers.offer")
    undo_operation(operation_id=op.pk, by=cast.owner, at=NOON)
    assert (deal_of(cast, offer).amount, deal_of(cast, offer).typed_amount) == (12_000, None)


def test_a_sent_offer_moves_its_deal_forward_and_never_back(cast, offer):
    send_offer(by=cast.owner, at=NOON, offer_id=offer.pk, name="Mme Roux")
    deal = deal_of(cast, offer)
    assert (deal.stage.code, deal.probability, deal.amount) == ("offer", 60, Decimal(1125))
    record_outcome(by=cast.owner, at=NOON, offer_id=offer.pk, result="lost", reason="price")
    assert deal_of(cast, offer).stage.code == "offer"


def test_a_deal_in_negotiation_stays_there(cast):
    made = make_need(cast.owner)
    Deal.objects.visible_to(cast.owner).filter(pk=made["deal"].pk).update(stage=stage("negotiation"))
    offer = make_offer(cast.owner, made)
    send_offer(by=cast.owner, at=NOON, offer_id=offer.pk, name="Mme Roux")
    assert deal_of(cast, offer).stage.code == "negotiation"


def test_an_accepted_offer_keeps_the_typed_amount_beside_its_own(cast, offer):
    send_offer(by=cast.owner, at=NOON, offer_id=offer.pk, name="Mme Roux")
    change_deal(deal_id=offer.deal_id, by=cast.owner, at=NOON, values={"amount": Decimal(5_000)})
    record_outcome(by=cast.owner, at=NOON, offer_id=offer.pk, result="won")
    deal = deal_of(cast, offer)
    assert (deal.stage.kind, deal.amount, deal.typed_amount) == ("won", Decimal(1125), Decimal(5_000))


def test_a_deal_ahead_of_its_offers_is_told_and_a_drag_can_be_undone(cast, login):
    deal = make_deal(cast.owner, need="Pomper", expected_on=NOON.date())
    client = login(cast.owner)
    url = reverse("deals:move", args=[deal.pk, stage("offer").pk])
    assert json.loads(client.post(url, HTTP_ACCEPT="application/json").content) == {"moved": True}
    board = client.get(reverse("deals:board")).content.decode()
    op = Operation.objects.visible_to(cast.administrator).filter(kind="deals.move").latest("id")
    assert "passée à « Offre remise »" in board and reverse("people:undo", args=[op.pk]) in board
    panel = client.get(reverse("offers:deal_offers", args=[deal.pk])).content.decode()
    assert "aucune offre n’est ouverte" in panel
    undo_operation(operation_id=op.pk, by=cast.owner, at=NOON)
    move_deal(deal_id=deal.pk, stage_id=stage("need").pk, by=cast.owner, at=NOON)
    assert (
        "aucune offre n’est ouverte" not in client.get(reverse("offers:deal_offers", args=[deal.pk])).content.decode()
    )
