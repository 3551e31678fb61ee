"""Classes A, B, C by potential: the few accounts that make most of it, and the rest (Pareto, ABC analysis)."""

from collections.abc import Sequence
from decimal import Decimal

A_SHARE, B_SHARE = Decimal("0.80"), Decimal("0.95")


def abc_classes(potentials: Sequence[Decimal | None]) -> list[str]:
    """Return the class of each account: A until 80 % of the whole potential, B until 95 %, C beyond; "" when unknown."""
    known = sorted((p for p in potentials if p), reverse=True)
    total = sum(known, Decimal(0))
    limits: dict[Decimal, str] = {}
    run = Decimal(0)
    for amount in known:
        # Equal potentials share the class of the first of them.
        limits.setdefault(amount, "A" if run < total * A_SHARE else "B" if run < total * B_SHARE else "C")
        run += amount
    return [limits[p] if p else "" for p in potentials]
