"""Amounts of money to the cent, and splits that add up.

Amounts are Decimals in one currency, rounded half away from zero (commercial rounding); percents are from 0 to 100.
"""

from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
# Largest amount of a column with 12 digits, 2 of them decimals.
MAX_AMOUNT = Decimal("9999999999.99")
ZERO = Decimal("0.00")
HUNDRED = Decimal(100)


def round_cents(amount: Decimal) -> Decimal:
    """Return an amount rounded to the cent, halves away from zero: 0.005 gives 0.01, -0.005 gives -0.01.

    >>> round_cents(Decimal("2.675")), round_cents(Decimal("-2.675"))
    (Decimal('2.68'), Decimal('-2.68'))
    """
    return amount.quantize(CENT, ROUND_HALF_UP)


def share(amount: Decimal, percent: Decimal) -> Decimal:
    """Return ``percent`` (0-100) of an amount, rounded to the cent."""
    return round_cents(amount * percent / HUNDRED)


def allocate(total: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """Split ``total`` (whole cents) in proportion to non-negative weights; the parts add up to the total.

    Each part is rounded down; the remaining cents go one by one to the parts with the largest remainders (Hamilton's
    method), the first part first when they are equal. When all weights are zero the first part takes all. Raise
    ValueError without any weight.

    >>> allocate(Decimal("10.00"), [Decimal(1), Decimal(1), Decimal(1)])
    [Decimal('3.34'), Decimal('3.33'), Decimal('3.33')]
    """
    if not weights:
        raise ValueError("nothing to share among")
    whole = sum(weights, Decimal(0))
    if not whole:
        return [total, *[ZERO] * (len(weights) - 1)]
    sign = -1 if total < 0 else 1
    exact = [abs(total) * w / whole for w in weights]
    parts = [x.quantize(CENT, ROUND_DOWN) for x in exact]
    remaining_cents = int((abs(total) - sum(parts, ZERO)) / CENT)
    for i in sorted(range(len(parts)), key=lambda i: parts[i] - exact[i])[:remaining_cents]:
        parts[i] += CENT
    return [sign * p for p in parts]
