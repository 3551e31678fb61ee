"""Conditions of a quote and the firm's rules for them: which values are allowed."""

import datetime as dt
from decimal import Decimal
from uuid import uuid4

import pytest

from arpent.kernel.errors import DomainError
from arpent.offers.approval.rules.decisions import check_decision, check_request, covers, legal_case_refusals
from arpent.offers.approval.rules.policies import DEFAULT_POLICY, best_promotion, policy_refusals, promotion_refusals
from arpent.offers.portal.rules.outcome import closed_state, outcome_refusals
from arpent.offers.rules.conditions import (
    CurrencyChoice,
    choose_currency,
    condition_refusals,
    exceeded_discount,
    regime_refusal,
)
from arpent.offers.rules.lifecycle import Level, State

TODAY = dt.date(2026, 3, 2)
EUROS = CurrencyChoice(None, "EUR", Decimal(1))


def codes(refusals):
    return {name: refusal.code for name, refusal in refusals.items()}


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"deposit_percent": Decimal(101)}, {"deposit_percent": "offers.wrong_percent"}),
        ({"carriage_cost": Decimal(-1)}, {"carriage_cost": "offers.wrong_amount"}),
        ({"global_amount": Decimal("1e10")}, {"global_amount": "offers.wrong_amount"}),
        ({"valid_until": None}, {"valid_until": "offers.not_valid"}),
        ({"valid_until": TODAY - dt.timedelta(days=1)}, {"valid_until": "offers.not_valid"}),
        ({"payment_days": 61}, {"payment_days": "offers.too_long"}),
        ({"end_of_month": True}, {"payment_days": "offers.too_long_month"}),
        ({"regime": "moon"}, {"regime": "offers.wrong_regime"}),
        ({"valid_until": TODAY, "deposit_percent": Decimal(30), "regime": "france"}, {}),
    ],
)
def test_each_wrong_condition_is_refused_at_its_field(values, wrong):
    assert codes(condition_refusals(values, payment_days=60, end_of_month=False, today=TODAY)) == wrong


def test_a_regime_without_a_rate_for_a_line_is_refused():
    assert regime_refusal("france", ["normal", "reduced"], TODAY) is None
    refusal = regime_refusal("overseas", ["normal", "super_reduced"], TODAY)
    assert refusal is not None and refusal.code == "offers.no_such_rate"


def test_a_discount_in_money_takes_at_most_what_the_percentage_leaves():
    assert exceeded_discount(Decimal(1000), Decimal(10), Decimal(900)) is None
    assert exceeded_discount(Decimal(1000), Decimal(10), Decimal("900.01")) == 900


def test_a_new_price_list_sets_its_currency_and_rate():
    swiss = CurrencyChoice(uuid4(), "CHF", Decimal("0.95"))
    values = {"price_list_id": swiss.price_list_id, "currency": "USD", "rate": Decimal(2)}
    assert choose_currency(values, current=EUROS, price_list=swiss) == (
        {"price_list_id": swiss.price_list_id, "currency": "CHF", "rate": Decimal("0.95")},
        {},
    )


def test_without_a_list_the_currency_and_its_rate_are_written_and_checked():
    assert choose_currency({"currency": " usd", "rate": Decimal(2)}, current=EUROS, price_list=None) == (
        {"currency": "USD", "rate": Decimal(2)},
        {},
    )
    _clean, refusals = choose_currency({"currency": "ZZZ", "rate": Decimal(0)}, current=EUROS, price_list=None)
    assert codes(refusals) == {"currency": "offers.unknown_currency", "rate": "offers.wrong_rate"}


def test_the_rate_of_the_euro_is_one():
    clean, _refusals = choose_currency({"rate": Decimal(3)}, current=EUROS, price_list=None)
    assert clean == {"rate": 1}


@pytest.mark.parametrize(
    ("values", "field", "code"),
    [
        ({"offer_free": Decimal(120)}, "offer_free", "offers.wrong_percent"),
        ({"line_manager": Decimal(16)}, "line_free", "offers.floors_order"),
        ({"payment_days": 61}, "payment_days", "offers.too_long"),
    ],
)
def test_a_wrong_rule_of_the_firm_is_refused_at_its_field(values, field, code):
    refusals = policy_refusals(DEFAULT_POLICY | values, starts_on=TODAY, today=TODAY)
    assert codes(refusals) == {field: code}


