"""Costs of an offer's conditions and discounts on its total."""

from dataclasses import dataclass
from decimal import Decimal

from arpent.kernel.money import HUNDRED, ZERO, round_cents, share

from .waterfall import Step

YEAR = Decimal(365)


@dataclass(frozen=True, slots=True)
class Conditions:
    """Conditions of a version. Percentages as 12.5; euros without tax, except ``global_amount`` in the offer's
    currency.

    ``rate``: euros per unit of the currency, frozen with the version. ``payment_days``: from delivery to payment of the
    amount left after the deposit. ``financing_rate_percent``: annual cost of credit.
    """

    rate: Decimal = Decimal(1)
    global_percent: Decimal = ZERO
    global_amount: Decimal = ZERO
    payment_days: int = 0
    deposit_percent: Decimal = ZERO
    financing_rate_percent: Decimal = ZERO
    carriage_cost: Decimal = ZERO
    warranty_percent: Decimal = ZERO
    incoterm_cost: Decimal = ZERO
    commission_percent: Decimal = ZERO

    def costs(self, net: Decimal) -> dict[Step, Decimal]:
        """Return the cost of each condition for a net price in euros, each rounded once."""
        credit = net * (HUNDRED - self.deposit_percent) / HUNDRED
        days = Decimal(max(self.payment_days, 0))
        return {
            Step.PAYMENT: round_cents(credit * self.financing_rate_percent * days / YEAR / HUNDRED),
            Step.CARRIAGE: round_cents(self.carriage_cost),
            Step.WARRANTY: share(net, self.warranty_percent),
            Step.INCOTERM: round_cents(self.incoterm_cost),
        }

    def discount(self, subtotal: Decimal) -> Decimal:
        """Return the discount on a subtotal in the offer's currency: percentage first, then fixed amount."""
        percent_discount = share(subtotal, self.global_percent)
        return percent_discount + min(round_cents(self.global_amount), max(subtotal - percent_discount, ZERO))
