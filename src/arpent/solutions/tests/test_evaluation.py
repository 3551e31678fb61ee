"""What a solution comes to before any discount: the engine's figures, and what is missing to tell them."""

from decimal import Decimal

from arpent.configurator.public import PartLine
from arpent.solutions.rules.evaluation import calculate_total

LINES = [
    PartLine("P", "Pompe", 2, Decimal(100), Decimal(60), 10),
    PartLine("M", "Moteur", 1, Decimal(50), Decimal(30), 21),
]


def test_a_total_is_price_cost_margin_and_the_slowest_part():
    total = calculate_total(LINES, Decimal(1), assembly_days=3)
    assert (total.price, total.waterfall.cost, total.margin, total.margin_percent, total.delivery_days) == (
        250,
        150,
        100,
        Decimal("40.0"),
        24,
    )


def test_what_is_missing_is_named():
    missing = calculate_total([*LINES, PartLine("X", "X", 1, None, Decimal(1), None)], Decimal(1))
    assert missing.margin is None and missing.no_price == ("X",) == missing.no_delay


def test_prices_of_another_currency_are_shown_in_euros():
    assert calculate_total(LINES, Decimal("1.05")).price == Decimal("262.50")
