"""Value added tax: the tables of docs/rules/price.md, section 4."""

import datetime as dt
from decimal import Decimal

import pytest

from arpent.offers.rules.margin import Conditions, CountedLine, Regime, VatCode, price_offer, rate_for
from arpent.offers.rules.regimes import regime_of
from arpent.offers.tests.worked import table
from arpent.people.testing import refused

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
        CountedLine(str(i), Decimal(1), Decimal(n.strip()), vat_rate=Decimal(r.strip()))
        for i, (n, r) in enumerate(parts)
    ]
    offer = price_offer(lines, Conditions())
    assert (offer.tax, offer.gross) == (Decimal(row["tax"]), Decimal(row["gross"]))


@pytest.mark.parametrize(
    ("country", "postcode", "regime"),
    [("FR", "69003", "france"), ("FR", "97110", "overseas"), ("FR", "97300", "untaxed"), ("FR", "97600", "untaxed"), ("DE", "10115", "intra_eu"),
     ("CH", "1200", "export"), ("GB", "SW1", "export"), ("MC", "98000", "france"), ("FR", "98800", "export"), ("", "", "france")],
)  # fmt: skip
def test_the_regime_follows_the_place(country, postcode, regime):
    assert regime_of(country, postcode) == regime
