"""Whose approval an offer needs, compared with every choice the customer may make."""

from dataclasses import replace
from decimal import Decimal
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from arpent.kernel.money import round_cents
from arpent.offers.approval.rules.assessment import MarginAssessment
from arpent.offers.rules.lifecycle import MANUAL_RATE, Floors, Level, highest_approval
from arpent.pricing.conditions import Conditions
from arpent.pricing.lines import PricingLine
from arpent.pricing.totals import price_offer

FLOORS = Floors(Decimal(28), Decimal(22), Decimal(15), Decimal(5))
ORDER = [Level.FREE, Level.MANAGER, Level.DIRECTION]
cents = st.integers(100, 200_000).map(lambda n: Decimal(n) / 100)


def line(key, price, cost, **values):
    return PricingLine(key, Decimal(1), Decimal(price), cost=Decimal(cost), **values)


@st.composite
def offers(draw):
    """Return lines, roles and conditions: up to two lines with alternatives, three options, costs of conditions."""
    lines, roles = [], {}

    def add(key, role, base=""):
        price, rate = draw(cents), draw(st.integers(-40, 90))
        discount = Decimal(draw(st.sampled_from([0, 0, 5, 30])))
        lines.append(
            PricingLine(
                key,
                Decimal(draw(st.integers(1, 3))),
                price,
                discount_percent=discount,
                is_selected=role == "included",
                cost=round_cents(price * (100 - rate) / 100),
            )
        )
        roles[key] = (role, base)

    for i in range(draw(st.integers(1, 2))):
        add(f"b{i}", "included")
        for v in range(draw(st.integers(0, 2))):
            add(f"v{i}{v}", "alternative", f"b{i}")
    for i in range(draw(st.integers(0, 3))):
        add(f"o{i}", "option")
    conditions = Conditions(
        rate=draw(st.sampled_from([Decimal(1), Decimal("0.9")])),
        global_percent=Decimal(draw(st.sampled_from([0, 0, 10]))),
        global_amount=draw(st.sampled_from([Decimal(0), Decimal(0), Decimal(50)])),
        payment_days=draw(st.sampled_from([0, 45])),
        financing_rate_percent=Decimal(5),
        warranty_percent=Decimal(1),
        carriage_cost=draw(st.sampled_from([Decimal(0), Decimal(80)])),
        commission_percent=Decimal(draw(st.sampled_from([0, 3]))),
    )
    return MarginAssessment(lines, conditions, FLOORS, roles)


def every_choice(roles):
    options = [k for k, (role, _b) in roles.items() if role == "option"]
    places = {
        b: [k for k, (_r, base) in roles.items() if base == b] for b, (role, _x) in roles.items() if role == "included"
    }
    for ticked in product([False, True], repeat=len(options)):
        for picked in product(*([None, *alternatives] for alternatives in places.values())):
            yield {k for k, t in zip(options, ticked, strict=True) if t} | {p for p in picked if p}


def near_a_floor(assessment, taken):
    """Return whether a margin is so near a floor that a cent decides: two ways of rounding may then differ."""
    is_selected = assessment.space().selected_keys(taken)
    offer = price_offer([replace(c, is_selected=c.key in is_selected) for c in assessment.lines], assessment.conditions)
    waterfalls = [(offer.waterfall, (28, 22)), *((p.waterfall, (15, 5)) for p in offer.lines if p.line.is_selected)]
    return any(
        abs(waterfall.pocket) < Decimal("0.1")
        or abs(waterfall.pocket * f / 100 - waterfall.pocket_margin.amount) < Decimal("0.1")
        for waterfall, floors in waterfalls
        for f in floors
    )


@settings(max_examples=60, deadline=None)
@given(offers())
def test_the_required_level_is_that_of_the_worst_selection(assessment):
    choices = list(every_choice(assessment.choices))
    if any(near_a_floor(assessment, taken) for taken in choices):
        return
    worst = max((assessment.required_approval_when(taken).level for taken in choices), key=ORDER.index)
    assert assessment.required_approval().level == worst


@settings(max_examples=60, deadline=None)
@given(offers())
def test_below_cost_lists_every_line_that_some_choice_sells_at_a_loss(assessment):
    result, found, near = assessment.below_cost(), set(), set()
    for taken in every_choice(assessment.choices):
        is_selected = assessment.space().selected_keys(taken)
        offer = price_offer(
            [replace(c, is_selected=c.key in is_selected) for c in assessment.lines], assessment.conditions
        )
        for one in offer.lines:
            gain = one.waterfall.margin.amount
            if one.line.is_selected and gain < 0:
                found.add(one.line.key)
            if one.line.is_selected and abs(gain) < Decimal("0.05"):
                near.add(one.line.key)
    assert result - near == found - near


def test_a_variant_that_leaves_nothing_in_the_pocket_asks_the_direction():
    lines = [line("pump", 1000, 480), line("small", 200, 90, is_selected=False)]
    roles = {"pump": ("included", ""), "small": ("alternative", "pump")}
    assessment = MarginAssessment(lines, Conditions(carriage_cost=Decimal(300)), FLOORS, roles)
    result = assessment.required_approval()
    assert result.level == Level.DIRECTION and ("choices", None, Decimal(28)) in result.reasons
    assert (
        assessment.required_approval_when([]).level == Level.FREE
        and assessment.required_approval_when(["small"]).level == Level.DIRECTION
    )


def test_a_discount_in_money_larger_than_the_cheapest_choice_asks_the_direction():
    lines = [line("pump", 1000, 200), line("small", 40, 4, is_selected=False)]
    roles = {"pump": ("included", ""), "small": ("alternative", "pump")}
    assert (
        MarginAssessment(lines, Conditions(global_amount=Decimal(50)), FLOORS, roles).required_approval().level
        == Level.DIRECTION
    )


def test_nothing_left_of_the_price_is_below_every_floor():
    zero = Floors(*[Decimal(0)] * 4)
    result = MarginAssessment(
        [line("a", 100, 0)], Conditions(carriage_cost=Decimal(100)), zero, {"a": ("included", "")}
    ).required_approval()
    assert result.level == Level.DIRECTION and result.reasons == (("", None, Decimal(0)),)


def test_an_option_is_below_cost_once_the_discount_on_the_total_is_shared():
    lines = [line("pump", 1000, 480), line("option", 110, 100, is_selected=False)]
    roles = {"pump": ("included", ""), "option": ("option", "")}
    assert MarginAssessment(lines, Conditions(global_percent=Decimal(20)), FLOORS, roles).below_cost() == {"option"}


def test_a_rate_outside_the_lists_needs_the_direction_and_a_manual_cost_the_manager():
    high = Decimal(80)
    assert highest_approval(high, [], FLOORS, unconfirmed_costs=["a"]).level == Level.MANAGER
    result = highest_approval(high, [], FLOORS, unconfirmed_costs=["a"], unknown_rate=True)
    assert result.level == Level.DIRECTION and result.others == ((MANUAL_RATE, ""),)
