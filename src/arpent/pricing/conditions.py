"""Costs of an offer's conditions and discounts on its total."""

from dataclasses import dataclass
from decimal import Decimal

from arpent.kernel.money import HUNDRED, ZERO, round_cents, share

from .waterfall import Step

YEAR = Decimal(365)


@dataclass(frozen=True, slots=True)
class Conditions:
    """Commercial conditions of a version. Percentages 0-100 (12.5 is 12.5 %); amounts in euros excl. VAT, except
    ``global_amount`` in the offer's currency.

    ``rate``: euros per unit of the currency, stored with the version. ``global_percent`` and ``global_amount``:
    discount on the total. ``payment_days``: days from delivery to the payment of the balance after the deposit.
    ``deposit_percent``: of the total incl. VAT. ``financing_rate_percent``: annual cost of credit.
    ``warranty_percent``: of the net price. ``commission_percent``: of the margin before commission.
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
        """Return the cost in euros of payment, carriage, warranty and Incoterm for a net price in euros excl. VAT,
        each rounded to the cent.

        Simple interest over 365 days on the part that the deposit does not cover. The commission is not included: it
        depends on the margin that remains after these costs.
        """
        credit = net * (HUNDRED - self.deposit_percent) / HUNDRED
        days = Decimal(max(self.payment_days, 0))
        return {
            Step.PAYMENT: round_cents(credit * self.financing_rate_percent * days / YEAR / HUNDRED),
            Step.CARRIAGE: round_cents(self.carriage_cost),
            Step.WARRANTY: share(net, self.warranty_percent),
            Step.INCOTERM: round_cents(self.incoterm_cost),
        }

    def discount(self, subtotal: Decimal) -> Decimal:
        """Return the discount on a subtotal, both in the offer's currency excl. VAT: percentage first, then the fixed
        amount, limited to what remains.
        """
        percent_discount = share(subtotal, self.global_percent)
        return percent_discount + min(round_cents(self.global_amount), max(subtotal - percent_discount, ZERO))