def test_the_firms_rules_do_not_change_the_past():
    yesterday = TODAY - dt.timedelta(days=1)
    assert codes(policy_refusals(DEFAULT_POLICY, starts_on=yesterday, today=TODAY)) == {
        "starts_on": "offers.policy_day"
    }
    assert policy_refusals(DEFAULT_POLICY, starts_on=TODAY, today=TODAY) == {}


def test_a_promotion_has_a_name_a_discount_and_days_in_order():
    refusals = promotion_refusals(name="", percent=Decimal(0), starts_on=TODAY, ends_on=TODAY - dt.timedelta(days=1))
    assert set(refusals) == {"name", "percent", "ends_on"}
    assert promotion_refusals(name="Salon", percent=Decimal(100), starts_on=TODAY, ends_on=TODAY) == {}


def test_the_higher_of_two_promotions_counts():
    family = uuid4()
    assert best_promotion({None: Decimal(5), family: Decimal(8)}, family) == 8
    assert best_promotion({None: Decimal(9), family: Decimal(8)}, family) == 9
    assert best_promotion({}, None) == 0


@pytest.mark.parametrize(
    ("required", "given", "enough"),
    [
        (Level.MANAGER, [], False),
        (Level.MANAGER, [Level.MANAGER], True),
        (Level.DIRECTION, [Level.MANAGER], False),
        (Level.MANAGER, [Level.DIRECTION], True),
        (Level.DIRECTION, [Level.MANAGER, Level.DIRECTION], True),
    ],
)
def test_an_approval_covers_its_level_and_those_below(required, given, enough):
    assert covers(required, given) is enough


def test_an_approval_is_requested_once_and_only_when_needed():
    check_request(may_decide=False, is_requested=False, is_approved=False)
    for facts, code in (
        ((True, False, False), "offers.no_approval_needed"),
        ((False, True, False), "offers.approval_already_requested"),
        ((False, False, True), "offers.approval_already_requested"),
    ):
        with pytest.raises(DomainError) as refusal:
            check_request(may_decide=facts[0], is_requested=facts[1], is_approved=facts[2])
        assert refusal.value.code == code


def test_a_request_is_decided_once_and_for_what_was_requested():
    check_decision(is_waiting=True, is_unchanged=True)
    with pytest.raises(DomainError, match="already_decided"):
        check_decision(is_waiting=False, is_unchanged=True)
    with pytest.raises(DomainError, match="changed_since_request"):
        check_decision(is_waiting=True, is_unchanged=False)


def test_a_sale_below_cost_needs_its_case_and_a_reason():
    assert set(legal_case_refusals("because", " ")) == {"case", "reason"}
    assert legal_case_refusals("closing", "Fermeture du magasin") == {}


def test_an_outcome_has_a_known_result_and_a_loss_a_reason():
    assert set(outcome_refusals(result="maybe", reason="", winner_price=Decimal(-1), reasons=["price"])) == {
        "result",
        "winner_price",
    }
    assert set(outcome_refusals(result="lost", reason="", winner_price=None, reasons=["price"])) == {"reason"}
    assert outcome_refusals(result="lost", reason="price", winner_price=None, reasons=["price"]) == {}


@pytest.mark.parametrize(
    ("state", "result", "after"),
    [
        ("sent", "won", State.SIGNED),
        ("refused", "won", State.SIGNED),
        ("sent", "lost", State.REFUSED),
        ("refused", "none", State.REFUSED),
        ("signed", "won", State.SIGNED),
    ],
)
def test_the_outcome_closes_the_version(state, result, after):
    assert closed_state(state, result, number=2) == after


@pytest.mark.parametrize(
    ("state", "code"), [("signed", "offers.already_signed"), ("draft", "offers.next_version_open")]
)
def test_a_signed_offer_is_not_lost_and_an_open_one_has_no_outcome(state, code):
    with pytest.raises(DomainError) as refusal:
        closed_state(state, "lost", number=2)
    assert refusal.value.code == code
