"""Price waterfall from list price to pocket price, with both margin rates."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from arpent.kernel.money import HUNDRED, ZERO

TENTH = Decimal("0.1")


class Step(StrEnum):
    """Deductions from the list price in order: those on the offer, then the costs of its conditions."""

    VOLUME = "volume"
    PROMOTION = "promotion"
    NEGOTIATED = "negotiated"
    GLOBAL = "global"
    PAYMENT = "payment"
    CARRIAGE = "carriage"
    WARRANTY = "warranty"
    INCOTERM = "incoterm"
    COMMISSION = "commission"


ON_OFFER = (Step.VOLUME, Step.PROMOTION, Step.NEGOTIATED, Step.GLOBAL)
CONDITIONS = (Step.PAYMENT, Step.CARRIAGE, Step.WARRANTY, Step.INCOTERM)


@dataclass(frozen=True, slots=True)
class Margin:
    """A margin in euros excl. VAT: ``price`` less ``cost``. ``cost`` None: a cost is unknown, and so is the margin.

    ``on_price`` is the *taux de marque*, margin / selling price; ``on_cost`` the *taux de marge*, margin / purchase
    cost. Both in percent, exact; None when unknown or divided by zero.
    """

    price: Decimal
    cost: Decimal | None

    @property
    def amount(self) -> Decimal | None:
        """Return the margin in euros; None when the cost is unknown."""
        return None if self.cost is None else self.price - self.cost

    @property
    def on_price(self) -> Decimal | None:
        """Return the margin rate on price (taux de marque) in percent; None when the cost is unknown or the price is
        0.
        """
        return None if self.amount is None or not self.price else self.amount * HUNDRED / self.price

    @property
    def on_cost(self) -> Decimal | None:
        """Return the margin rate on cost (taux de marge) in percent; None when the cost is unknown or 0."""
        return None if self.amount is None or not self.cost else self.amount * HUNDRED / self.cost

    @property
    def on_price_shown(self) -> Decimal | None:
        """Return the margin rate on price (taux de marque) to a tenth of a percent, as displayed and printed."""
        return None if self.on_price is None else self.on_price.quantize(TENTH, ROUND_HALF_UP)

    @property
    def on_cost_shown(self) -> Decimal | None:
        """Return the margin rate on cost (taux de marge) to a tenth of a percent, as displayed and printed."""
        return None if self.on_cost is None else self.on_cost.quantize(TENTH, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Waterfall:
    """Price waterfall in euros excl. VAT, from the list amount (``gross``) down.

    ``steps``: deduction of each step (negative: the step adds). ``cost``: purchase cost; None when a cost is unknown.
    """

    gross: Decimal = ZERO
    steps: dict[Step, Decimal] = field(default_factory=dict)
    cost: Decimal | None = ZERO

    def deduction(self, step: Step) -> Decimal:
        """Return the deduction of a step in euros; 0 when it has none."""
        return self.steps.get(step, ZERO)

    @property
    def net(self) -> Decimal:
        """Return the price on the offer in euros excl. VAT, after all discounts."""
        return self.gross - sum((self.deduction(s) for s in ON_OFFER), ZERO)

    @property
    def before_commission(self) -> Decimal:
        """Return the net price less the costs of conditions, before commission."""
        return self.net - sum((self.deduction(s) for s in CONDITIONS), ZERO)

    @property
    def pocket(self) -> Decimal:
        """Return the pocket price: net price less costs of conditions and commission."""
        return self.before_commission - self.deduction(Step.COMMISSION)

    @property
    def margin(self) -> Margin:
        """Return the invoice margin: net price less purchase cost."""
        return Margin(self.net, self.cost)

    @property
    def pocket_margin(self) -> Margin:
        """Return the pocket margin: pocket price less purchase cost."""
        return Margin(self.pocket, self.cost)

    @property
    def commission_base(self) -> Decimal:
        """Return the base of a commission in euros: the margin before it; 0 when negative or unknown."""
        amount = Margin(self.before_commission, self.cost).amount
        return max(amount, ZERO) if amount is not None else ZERO


def sum_waterfalls(waterfalls: Iterable[Waterfall]) -> Waterfall:
    """Return the sum of waterfalls step by step: of lines, offers, deals or customers. The cost is None when one is
    unknown.
    """
    gross, cost, steps = ZERO, ZERO, dict.fromkeys(Step, ZERO)
    known = True
    for waterfall in waterfalls:
        gross += waterfall.gross
        known, cost = known and waterfall.cost is not None, cost + (waterfall.cost or ZERO)
        for step, amount in waterfall.steps.items():
            steps[step] += amount
    return Waterfall(gross, steps, cost if known else None)
