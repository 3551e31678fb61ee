"""Compares solutions: how well each meets a need, and the criteria on which it is best."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Demand:
    """A requirement of the customer as text. ``must``: required, else a wish."""

    text: str
    must: bool


@dataclass(frozen=True)
class Fit:
    """Result by demand: "met", "missed" or "open" (unknown), in order."""

    demands: tuple[Demand, ...]
    states: tuple[str, ...]

    def _of(self, must: bool) -> list[str]:
        return [s for d, s in zip(self.demands, self.states, strict=True) if d.must == must]

    @property
    def musts(self) -> tuple[int, int]:
        """Return (met, total) of the required demands."""
        states = self._of(must=True)
        return states.count("met"), len(states)

    @property
    def wishes(self) -> tuple[int, int]:
        """Return (met, total) of the wishes."""
        states = self._of(must=False)
        return states.count("met"), len(states)

    @property
    def missed(self) -> tuple[str, ...]:
        """Return the texts of the missed required demands."""
        return tuple(d.text for d, s in zip(self.demands, self.states, strict=True) if d.must and s == "missed")

    @property
    def score(self) -> tuple[int, int]:
        """Return the sort key: required demands first, then wishes."""
        return self.musts[0], self.wishes[0]


@dataclass(frozen=True)
class ComparedSolution:
    """Figures of a solution for the comparison; None when unknown.

    ``price`` in euros excl. VAT, ``margin_percent`` on price (percent), ``delivery_days`` in days, ``fit`` as
    ``Fit.score``.
    """

    price: Decimal | None
    margin_percent: Decimal | None
    delivery_days: int | None
    fit: tuple[int, int] | None


def find_best(solutions: Sequence[ComparedSolution]) -> list[tuple[str, ...]]:
    """Return the criteria on which each solution is best, among "price", "margin", "delay" and "fit".

    Several solutions may share a criterion; one on which all known values are equal is given to none.
    """
    ranks: Mapping[str, list[Decimal | int | tuple[int, int] | None]] = {
        "price": [None if s.price is None else -s.price for s in solutions],
        "margin": [s.margin_percent for s in solutions],
        "delay": [None if s.delivery_days is None else -s.delivery_days for s in solutions],
        "fit": [s.fit for s in solutions],
    }
    best: list[list[str]] = [[] for _ in solutions]
    for criterion, values in ranks.items():
        known = [v for v in values if v is not None]
        if len(set(known)) < 2:
            continue
        top = max(known)  # type: ignore[type-var]
        for i, value in enumerate(values):
            if value == top:
                best[i].append(criterion)
    return [tuple(f) for f in best]
