"""ABC classes by potential (Pareto analysis)."""

from collections.abc import Sequence

A_SHARE, B_SHARE = 0.80, 0.95


def abc_classes(potentials: Sequence[float | None]) -> list[str]:
    """Return the class of each account by decreasing potential; "" when unknown or 0.

    A while the accounts before it make less than 80 % of the total, B less than 95 %, else C. Equal potentials have
    equal classes.
    """
    known = sorted((p for p in potentials if p), reverse=True)
    total, run = sum(known), 0.0
    limits: dict[float, str] = {}
    for amount in known:
        # Equal potentials have equal classes.
        limits.setdefault(amount, "A" if run < total * A_SHARE else "B" if run < total * B_SHARE else "C")
        run += amount
    return [limits[p] if p else "" for p in potentials]
