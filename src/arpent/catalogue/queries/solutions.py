"""A configuration as something to sell: its parts, its price, what it meets of a need, what to propose."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID

import numpy as np

from arpent.configurator.public import ABSENT, Configuration, Line, Need, accepted, least_price, propose
from arpent.kernel.errors import DomainError
from arpent.people.public import User

from ..models import PriceList, Product
from ..rules.pricing import price_for
from .products import tiers_on


@dataclass(frozen=True)
class ChosenPart:
    """A part in its place, for one set."""

    place: str
    reference: str
    label: str
    quantity: int


@dataclass(frozen=True)
class Chosen:
    """A configuration with what is left to choose. ``choices`` has what is decided too; ``left``: names still open."""

    choices: dict[str, str]
    left: list[str]
    possible: bool
    parts: list[ChosenPart]


def settle(made: Configuration, choices: Mapping[str, str]) -> Chosen:
    """Return the choices with what they decide, the parts, and what is still to choose."""
    known = {c: v for c, v in choices.items() if made.built.index(c, v) is not None}
    gone = {c: v for c, v in choices.items() if c not in known}
    masks, left, parts = made.shown(known), [], []
    slots = {s.code: s for s in made.model.slots}
    for var, variable in enumerate(made.built.variables):
        if variable.computed or (variable.slot and variable.kind != "part"):
            continue
        if variable.code in gone:
            # What was chosen is no longer sold: it is told as it was, nothing takes its place.
            if variable.kind == "part":
                value = gone[variable.code]
                parts.append(ChosenPart(variable.name, value, value, slots[variable.slot].quantity))
            continue
        live = np.flatnonzero(masks[var])
        if variable.code not in known:
            if len(live) != 1:
                left.append(variable.name)
                continue
            known[variable.code] = made.built.space.values[var][int(live[0])]
        value = known[variable.code]
        if variable.kind == "part" and value != ABSENT:
            label = variable.labels.get(value, value)
            parts.append(ChosenPart(variable.name, value, label, slots[variable.slot].quantity))
    return Chosen(known, left, not gone and made.is_possible(known), parts)


def price_lines(*, by: User, wanted: Mapping[str, int], list_id: UUID | None, day: dt.date) -> list[Line]:
    """Return one line per reference, for the quantity wanted of it, at the prices of a list on a day."""
    rows = {p.reference: p for p in Product.objects.visible_to(by).filter(reference__in=list(wanted))}
    tiers = tiers_on(by=by, list_id=list_id, day=day, references=wanted) if list_id else {}
    found = []
    for reference, quantity in wanted.items():
        row = rows.get(reference)
        held = tiers.get(reference, ())
        price = price_for(held, quantity)
        found.append(
            Line(reference, row.name, quantity, price, row.purchase_cost, row.delivery_days, least_price(held))
            if row
            else Line(reference, reference, quantity, None, None, None)
        )
    return found


def rate_of(*, by: User, list_id: UUID | None) -> Decimal:
    """Return how many euros one of a list's currency is worth."""
    if list_id is None:
        return Decimal(1)
    found = PriceList.objects.visible_to(by).filter(pk=list_id).values_list("rate", flat=True).first()
    return Decimal(1) if found is None else Decimal(found)


def demands_met(made: Configuration, choices: Mapping[str, str], demands: Sequence[Need]) -> list[str]:
    """Return, per demand, whether whole choices meet it: "met", "missed", or "open" when they do not tell."""
    masks = made.possible(choices)
    found = []
    for demand in demands:
        var = made.built.at.get(demand.code)
        live = set(np.flatnonzero(masks[var]).tolist()) if var is not None else set()
        try:
            kept = (
                accepted(
                    made.built.variables[var],
                    made.built.space.values[var],
                    demand.comparison,
                    demand.value,
                    made.density,
                )
                if var is not None
                else set()
            )
        except DomainError:  # the characteristic has changed its unit since
            live = set()
        found.append("open" if not live else "met" if live <= kept else "missed" if not live & kept else "open")
    return found


def proposals(
    *, by: User, made: Configuration, choices: Mapping[str, str], list_id: UUID | None, day: dt.date, sets: int
) -> dict[str, dict[str, str]]:
    """Return the whole choices that are best by price, by margin, by delay, for so many sets."""
    model = made.model
    wanted: dict[str, int] = {}
    for slot in model.slots:
        for part in slot.parts:
            wanted[part.reference] = max(wanted.get(part.reference, 0), slot.quantity * sets)
    lines = {x.reference: x for x in price_lines(by=by, wanted=wanted, list_id=list_id, day=day)}
    # Prices are those of the larger quantity where a part fits several places; each place counts its own.
    parts = {
        s.code: {p.reference: replace(lines[p.reference], quantity=s.quantity * sets) for p in s.parts}
        for s in model.slots
    }
    return propose(made, choices, parts, float(rate_of(by=by, list_id=list_id)))
