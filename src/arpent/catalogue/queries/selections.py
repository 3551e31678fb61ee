"""Complete configurations as sellable selections: parts, prices, demands met, proposals."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID

import numpy as np

from arpent.configurator.public import (
    ABSENT,
    Configuration,
    Need,
    PartLine,
    accepted_values,
    lowest_tier_price,
    optimise,
)
from arpent.kernel.errors import DomainError
from arpent.people.public import User

from ..models import PriceList, Product
from ..rules.pricing import price_for
from .products import tiers_on


@dataclass(frozen=True)
class SelectedPart:
    """Part of a component; ``quantity``: pieces in one set."""

    component: str
    reference: str
    label: str
    quantity: int


@dataclass(frozen=True)
class Selection:
    """Choices with their consequences. ``undecided``: names of what is still to choose.

    ``possible``: a complete configuration with them exists; False when a chosen part is discontinued.
    """

    choices: dict[str, str]
    undecided: list[str]
    possible: bool
    parts: list[SelectedPart]


def resolve_selection(configuration: Configuration, choices: Mapping[str, str]) -> Selection:
    """Return the choices completed by the only remaining values, the parts, and what is still to choose."""
    known = {c: v for c, v in choices.items() if configuration.encoded.index(c, v) is not None}
    discontinued = {c: v for c, v in choices.items() if c not in known}
    masks, undecided, parts = configuration.arc_consistent_values(known), [], []
    components = {s.code: s for s in configuration.model.components}
    for var, variable in enumerate(configuration.encoded.variables):
        if variable.computed or (variable.component and variable.kind != "part"):
            continue
        if variable.code in discontinued:
            # A discontinued choice is kept as text and not replaced.
            if variable.kind == "part":
                value = discontinued[variable.code]
                parts.append(SelectedPart(variable.name, value, value, components[variable.component].quantity))
            continue
        live = np.flatnonzero(masks[var])
        if variable.code not in known:
            if len(live) != 1:
                undecided.append(variable.name)
                continue
            known[variable.code] = configuration.encoded.space.values[var][int(live[0])]
        value = known[variable.code]
        if variable.kind == "part" and value != ABSENT:
            label = variable.labels.get(value, value)
            parts.append(SelectedPart(variable.name, value, label, components[variable.component].quantity))
    return Selection(known, undecided, not discontinued and configuration.is_possible(known), parts)


def price_lines(*, by: User, quantities: Mapping[str, int], list_id: UUID | None, day: dt.date) -> list[PartLine]:
    """Return one line per reference and quantity, at the prices of a list on a day.

    Prices and costs are None without a list, a price or a product.
    """
    rows = {p.reference: p for p in Product.objects.visible_to(by).filter(reference__in=list(quantities))}
    tiers = tiers_on(by=by, list_id=list_id, day=day, references=quantities) if list_id else {}
    lines = []
    for reference, quantity in quantities.items():
        row = rows.get(reference)
        product_tiers = tiers.get(reference, ())
        price = price_for(product_tiers, quantity)
        lines.append(
            PartLine(
                reference,
                row.name,
                quantity,
                price,
                row.purchase_cost,
                row.delivery_days,
                lowest_tier_price(product_tiers),
            )
            if row
            else PartLine(reference, reference, quantity, None, None, None)
        )
    return lines


def rate_of(*, by: User, list_id: UUID | None) -> Decimal:
    """Return the euros for one unit of a list's currency; 1 without a list."""
    if list_id is None:
        return Decimal(1)
    rate = PriceList.objects.visible_to(by).filter(pk=list_id).values_list("rate", flat=True).first()
    return Decimal(1) if rate is None else Decimal(rate)


def demand_statuses(configuration: Configuration, choices: Mapping[str, str], demands: Sequence[Need]) -> list[str]:
    """Return, for each demand, "met" or "missed" by all complete configurations with the choices, else "open"."""
    masks = configuration.possible_values(choices)
    statuses = []
    for demand in demands:
        var = configuration.encoded.at.get(demand.code)
        live = set(np.flatnonzero(masks[var]).tolist()) if var is not None else set()
        try:
            remaining = (
                accepted_values(
                    configuration.encoded.variables[var],
                    configuration.encoded.space.values[var],
                    demand.comparison,
                    demand.value,
                    configuration.density,
                )
                if var is not None
                else set()
            )
        except DomainError:  # the unit of the characteristic changed since
            live = set()
        statuses.append(
            "open" if not live else "met" if live <= remaining else "missed" if not live & remaining else "open"
        )
    return statuses


def proposals(
    *, by: User, configuration: Configuration, choices: Mapping[str, str], list_id: UUID | None, day: dt.date, sets: int
) -> dict[str, dict[str, str]]:
    """Return the complete choices best by "price", "margin" and "delay" for a number of sets, as `optimise` does."""
    model = configuration.model
    quantities: dict[str, int] = {}
    for component in model.components:
        for part in component.parts:
            quantities[part.reference] = max(quantities.get(part.reference, 0), component.quantity * sets)
    lines = {x.reference: x for x in price_lines(by=by, quantities=quantities, list_id=list_id, day=day)}
    # A part of several components is priced at its largest quantity; each component counts its own.
    parts = {
        s.code: {p.reference: replace(lines[p.reference], quantity=s.quantity * sets) for p in s.parts}
        for s in model.components
    }
    return optimise(configuration, choices, parts, float(rate_of(by=by, list_id=list_id)))
