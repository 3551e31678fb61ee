"""Floors: no cost, rate, option or step back goes under them without the approval they ask for."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from arpent.catalogue.models import PriceList
from arpent.history.actions.undo import undo_operation
from arpent.history.models import Operation
from arpent.offers.actions.conditions import save_conditions
from arpent.offers.actions.lines import save_lines
from arpent.offers.approval.actions.approvals import decide_approval, request_approval
from arpent.offers.models import OfferVersion
from arpent.offers.portal.actions.sending import send_offer
from arpent.offers.queries.calculation import calculate_quote
from arpent.offers.queries.versions import get_version, list_lines
from arpent.offers.rules.edits import read_edit
from arpent.offers.sentences import why_words
from arpent.offers.testing import add_line
from arpent.people.testing import NOON, refused


def change(by, offer, n, **values):
    row = list_lines(version=get_version(offer_id=offer.pk, by=by), by=by)[n]
    return save_lines(
        by=by, at=NOON, offer_id=offer.pk, edits=[read_edit({"key": row.key, "seen": {}, "values": values})]
    )


def required_approval(cast, offer):
    version = get_version(offer_id=offer.pk, by=cast.owner)
    return calculate_quote(version=version, by=cast.owner, day=NOON.date()).required_approval


def test_a_manual_cost_lowers_no_threshold(cast, offer):
    change(cast.owner, offer, 1, discount_percent="60", cost="1")
    assert required_approval(cast, offer).level == "direction"
    # A cost above the catalogue's is believed.
    change(cast.owner, offer, 1, discount_percent="0", cost="890")
    assert required_approval(cast, offer).level == "direction"


def test_a_rate_of_the_firm_lowered_in_the_conditions_lowers_no_floor(cast, offer):
    change(cast.owner, offer, 1, discount_percent="15")
    before = required_approval(cast, offer)
    assert before.level != "free"
    values = {"financing_rate_percent": Decimal(0), "warranty_percent": Decimal(0), "commission_percent": Decimal(0)}
    save_conditions(by=cast.owner, at=NOON, offer_id=offer.pk, values=values)
    assert required_approval(cast, offer) == before


def test_an_option_sold_at_a_loss_asks_before_it_can_be_ticked(cast, offer):
    add_line(cast.owner, offer, label="Coffret", price="10", cost="5000", role="option")
    result = required_approval(cast, offer)
    assert result.level == "direction" and result.reasons[0][0] == "choices"


def test_a_rich_option_hides_no_poor_base(cast, offer):
    change(cast.owner, offer, 1, discount_percent="32")
    change(cast.owner, offer, 2, discount_percent="32")
    key = add_line(cast.owner, offer, label="Étude", price="5000", cost="100", role="option")
    save_lines(
        by=cast.owner,
        at=NOON,
        offer_id=offer.pk,
        edits=[read_edit({"key": key, "seen": {}, "values": {"is_selected": True}})],
    )
    assert required_approval(cast, offer).level == "direction"


def test_an_option_with_an_unknown_cost_prevents_sending(cast, offer):
    add_line(cast.owner, offer, label="Étude", price="100", cost="", role="option")
    code = refused(lambda: send_offer(by=cast.owner, at=NOON, offer_id=offer.pk, name="Mme Roux"))
    assert code == "offers.no_cost"


def test_an_approval_does_not_outlive_an_undo(cast, offer):
    one = change(cast.owner, offer, 1, quantity="3")
    change(cast.owner, offer, 2, discount_percent="30")
    approval = request_approval(by=cast.owner, at=NOON, offer_id=offer.pk, note="Fidèle")
    decide_approval(by=cast.direction, at=NOON, approval_id=approval.pk, agree=True)
    undo_operation(operation_id=one.operation_id, by=cast.owner, at=NOON)
    approval.refresh_from_db(from_queryset=type(approval).objects.visible_to(cast.owner))
    assert (approval.state, get_version(offer_id=offer.pk, by=cast.owner).state) == ("voided", "draft")
    assert request_approval(by=cast.owner, at=NOON, offer_id=offer.pk, note="Encore")


def test_an_answer_to_other_figures_is_refused(cast, offer):
    change(cast.owner, offer, 1, discount_percent="30")
    approval = request_approval(by=cast.owner, at=NOON, offer_id=offer.pk, note="Fidèle")
    OfferVersion.objects.visible_to(cast.owner).filter(offer=offer).update(global_percent=5)
    code = refused(lambda: decide_approval(by=cast.direction, at=NOON, approval_id=approval.pk, agree=True))
    assert code == "offers.changed_since_request"


def test_what_was_agreed_to_stays_readable(cast, offer, login):
    change(cast.owner, offer, 1, discount_percent="30")
    approval = request_approval(by=cast.owner, at=NOON, offer_id=offer.pk, note="Fidèle")
    change(cast.owner, offer, 1, discount_percent="0", label="Autre pompe")
    page = login(cast.direction).get(f"/offers/approvals/{approval.pk}/").content.decode()
    assert "855,00" in page and "Autre pompe" not in page and "il faut 28 %" in page
    assert '<td class="num">270,00</td>' in page, "what the discount takes off, in the waterfall"


def test_a_request_says_why(cast, offer):
    change(cast.owner, offer, 1, discount_percent="30")
    assert (
        refused(lambda: request_approval(by=cast.owner, at=NOON, offer_id=offer.pk, note=" "), "note")
        == "offers.ask_note"
    )


@pytest.mark.parametrize("kind", ["offers.sent", "offers.refused_by_customer", "offers.question"])
def test_what_has_left_is_not_undone(cast, offer, kind):
    from arpent.offers.portal.actions.activity import ask_question
    from arpent.offers.portal.actions.signing import refuse_offer
    from arpent.offers.portal.queries.access import get_link_token

    link = send_offer(by=cast.direction, at=NOON, offer_id=offer.pk, name="Mme Roux")
    if kind == "offers.question":
        ask_question(token=get_link_token(link), at=NOON, name="Mme Roux", text="Quand ?")
    if kind == "offers.refused_by_customer":
        refuse_offer(token=get_link_token(link), at=NOON, name="Mme Roux", reason="price", text="")
    op = Operation.objects.visible_to(cast.administrator).filter(kind=kind).get()
    code = refused(lambda: undo_operation(operation_id=op.pk, by=cast.direction, at=NOON + dt.timedelta(minutes=1)))
    assert code == "offers.already_sent"


def test_a_deal_and_a_company_whose_offer_has_left_stay(cast, offer):
    from arpent.clients.actions.companies import delete_companies
    from arpent.deals.actions.deals import delete_deal

    send_offer(by=cast.direction, at=NOON, offer_id=offer.pk, name="Mme Roux")
    code = refused(lambda: delete_deal(deal_id=offer.deal_id, by=cast.owner, at=NOON))
    assert code == "offers.deal_with_offers"
    code = refused(lambda: delete_companies(company_ids=[offer.deal.company_id], by=cast.direction, at=NOON))
    assert code == "offers.deal_with_offers"


def test_a_product_named_a_free_line_is_judged_on_its_product(cast, offer):
    change(cast.owner, offer, 1, discount_percent="31")
    assert required_approval(cast, offer).level == "direction"
    change(cast.owner, offer, 1, kind="free", cost="1")
    assert required_approval(cast, offer).level == "direction"
    change(cast.owner, offer, 1, reference="AUTRE-1", label="Groupe complet")
    assert required_approval(cast, offer).level == "direction"
    change(cast.owner, offer, 1, reference="")
    assert required_approval(cast, offer).level == "direction"
    code = refused(lambda: send_offer(by=cast.owner, at=NOON, offer_id=offer.pk, name="Mme Roux"))
    assert code == "offers.approval_needed"


def test_a_free_line_with_a_catalogue_reference_is_assessed_as_that_product(cast, offer):
    for row in list_lines(version=get_version(offer_id=offer.pk, by=cast.owner), by=cast.owner)[1:]:
        save_lines(by=cast.owner, at=NOON, offer_id=offer.pk, edits=[read_edit({"key": row.key, "remove": True})])
    add_line(cast.owner, offer, documented=False, reference="p20", kind="free", label="Pompe", price="610", cost="1")
    assert required_approval(cast, offer).level == "direction"


def test_a_line_linked_to_the_catalogue_again_takes_its_price(cast, offer):
    change(cast.owner, offer, 1, kind="free", cost="1", price="650")
    change(cast.owner, offer, 1, kind="product")
    line = list_lines(version=get_version(offer_id=offer.pk, by=cast.owner), by=cast.owner)[1]
    assert (line.kind, line.list_price, line.manual_price, line.catalogue_cost) == ("product", 900, None, 600)


def test_the_figures_of_the_lists_and_the_commission_count_the_catalogues_cost(cast, offer):
    before = offer_row(cast, offer)
    change(cast.owner, offer, 1, cost="1")
    after = offer_row(cast, offer)
    assert (before.cost, before.pocket) == (after.cost, after.pocket)


def offer_row(cast, offer):
    return type(offer).objects.visible_to(cast.owner).get(pk=offer.pk)


def test_a_manual_cost_without_a_catalogue_cost_needs_the_manager_and_names_the_line(cast, offer):
    add_line(cast.owner, offer, documented=False, label="Étude", price="1000", cost="10")
    result = required_approval(cast, offer)
    assert result.level == "manager" and result.others[0][0] == "hand_cost"
    assert "ligne 3 : coût saisi à la main" in why_words(result, {result.others[0][1]: 3})


def test_carriage_earns_nothing_for_an_approval_and_needs_none(cast, offer):
    add_line(cast.owner, offer, documented=False, kind="carriage", label="Port", price="40", cost="30")
    assert required_approval(cast, offer).level == "free"
    change(cast.owner, offer, 1, discount_percent="20")
    before = required_approval(cast, offer)
    add_line(cast.owner, offer, documented=False, kind="carriage", label="Pompe", price="2000", cost="0")
    assert required_approval(cast, offer).level == before.level != "free"


def test_a_currency_without_a_list_needs_approval_and_its_manual_rate_lowers_no_level(cast, offer):
    change(cast.owner, offer, 1, discount_percent="35")
    for rate in (Decimal(1), Decimal(3)):
        values = {"price_list_id": None, "currency": "USD", "rate": rate}
        save_conditions(by=cast.owner, at=NOON, offer_id=offer.pk, values=values)
        assert required_approval(cast, offer).level == "direction"
    change(cast.owner, offer, 1, discount_percent="0")
    assert required_approval(cast, offer).others == (("hand_rate", ""),)


def test_a_manual_rate_above_the_list_s_is_assessed_at_the_list_s(cast, offer):
    PriceList.objects.visible_to(cast.administrator).create(name="Dollar", currency="USD", rate=Decimal("0.9"))
    save_conditions(
        by=cast.owner,
        at=NOON,
        offer_id=offer.pk,
        values={"price_list_id": None, "currency": "USD", "rate": Decimal("0.9")},
    )
    change(cast.owner, offer, 1, discount_percent="20")
    before = required_approval(cast, offer)
    save_conditions(by=cast.owner, at=NOON, offer_id=offer.pk, values={"rate": Decimal(3)})
    assert required_approval(cast, offer) == before and before.level != "free"


def test_an_undo_of_a_renamed_line_lowers_no_level(cast, offer):
    change(cast.owner, offer, 1, discount_percent="35")
    one = change(cast.owner, offer, 1, kind="free", reference="SUP-1")
    change(cast.owner, offer, 1, cost="1")
    undo_operation(operation_id=one.operation_id, by=cast.owner, at=NOON)
    assert required_approval(cast, offer).level == "direction"


EDITS = st.sampled_from(
    [
        {"kind": "free"},
        {"kind": "product"},
        {"kind": "free", "reference": "X-1"},
        {"reference": ""},
        {"cost": "1"},
        {"cost": ""},
        {"cost": "700"},
        {"label": "Autre"},
        {"kind": "carriage"},
        {"kind": "free", "reference": "P20"},
    ]
)


@pytest.mark.django_db
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(EDITS, max_size=5))
def test_no_sequence_of_edits_with_the_same_products_and_prices_lowers_the_level(cast, offer, edits):
    with transaction.atomic():
        change(cast.owner, offer, 1, price="650")
        for values in edits:
            change(cast.owner, offer, 1, **values)
        change(cast.owner, offer, 1, price="650", discount_percent="0")
        row = list_lines(version=get_version(offer_id=offer.pk, by=cast.owner), by=cast.owner)[1]
        if row.cost is not None:  # a line without a cost does not leave at all
            assert required_approval(cast, offer).level == "direction"
        transaction.set_rollback(True)
