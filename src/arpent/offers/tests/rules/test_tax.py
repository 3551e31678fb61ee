"""Value added tax: the tables of docs/rules/price.md, section 4."""

import datetime as dt
from decimal import Decimal

import pytest

from arpent.people.testing import refused
from arpent.pricing.conditions import Conditions
from arpent.pricing.lines import PricingLine
from arpent.pricing.tax_regimes import regime_of
from arpent.pricing.tests.worked import table
from arpent.pricing.totals import price_offer
from arpent.pricing.vat import Regime, VatCode, rate_for

DAY = dt.date(2026, 11, 24)


@pytest.mark.parametrize("row", table("price.md", "rates"))
def test_the_worked_table_of_rates(row):
    for code in VatCode:
        if row[code.value] == "refused":
            assert refused(lambda code=code: rate_for(Regime(row["regime"]), code, DAY)) == "offers.no_such_rate"
        else:
            assert rate_for(Regime(row["regime"]), code, DAY) == Decimal(row[code.value])


@pytest.mark.parametrize("row", table("price.md", "tax"))
def test_the_worked_table_of_tax(row):
    parts = [p.split(" at ") for p in row["lines (net at rate)"].split(",")]
    lines = [
        PricingLine(str(i), Decimal(1), Decimal(n.strip()), vat_rate=Decimal(r.strip()))
        for i, (n, r) in enumerate(parts)
    ]
    offer = price_offer(lines, Conditions())
    assert (offer.tax, offer.gross) == (Decimal(row["tax"]), Decimal(row["gross"]))


@pytest.mark.parametrize("row", table("price.md", "regimes"))
def test_the_regime_follows_both_places(row):
    assert regime_of(*row["to"].split(), *row["from"].split()) == row["regime"]


def test_a_territory_is_read_on_the_day_of_the_offer():
    assert regime_of("FR", "97150", on=dt.date(2007, 7, 14)) == "dom"
    assert regime_of("FR", "97150", on=dt.date(2007, 7, 15)) == "export"
    assert regime_of("GB", "SW1A 1AA", on=dt.date(2020, 12, 31)) == "intra_eu"


def test_a_postcode_is_read_with_its_spaces_and_its_country():
    assert regime_of("GR", "630 86") == "export" and regime_of("FI", "FI-22100") == "export"
    assert regime_of("gb", "bt1 5gs") == "intra_eu"


def test_a_place_that_is_not_known_is_france():
    assert regime_of("", "") == "france"
