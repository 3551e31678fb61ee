"""The cases of tests/vectors/prices.json, which the phone's quick quote is tried with as well."""

import json
from decimal import ROUND_HALF_UP, Decimal
from math import floor
from pathlib import Path

import pytest

from arpent.catalogue.rules.pricing import is_sold_whole, price_for
from arpent.configurator.part_prices import lowest_tier_price
from arpent.kernel.errors import DomainError
from arpent.offers.rules.edits import read_quantity
from arpent.pricing.lines import PricingLine

VECTORS = json.loads((Path(__file__).parents[5] / "tests/vectors/prices.json").read_text())


@pytest.mark.parametrize("case", VECTORS["prices"], ids=lambda c: c["name"])
def test_an_offer_line_has_the_price_and_the_amount_of_the_vectors(case):
    tiers = [(least, Decimal(price)) for least, price in case["tiers"]]
    quantity = read_quantity(case["quantity"])
    list_price = lowest_tier_price(tiers) or Decimal(0)
    tier = price_for(tiers, max(1, floor(quantity)))
    line = PricingLine("a", quantity, list_price, tier, promotion_percent=Decimal(case["promotion_percent"]))
    assert line.unit_price.quantize(Decimal("0.0001"), ROUND_HALF_UP) == Decimal(case["unit_price"])
    assert line.running()[-1] == Decimal(case["amount"])


@pytest.mark.parametrize("case", VECTORS["quantities"], ids=lambda c: c["text"])
def test_a_quantity_is_read_as_the_vectors_say(case):
    if case["quantity"] is None:
        with pytest.raises(DomainError):
            read_quantity(case["text"])
    else:
        assert read_quantity(case["text"]) == Decimal(case["quantity"])


@pytest.mark.parametrize(("unit", "whole"), [("", True), ("Pièce", True), ("U", True), ("m", False), ("kg", False)])
def test_pieces_are_not_cut(unit, whole):
    assert is_sold_whole(unit) is whole
