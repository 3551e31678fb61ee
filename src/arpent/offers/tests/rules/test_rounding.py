"""Rounding and sharing out: the table of docs/rules/price.md, section 1."""

from decimal import Decimal

import pytest
from hypothesis import given as draw
from hypothesis import strategies as st

from arpent.kernel.money import allocate, round_cents
from arpent.pricing.tests.worked import numbers, table


@pytest.mark.parametrize("row", table("price.md", "allocate"))
def test_the_worked_table(row):
    assert allocate(Decimal(row["total"]), numbers(row["weights"])) == numbers(row["shares"])


@pytest.mark.parametrize(
    ("amount", "cents"), [("0.005", "0.01"), ("-0.005", "-0.01"), ("2.675", "2.68"), ("2.6749", "2.67")]
)
def test_half_a_cent_is_rounded_away_from_zero(amount, cents):
    assert round_cents(Decimal(amount)) == Decimal(cents)


cents = st.integers(-(10**9), 10**9).map(lambda n: Decimal(n) / 100)
weights = st.lists(st.integers(0, 10**7).map(lambda n: Decimal(n) / 100), min_size=1, max_size=60)


@draw(cents, weights)
def test_shares_always_add_up_and_none_is_more_than_a_cent_off(total, parts):
    shares = allocate(total, parts)
    assert sum(shares) == total
    whole = sum(parts)
    if whole:
        assert all(abs(s - total * w / whole) < Decimal("0.01") for s, w in zip(shares, parts, strict=True))


def test_sharing_among_no_parts_is_an_error():
    with pytest.raises(ValueError, match="nothing"):
        allocate(Decimal(1), [])
