"""Prices of one line: from list amount to net amount, each intermediate amount rounded to the cent."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from arpent.kernel.money import HUNDRED, ZERO, round_cents

from .waterfall import Step, Waterfall

UNIT_PLACES = Decimal("0.0001")  # precision of stored and printed unit prices


@dataclass(frozen=True, slots=True)
class PricingLine:
    """Input of a line. Unit prices in the offer's currency excl. VAT, unit cost in euros, percentages 0-100.

    ``tier_price``: list price at this quantity; None: ``list_price`` applies. ``manual_price``: replaces the list
    price and excludes the promotion. ``cost``: None when unknown. ``is_selected``: False for an option that is not
    selected. ``carriage``: the line charges carriage, to which the discount on the total does not apply.
    """

    key: str
    quantity: Decimal
    list_price: Decimal
    tier_price: Decimal | None = None
    manual_price: Decimal | None = None
    promotion_percent: Decimal = ZERO
    discount_percent: Decimal = ZERO
    cost: Decimal | None = None
    vat_rate: Decimal = ZERO
    is_selected: bool = True
    carriage: bool = False

    @property
    def unit_price(self) -> Decimal:
        """Return the unit price before the negotiated discount, rounded to four decimals as printed, so that a printed
        line can be recomputed.
        """
        if self.manual_price is not None:
            return self.manual_price.quantize(UNIT_PLACES, ROUND_HALF_UP)
        return take_promotion_off(self.catalogue_price, self.promotion_percent)

    @property
    def catalogue_price(self) -> Decimal:
        """Return the catalogue's unit price at this quantity, before the promotion."""
        return self.list_price if self.tier_price is None else self.tier_price

    def running(self) -> tuple[Decimal, Decimal, Decimal, Decimal]:
        """Return the line's amounts at list price, then after the volume, promotion and negotiated discounts.

        In the offer's currency excl. VAT, each rounded to the cent.
        """
        volume = round_cents(self.quantity * self.catalogue_price)
        promotion = volume if self.manual_price is not None else round_cents(self.quantity * self.unit_price)
        net = round_cents(self.quantity * self.unit_price * (HUNDRED - self.discount_percent) / HUNDRED)
        return round_cents(self.quantity * self.list_price), volume, promotion, net


def take_promotion_off(price: Decimal, percent: Decimal) -> Decimal:
    """Return a unit price after a promotion's discount (percent 0-100), rounded to four decimals as printed."""
    return (price * (HUNDRED - percent) / HUNDRED).quantize(UNIT_PLACES, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class PricedLine:
    """A line with its figures, in the offer's currency excl. VAT. ``gross``: at list price; ``net``: before the
    discount on the total; ``basis``: after it.

    ``waterfall``: in euros, for the line alone, whether selected or not.
    """

    line: PricingLine
    gross: Decimal
    net: Decimal
    basis: Decimal
    waterfall: Waterfall


def discounts_in_euros(line: PricingLine, basis: Decimal, rate: Decimal) -> tuple[Decimal, dict[Step, Decimal]]:
    """Return the list amount and the discount of each step in euros excl. VAT; each intermediate amount is converted
    once.

    ``basis``: the line's amount after the discount on the total, in the offer's currency; ``rate``: euros per unit of
    it.
    """
    gross, volume, promotion, net, after = (round_cents(x * rate) for x in (*line.running(), basis))
    discounts = {
        Step.VOLUME: gross - volume,
        Step.PROMOTION: volume - promotion,
        Step.NEGOTIATED: promotion - net,
        Step.GLOBAL: net - after,
    }
    return gross, discounts


def line_cost(line: PricingLine) -> Decimal | None:
    """Return the purchase cost of the line in euros excl. VAT, rounded to the cent; None when the unit cost is
    unknown.
    """
    return None if line.cost is None else round_cents(line.quantity * line.cost)
