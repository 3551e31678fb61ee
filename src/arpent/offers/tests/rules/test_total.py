"""The discount on the total and carriage: the table of docs/rules/price.md, section 3."""

from decimal import Decimal

import pytest

from arpent.pricing.conditions import Conditions
from arpent.pricing.lines import PricingLine
from arpent.pricing.tests.worked import numbers, table
from arpent.pricing.totals import price_offer


@pytest.mark.parametrize("row", table("price.md", "total"))
def test_the_worked_table(row):
    lines = [PricingLine(str(i), Decimal(1), n) for i, n in enumerate(numbers(row["net lines"]))]
    if Decimal(row["carriage"]):
        lines.append(PricingLine("port", Decimal(1), Decimal(row["carriage"]), carriage=True))
    offer = price_offer(
        lines, Conditions(global_percent=Decimal(row["discount %"]), global_amount=Decimal(row["discount"]))
    )
    assert (offer.subtotal, offer.discount, offer.net) == tuple(
        Decimal(row[c]) for c in ("subtotal", "taken off", "net")
    )
    assert [p.net - p.basis for p in offer.lines if not p.line.carriage] == numbers(row["shares"])
