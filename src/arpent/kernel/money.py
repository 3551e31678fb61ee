"""Money: cents that always add up.

Amounts are Decimals, rounded half up to the cent, away from zero (C. com. usage).
"""

from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
ZERO = Decimal("0.00")
HUNDRED = Decimal(100)


def round_cents(amount: Decimal) -> Decimal:
    """Return an amount to the cent: 0.005 is 0.01, -0.005 is -0.01.

    >>> round_cents(Decimal("2.675")), round_cents(Decimal("-2.675"))
    (Decimal('2.68'), Decimal('-2.68'))
    """
    return amount.quantize(CENT, ROUND_HALF_UP)


def share(amount: Decimal, percent: Decimal) -> Decimal:
    """Return a percentage of an amount, rounded to the cent."""
    return round_cents(amount * percent / HUNDRED)


def allocate(total: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """Split ``total`` (whole cents) in proportion to non-negative weights; the parts add up to the total.

    Each part is rounded down; the cents that are remaining_cents go one by one to the largest remainders, the first
    part first when they are equal. Without any weight the first part takes all. Raise ValueError when there is no part.

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
