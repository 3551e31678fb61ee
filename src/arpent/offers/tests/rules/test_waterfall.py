"""From list price to pocket margin: the table of docs/rules/price.md, section 5, and 10,000 random offers."""

import random
from decimal import Decimal

import pytest

from arpent.kernel.money import ZERO
from arpent.pricing.conditions import Conditions
from arpent.pricing.lines import PricingLine
from arpent.pricing.tests.worked import table
from arpent.pricing.totals import price_offer
from arpent.pricing.waterfall import ON_OFFER, Step, sum_waterfalls
from tests.campaigns import examples


@pytest.mark.parametrize("row", table("price.md", "waterfall"))
def test_the_worked_table(row):
    value = {k: Decimal(v) for k, v in row.items()}
    line = PricingLine("a", Decimal(1), value["net"], cost=value["cost"])
    conditions = Conditions(
        payment_days=int(value["days"]),
        financing_rate_percent=value["money %"],
        deposit_percent=value["deposit %"],
        carriage_cost=value["carriage"],
        warranty_percent=value["warranty %"],
        incoterm_cost=value["incoterm"],
        commission_percent=value["commission %"],
    )
    waterfall = price_offer([line], conditions).waterfall
    assert (waterfall.deduction(Step.PAYMENT), waterfall.deduction(Step.WARRANTY)) == (
        value["payment cost"],
        value["warranty cost"],
    )
    assert (waterfall.before_commission, waterfall.deduction(Step.COMMISSION), waterfall.pocket) == (
        value["before commission"],
        value["commission"],
        value["pocket"],
    )
    assert (
        waterfall.pocket_margin.amount,
        waterfall.pocket_margin.on_price_shown,
        waterfall.pocket_margin.on_cost_shown,
    ) == (
        value["pocket margin"],
        value["on price"],
        value["on cost"],
    )


def test_the_two_rates_are_never_the_same():
    margin = price_offer([PricingLine("a", Decimal(1), Decimal(100), cost=Decimal(60))], Conditions()).waterfall.margin
    assert (margin.on_price, margin.on_cost_shown) == (Decimal(40), Decimal("66.7"))


def test_an_unknown_cost_makes_the_margin_unknown():
    offer = price_offer(
        [PricingLine("a", Decimal(1), Decimal(100)), PricingLine("b", Decimal(1), Decimal(50), cost=Decimal(10))],
        Conditions(),
    )
    assert (
        offer.waterfall.margin.amount is None
        and offer.without_cost == ("a",)
        and offer.waterfall.commission_base == ZERO
    )


def amount(rng, most, places):
    return Decimal(rng.randint(0, most * 10**places)).scaleb(-places)


def random_offer(rng):
    """Return the lines and conditions of an offer as odd as a user can write it."""
    lines = [
        PricingLine(
            str(i),
            amount(rng, 40, 3) + Decimal("0.001"),
            amount(rng, 900, 4),
            amount(rng, 800, 4) if rng.random() < 0.3 else None,
            amount(rng, 900, 4) if rng.random() < 0.2 else None,
            amount(rng, 30, 2),
            amount(rng, 100, 2),
            amount(rng, 700, 4),
            Decimal(rng.choice(("20", "10", "5.5", "2.1", "0"))),
            rng.random() < 0.85,
            rng.random() < 0.1,
        )
        for i in range(rng.randint(1, 25))
    ]
    conditions = Conditions(
        Decimal(rng.randint(1, 3_000_000)).scaleb(-6) if rng.random() < 0.3 else Decimal(1),
        amount(rng, 100, 2) if rng.random() < 0.6 else ZERO,
        amount(rng, 3000, 2) if rng.random() < 0.3 else ZERO,
        rng.randint(0, 75),
        amount(rng, 100, 2),
        amount(rng, 20, 2),
        amount(rng, 900, 2),
        amount(rng, 10, 2),
        amount(rng, 900, 2),
        amount(rng, 30, 2),
    )
    return lines, conditions


def test_random_offers_add_up_to_the_cent_in_every_direction():
    rng = random.Random(20261124)
    for _ in range(examples(1_000, 20_000)):
        lines, conditions = random_offer(rng)
        offer = price_offer(lines, conditions)
        taken = [p for p in offer.lines if p.line.is_selected]
        waterfall = offer.waterfall
        # Down: the lines add up to the offer, step by step.
        assert sum_waterfalls(p.waterfall for p in taken) == waterfall or not taken
        for step in Step:
            assert sum((p.waterfall.deduction(step) for p in taken), ZERO) == waterfall.deduction(step)
        # Across: the deductions are the difference between list and pocket, for each line and for the whole.
        for one in [waterfall, *(p.waterfall for p in taken)]:
            assert one.gross - sum((one.deduction(s) for s in ON_OFFER), ZERO) == one.net
            assert one.net - one.pocket == sum((one.deduction(s) for s in Step if s not in ON_OFFER), ZERO)
            assert one.pocket_margin.amount == one.pocket - one.cost
        # On the offer's face: lines, discount, tax by rate.
        assert offer.net == sum((p.basis for p in taken), ZERO) == offer.subtotal - offer.discount + offer.carriage
        assert sum((t.basis for t in offer.taxes), ZERO) == offer.net and offer.gross == offer.net + offer.tax
        # Every amount is whole cents.
        amounts = [
            offer.net,
            offer.tax,
            offer.gross,
            offer.deposit,
            waterfall.pocket,
            *(a for p in taken for a in p.waterfall.steps.values()),
        ]
        assert all(a == a.quantize(Decimal("0.01")) for a in amounts)
        if conditions.rate == 1:
            assert waterfall.net == offer.net
        assert (
            waterfall.deduction(Step.COMMISSION) <= waterfall.before_commission - waterfall.cost
            or waterfall.commission_base == ZERO
        )
