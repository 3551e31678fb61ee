"""Input of the margin engine from a version: lines, conditions, costs of the firm."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from arpent.pricing.public import (
    Conditions,
    PricedOffer,
    PricingLine,
    Regime,
    VatCode,
    price_offer,
    rate_for,
    selected_lines,
)

from ..models import OfferLine, OfferVersion


def pricing_conditions(version: OfferVersion) -> Conditions:
    """Return the conditions of a version for the margin engine; an end-of-month term adds 15 days on average."""
    days = version.payment_days + (15 if version.end_of_month else 0)  # on average half a month more
    return Conditions(
        version.rate,
        version.global_percent,
        version.global_amount,
        days,
        version.deposit_percent,
        version.financing_rate_percent,
        version.carriage_cost,
        version.warranty_percent,
        version.incoterm_cost,
        version.commission_percent,
    )


def firm_cost(line: OfferLine) -> Decimal | None:
    """Return the unit cost of a line in euros: the higher of the typed and the catalogue's; None when unknown.

    A line that was a product keeps its catalogue cost whatever its label: margins, commission and approvals depend on
    it.
    """
    if line.cost is None or line.catalogue_cost is None:
        return line.cost
    return max(line.cost, line.catalogue_cost)


def pricing_lines(
    version: OfferVersion, lines: Sequence[OfferLine], selection: Iterable[str] | None = None
) -> list[PricingLine]:
    """Return the lines for the margin engine, without sections.

    ``selection``: keys of options and alternatives selected instead of the stored ones. Raise DomainError
    "offers.no_such_rate" for a VAT code without a rate under the version's regime.
    """
    regime = Regime(version.regime)
    rates = {c: rate_for(regime, VatCode(c), version.priced_on) for c in {x.vat for x in lines if x.kind != "section"}}
    selected = {x.key: x.is_selected for x in lines} if selection is None else selected_lines(lines, selection)
    return [
        PricingLine(
            x.key,
            x.quantity,
            x.list_price,
            x.tier_price,
            x.manual_price,
            x.promotion_percent,
            x.discount_percent,
            firm_cost(x),
            rates[x.vat],
            selected[x.key],
            x.kind == "carriage",
        )
        for x in lines
        if x.kind != "section"
    ]


def price_version(
    version: OfferVersion, lines: Sequence[OfferLine], selection: Iterable[str] | None = None
) -> PricedOffer:
    """Return the priced offer of a version, with the stored selection or another one (see ``pricing_lines``)."""
    return price_offer(pricing_lines(version, lines, selection), pricing_conditions(version))
