"""Floors: no cost, rate, option or step back goes under them without the agreement they ask for."""

import datetime as dt
from decimal import Decimal

import pytest

from arpent.offers.actions.approving import ask_approval, decide_approval
from arpent.offers.actions.conditions import save_conditions
from arpent.offers.actions.lines import save_lines
from arpent.offers.actions.sending import send_offer
from arpent.offers.models import OfferVersion
from arpent.offers.queries.figures import figures_of
from arpent.offers.queries.versions import get_version, list_lines
from arpent.offers.rules.edits import read_edit
from arpent.offers.testing import add_line, make_offer
from arpent.people.models import Operation
from arpent.people.public import undo_operation
from arpent.people.testing import NOON, refused


@pytest.fixture
def offer(cast):
    return make_offer(cast.owner)


def change(by, offer, n, **values):
    row = list_lines(version=get_version(offer_id=offer.pk, by=by), by=by)[n]
    return save_lines(
        by=by, at=NOON, offer_id=offer.pk, edits=[read_edit({"key": row.key, "seen": {}, "values": values})]
    )


def asked(cast, offer):
    version = get_version(offer_id=offer.pk, by=cast.owner)
    return figures_of(version=version, by=cast.owner, day=NOON.date()).asked


def test_a_cost_written_by_hand_lowers_no_floor(cast, offer):
    change(cast.owner, offer, 1, discount_percent="60", cost="1")
    assert asked(cast, offer).level == "direction"
    # A cost above the catalogue's is believed.
    change(cast.owner, offer, 1, discount_percent="0", cost="890")
    assert asked(cast, offer).level == "direction"


def test_a_rate_of_the_firm_lowered_in_the_conditions_lowers_no_floor(cast, offer):
    change(cast.owner, offer, 1, discount_percent="15")
    before = asked(cast, offer)
    assert before.level != "free"
    values = {"money_percent": Decimal(0), "warranty_percent": Decimal(0), "commission_percent": Decimal(0)}
    save_conditions(by=cast.owner, at=NOON, offer_id=offer.pk, values=values)
    assert asked(cast, offer) == before


def test_an_option_sold_at_a_loss_asks_before_it_can_be_ticked(cast, offer):
    add_line(cast.owner, offer, label="Coffret", price="10", cost="5000", role="option")
    told = asked(cast, offer)
    assert told.level == "direction" and told.reasons[0][0] == "choices"


def test_a_rich_option_hides_no_poor_base(cast, offer):
    change(cast.owner, offer, 1, discount_percent="32")
    change(cast.owner, offer, 2, discount_percent="32")
    key = add_line(cast.owner, offer, label="Étude", price="5000", cost="100", role="option")
    save_lines(
        by=cast.owner,
        at=NOON,
        offer_id=offer.pk,
        edits=[read_edit({"key": key, "seen": {}, "values": {"counted": True}})],
    )
    assert asked(cast, offer).level == "direction"


def test_an_option_whose_cost_is_not_known_keeps_the_offer_here(cast, offer):
    add_line(cast.owner, offer, label="Étude", price="100", cost="", role="option")
    told = refused(lambda: send_offer(by=cast.owner, at=NOON, offer_id=offer.pk, name="Mme Roux"))
    assert told == "offers.no_cost"


def test_an_agreement_does_not_outlive_an_undo(cast, offer):
    one = change(cast.owner, offer, 1, quantity="3")
    change(cast.owner, offer, 2, discount_percent="30")
    approval = ask_approval(by=cast.owner, at=NOON, offer_id=offer.pk, note="Fidèle")
    decide_approval(by=cast.direction, at=NOON, approval_id=approval.pk, agree=True)
    undo_operation(operation_id=one.operation_id, by=cast.owner, at=NOON)
    approval.refresh_from_db(from_queryset=type(approval).objects.visible_to(cast.owner))
    assert (approval.state, get_version(offer_id=offer.pk, by=cast.owner).state) == ("voided", "draft")
    assert ask_approval(by=cast.owner, at=NOON, offer_id=offer.pk, note="Encore")


def test_an_answer_to_other_figures_is_refused(cast, offer):
    change(cast.owner, offer, 1, discount_percent="30")
    approval = ask_approval(by=cast.owner, at=NOON, offer_id=offer.pk, note="Fidèle")
    OfferVersion.objects.visible_to(cast.owner).filter(offer=offer).update(global_percent=5)
    told = refused(lambda: decide_approval(by=cast.direction, at=NOON, approval_id=approval.pk, agree=True))
    assert told == "offers.changed_since_asked"


def test_what_was_agreed_to_stays_readable(cast, offer, login):
    change(cast.owner, offer, 1, discount_percent="30")
    approval = ask_approval(by=cast.owner, at=NOON, offer_id=offer.pk, note="Fidèle")
    change(cast.owner, offer, 1, discount_percent="0", label="Autre pompe")
    page = login(cast.direction).get(f"/offers/approvals/{approval.pk}/").content.decode()
    assert "855,00" in page and "Autre pompe" not in page and "il faut 28 %" in page


def test_a_request_says_why(cast, offer):
    change(cast.owner, offer, 1, discount_percent="30")
    assert (
        refused(lambda: ask_approval(by=cast.owner, at=NOON, offer_id=offer.pk, note=" "), "note") == "offers.ask_note"
    )


@pytest.mark.parametrize("kind", ["offers.sent", "offers.refused_by_customer", "offers.question"])
def test_what_has_left_is_not_undone(cast, offer, kind):
    from arpent.offers.actions.following import ask_question
    from arpent.offers.actions.signing import refuse_offer
    from arpent.offers.queries.links import token_of

    link = send_offer(by=cast.direction, at=NOON, offer_id=offer.pk, name="Mme Roux")
    if kind == "offers.question":
        ask_question(token=token_of(link), at=NOON, name="Mme Roux", text="Quand ?")
    if kind == "offers.refused_by_customer":
        refuse_offer(token=token_of(link), at=NOON, name="Mme Roux", reason="price", text="")
    op = Operation.objects.visible_to(cast.administrator).filter(kind=kind).get()
    told = refused(lambda: undo_operation(operation_id=op.pk, by=cast.direction, at=NOON + dt.timedelta(minutes=1)))
    assert told == "offers.has_left"


def test_a_deal_and_a_company_whose_offer_has_left_stay(cast, offer):
    from arpent.clients.actions.companies import delete_companies
    from arpent.deals.actions.deals import delete_deal

    send_offer(by=cast.direction, at=NOON, offer_id=offer.pk, name="Mme Roux")
    told = refused(lambda: delete_deal(deal_id=offer.deal_id, by=cast.owner, at=NOON))
    assert told == "offers.deal_with_offers"
    told = refused(lambda: delete_companies(company_ids=[offer.deal.company_id], by=cast.direction, at=NOON))
    assert told == "offers.deal_with_offers"
