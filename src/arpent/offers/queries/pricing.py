"""A version's lines and conditions as the margin engine takes them, costs at the firm's own figure."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from arpent.pricing.public import (
    Conditions,
    CountedLine,
    PricedOffer,
    Regime,
    VatCode,
    counted_when,
    price_offer,
    rate_for,
)

from ..models import OfferLine, OfferVersion


def conditions_of(version: OfferVersion) -> Conditions:
    days = version.payment_days + (15 if version.end_of_month else 0)  # half a month waited for on the average
    return Conditions(
        version.rate,
        version.global_percent,
        version.global_amount,
        days,
        version.deposit_percent,
        version.money_percent,
        version.carriage_cost,
        version.warranty_percent,
        version.incoterm_cost,
        version.commission_percent,
    )


def firm_cost(line: OfferLine) -> Decimal | None:
    """Return what a line costs us for one, in euros: the higher of the cost written and the catalogue's; None: not
    known.

    What was a product stays one here, whatever its line is called since: margins, commission and agreements are on this
    cost.
    """
    if line.cost is None or line.catalogue_cost is None:
        return line.cost
    return max(line.cost, line.catalogue_cost)


def counted_lines(
    version: OfferVersion, lines: Sequence[OfferLine], taken: Iterable[str] | None = None
) -> list[CountedLine]:
    """Return the lines that have a price, for the engine.

    ``taken``: keys of the options and variants that count instead.
    """
    regime = Regime(version.regime)
    rates = {c: rate_for(regime, VatCode(c), version.priced_on) for c in {x.vat for x in lines if x.kind != "section"}}
    counted = {x.key: x.counted for x in lines} if taken is None else counted_when(lines, taken)
    return [
        CountedLine(
            x.key,
            x.quantity,
            x.list_price,
            x.tier_price,
            x.hand_price,
            x.campaign_percent,
            x.discount_percent,
            firm_cost(x),
            rates[x.vat],
            counted[x.key],
            x.kind == "carriage",
        )
        for x in lines
        if x.kind != "section"
    ]


def price_version(version: OfferVersion, lines: Sequence[OfferLine], taken: Iterable[str] | None = None) -> PricedOffer:
    return price_offer(counted_lines(version, lines, taken), conditions_of(version))
