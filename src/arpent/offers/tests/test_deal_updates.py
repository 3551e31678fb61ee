"""A deal's amount and stage follow its offer; the typed amount is preserved."""

import json
from decimal import Decimal

import pytest
from django.urls import reverse

from arpent.deals.models import Deal
from arpent.deals.public import change_deal, move_deal
from arpent.deals.testing import make_deal, stage
from arpent.history.actions.undo import undo_operation
from arpent.history.models import Operation
from arpent.offers.actions.conditions import save_conditions
from arpent.offers.actions.lines import save_lines
from arpent.offers.actions.offers import open_offer, remove_offer
from arpent.offers.portal.actions.outcomes import record_outcome
from arpent.offers.portal.actions.sending import send_offer
from arpent.offers.portal.actions.signing import refuse_offer
from arpent.offers.portal.queries.access import get_link_token
from arpent.offers.queries.versions import get_version, list_lines
from arpent.offers.rules.edits import read_edit
from arpent.offers.testing import add_line, make_need, make_offer
from arpent.people.testing import NOON

pytestmark = pytest.mark.postgresql


def deal_of(cast, offer):
    return Deal.objects.visible_to(cast.owner).select_related("stage").get(pk=offer.deal_id)


def test_an_opened_offer_sets_the_amount_and_not_the_typed_one(cast, offer, login):
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


def test_an_accepted_offer_does_not_change_the_typed_amount(cast, offer):
    send_offer(by=cast.owner, at=NOON, offer_id=offer.pk, name="Mme Roux")
    change_deal(deal_id=offer.deal_id, by=cast.owner, at=NOON, values={"amount": Decimal(5_000)})
    record_outcome(by=cast.owner, at=NOON, offer_id=offer.pk, result="won")
    deal = deal_of(cast, offer)
    assert (deal.stage.kind, deal.amount, deal.typed_amount) == ("won", Decimal(1125), Decimal(5_000))


def test_a_deal_ahead_of_its_offers_is_reported_and_a_drag_can_be_undone(cast, login):
    deal = make_deal(cast.owner, need="Pomper", expected_on=NOON.date())
    client = login(cast.owner)
    url = reverse("deals:move", args=[deal.pk, stage("offer").pk])
    assert json.loads(client.post(url, HTTP_ACCEPT="application/json").content) == {"moved": True}
    board = client.get(reverse("deals:board")).content.decode()
    op = Operation.objects.visible_to(cast.administrator).filter(kind="deals.move").latest("id")
    assert "passée à « Offre remise »" in board and reverse("history:undo", args=[op.pk]) in board
    panel = client.get(reverse("offers:deal_offers", args=[deal.pk])).content.decode()
    assert "aucune offre n’est ouverte" in panel
    undo_operation(operation_id=op.pk, by=cast.owner, at=NOON)
    move_deal(deal_id=deal.pk, stage_id=stage("need").pk, by=cast.owner, at=NOON)
    assert (
        "aucune offre n’est ouverte" not in client.get(reverse("offers:deal_offers", args=[deal.pk])).content.decode()
    )


def edit(cast, offer, n, **values):
    row = list_lines(version=get_version(offer_id=offer.pk, by=cast.owner), by=cast.owner)[n]
    return save_lines(
        by=cast.owner, at=NOON, offer_id=offer.pk, edits=[read_edit({"key": row.key, "seen": {}, "values": values})]
    )


def amounts(cast, offer):
    deal = deal_of(cast, offer)
    return deal.amount, deal.typed_amount


def test_a_draft_edited_later_updates_the_amount_and_not_the_typed_one(cast, offer):
    saved = edit(cast, offer, 1, quantity="2")
    assert amounts(cast, offer) == (Decimal(2025), Decimal(12_000))
    save_conditions(by=cast.owner, at=NOON, offer_id=offer.pk, values={"global_percent": Decimal(10)})
    assert amounts(cast, offer) == (Decimal("1822.50"), Decimal(12_000))
    undo_operation(operation_id=saved.operation_id, by=cast.owner, at=NOON)
    assert amounts(cast, offer) == (Decimal("1012.50"), Decimal(12_000))


def test_an_amount_typed_over_the_offers_stays_until_the_offers_net_changes(cast, offer):
    change_deal(deal_id=offer.deal_id, by=cast.owner, at=NOON, values={"amount": Decimal(5_000)})
    edit(cast, offer, 1, label="Pompe de relevage")
    assert amounts(cast, offer) == (Decimal(5_000), Decimal(12_000))
    edit(cast, offer, 1, quantity="2")
    assert amounts(cast, offer) == (Decimal(2025), Decimal(5_000))


def test_an_offer_without_a_net_never_empties_the_amount(cast):
    deal = make_deal(cast.owner, amount=Decimal(12_000))
    offer = open_offer(by=cast.owner, at=NOON, deal_id=deal.pk)
    assert amounts(cast, offer) == (Decimal(12_000), None)
    add_line(cast.owner, offer, price="800")
    assert amounts(cast, offer) == (Decimal(800), Decimal(12_000))
    edit(cast, offer, 0, price="0")
    assert amounts(cast, offer) == (Decimal(12_000), None)


@pytest.mark.parametrize("end", ["lost", "none", "customer", "removed"])
def test_a_deal_whose_offer_was_lost_shows_the_typed_amount_again(cast, offer, end):
    if end == "removed":
        remove_offer(by=cast.owner, at=NOON, offer_id=offer.pk)
    else:
        link = send_offer(by=cast.owner, at=NOON, offer_id=offer.pk, name="Mme Roux")
        if end == "customer":
            refuse_offer(token=get_link_token(link), at=NOON, name="Mme Roux", reason="price", text="")
        else:
            record_outcome(by=cast.owner, at=NOON, offer_id=offer.pk, result=end, reason="price")
    assert amounts(cast, offer) == (Decimal(12_000), None)


def test_a_deal_takes_the_amount_of_the_remaining_offer(cast, offer):
    other = open_offer(by=cast.owner, at=NOON, deal_id=offer.deal_id)
    add_line(cast.owner, other, price="800")
    assert amounts(cast, offer) == (Decimal(800), Decimal(12_000))
    remove_offer(by=cast.owner, at=NOON, offer_id=other.pk)
    assert amounts(cast, offer) == (Decimal(1125), Decimal(12_000))


def test_an_amount_typed_over_the_offers_outlives_its_refusal(cast, offer):
    send_offer(by=cast.owner, at=NOON, offer_id=offer.pk, name="Mme Roux")
    change_deal(deal_id=offer.deal_id, by=cast.owner, at=NOON, values={"amount": Decimal(5_000)})
    record_outcome(by=cast.owner, at=NOON, offer_id=offer.pk, result="lost", reason="price")
    assert amounts(cast, offer)[0] == Decimal(5_000)
