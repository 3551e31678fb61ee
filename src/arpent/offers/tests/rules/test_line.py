"""A line's running amounts: the table of docs/rules/price.md, section 2."""

from decimal import Decimal

import pytest

from arpent.pricing.lines import PricingLine
from arpent.pricing.tests.worked import given, table


@pytest.mark.parametrize("row", table("price.md", "line"))
def test_the_worked_table(row):
    line = PricingLine(
        "a",
        Decimal(row["quantity"]),
        Decimal(row["list"]),
        given(row["step"]),
        given(row["by hand"]),
        Decimal(row["promotion %"]),
        Decimal(row["discount %"]),
    )
    assert line.running() == tuple(Decimal(row[c]) for c in ("list amount", "after volume", "after promotion", "net"))
