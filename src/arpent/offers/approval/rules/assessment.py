"""Computes which approval an offer needs, with the firm's own costs and rates, over all selections the customer may
make.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from arpent.kernel.money import ZERO
from arpent.pricing.public import ChoiceSpace, Conditions, PricedOffer, PricingLine, Waterfall, line_cost, price_offer

from ...rules.lifecycle import Floors, RequiredApproval, highest_approval


@dataclass(frozen=True)
class MarginAssessment:
    """Input of the approval rules: priced lines with the firm's costs and rates, and the customer's possible
    selections.

    ``choices``: (role, key of the replaced line) by key. ``unconfirmed``: keys of lines whose cost no catalogue
    confirms. ``own_carriage``: carriage lines without a floor of their own. ``unknown_rate``: no price list has the
    currency.
    """

    lines: Sequence[PricingLine]
    conditions: Conditions
    floors: Floors
    choices: dict[str, tuple[str, str]]
    unconfirmed: frozenset[str] = frozenset()
    own_carriage: frozenset[str] = frozenset()
    unknown_rate: bool = False

    @property
    def has_choices(self) -> bool:
        """Return whether the customer may select options or alternatives."""
        return any(role != "included" for role, _base in self.choices.values())

    def space(self, lines: Sequence[PricingLine] = (), conditions: Conditions | None = None) -> ChoiceSpace:
        """Return the space of selections, with other lines or conditions if given."""
        return ChoiceSpace(lines or self.lines, self.choices, conditions or self.conditions)

    def required_approval(
        self,
        *,
        lines: Sequence[PricingLine] = (),
        conditions: Conditions | None = None,
        offer: PricedOffer | None = None,
    ) -> RequiredApproval:
        """Return the required approval and its reasons, over all selections the customer may make.

        ``lines``, ``conditions``: used instead of the stored ones when given. ``offer``: the same lines and
        conditions, already priced.
        """
        applied = conditions or self.conditions
        adjusted_lines = self._without_gain_on_carriage(lines or self.lines, applied)
        offer = offer or price_offer(adjusted_lines, applied)
        rates = _rates(offer)
        worst: list[Decimal | None] = []
        if self.has_choices:
            space = self.space(adjusted_lines, applied)
            cheapest = space.cheapest()
            selections = [cheapest, space.worst(self.floors.offer_free), space.worst(self.floors.offer_manager)]
            for i, selection in enumerate(selections):
                if selection in selections[:i]:
                    continue
                priced = self._priced(adjusted_lines, applied, space.selected_keys(selection))
                worst.append(pocket_margin_percent(priced.waterfall))
                rates = _lowest(rates, _rates(priced))
            cheapest_keys = space.selected_keys(cheapest)
            rates = _lowest(rates, {k: r for k, r in space.lowest_rates().items() if k not in cheapest_keys})
        line_rates = [
            (c.key, rates[c.key])
            for c in adjusted_lines
            if c.key in rates and c.key not in self.own_carriage and c.cost
        ]
        return highest_approval(
            pocket_margin_percent(offer.waterfall),
            line_rates,
            self.floors,
            worst,
            self._unconfirmed_costs(adjusted_lines, applied),
            self.unknown_rate,
        )

    def _unconfirmed_costs(self, lines: Sequence[PricingLine], conditions: Conditions) -> list[str]:
        """Return the keys of lines sold above a cost that no catalogue confirms; a line without gain does not raise the
        margin.
        """
        return [
            c.key
            for c in lines
            if c.key in self.unconfirmed
            and c.cost is not None
            and c.running()[3] * conditions.rate > (line_cost(c) or 0)
        ]

    def _without_gain_on_carriage(self, lines: Sequence[PricingLine], conditions: Conditions) -> list[PricingLine]:
        """Return the lines with carriage at no gain beyond the carriage cost of the conditions."""
        remaining = conditions.carriage_cost + conditions.incoterm_cost
        adjusted = []
        for line in lines:
            if line.key in self.own_carriage and line.cost is not None:
                gain = line.running()[3] * conditions.rate - line.quantity * line.cost
                covered = min(max(gain, ZERO), remaining) if line.is_selected else ZERO
                remaining -= covered
                line = replace(line, cost=line.cost + max(gain - covered, ZERO) / line.quantity)
            adjusted.append(line)
        return adjusted

    def required_approval_when(self, selection: Iterable[str]) -> RequiredApproval:
        """Return the approval required when the customer selects exactly these options and alternatives."""
        selected = self.space().selected_keys(set(selection))
        chosen = [replace(c, is_selected=c.key in selected) for c in self.lines]
        fixed = {c.key: ("included", "") for c in chosen}
        return replace(self, lines=chosen, choices=fixed).required_approval()

    def below_cost(self) -> set[str]:
        """Return the keys of lines that some selection sells below their purchase cost (C. com. L442-5)."""
        return self.space().below_cost()

    def _priced(self, lines: Sequence[PricingLine], conditions: Conditions, selected: set[str]) -> PricedOffer:
        return price_offer([replace(c, is_selected=c.key in selected) for c in lines], conditions)


@dataclass(frozen=True, slots=True)
class FirmRates:
    """The firm's own rates in percent (financing: per year).

    ``currency_rates``: euros per unit of the offer's currency; empty when no price list has it.
    """

    financing_rate_percent: Decimal
    warranty_percent: Decimal
    commission_percent: Decimal
    currency_rates: Sequence[Decimal]


def firm_conditions(conditions: Conditions, firm: FirmRates) -> Conditions:
    """Return the conditions with, for each rate, the less favourable of the version's and the firm's."""
    return replace(
        conditions,
        rate=min([conditions.rate, *firm.currency_rates]),
        financing_rate_percent=max(conditions.financing_rate_percent, firm.financing_rate_percent),
        warranty_percent=max(conditions.warranty_percent, firm.warranty_percent),
        commission_percent=max(conditions.commission_percent, firm.commission_percent),
    )


def is_cost_confirmed(kind: str, catalogue_cost: Decimal | None, reference: str, product_reference: str | None) -> bool:
    """Return whether the catalogue confirms a line's cost.

    Not when it has no catalogue cost, or when a free line has another reference than its product.
    """
    if catalogue_cost is None:
        return False
    renamed = product_reference is not None and reference.casefold() != product_reference.casefold()
    return kind == "product" or not renamed


def pocket_margin_percent(waterfall: Waterfall) -> Decimal | None:
    """Return a pocket margin rate on price in percent, exact; None when nothing remains of the price or a cost is
    unknown.
    """
    return waterfall.pocket_margin.on_price if waterfall.pocket > 0 else None


def _rates(offer: PricedOffer) -> dict[str, Decimal | None]:
    return {p.line.key: pocket_margin_percent(p.waterfall) for p in offer.lines if p.line.is_selected}


def _lowest(first: dict[str, Decimal | None], other: dict[str, Decimal | None]) -> dict[str, Decimal | None]:
    lowest = dict(first)
    for key, rate in other.items():
        previous = lowest.get(key, rate)
        lowest[key] = None if rate is None or previous is None else min(rate, previous)
    return lowest
