"""Totals of an offer: discount on the total, conditions, taxes. Amounts shared among lines add up to the cent."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from arpent.kernel.money import ZERO, allocate, share

from .conditions import Conditions
from .lines import PricedLine, PricingLine, discounts_in_euros, line_cost
from .vat import VatLine, vat_of
from .waterfall import Step, Waterfall, sum_waterfalls


@dataclass(frozen=True, slots=True)
class PricedOffer:
    """Figures of an offer in its currency, except ``waterfall`` in euros.

    Excl. VAT: ``subtotal``, selected lines except carriage before the discount on the total; ``discount`` on it;
    ``carriage``; ``net``, the total. ``taxes``: VAT by rate, ``tax``: its sum. Incl. VAT: ``gross`` and ``deposit``,
    the share of it due with the order. ``without_cost``: keys of selected lines with unknown cost.
    """

    lines: tuple[PricedLine, ...]
    subtotal: Decimal
    discount: Decimal
    carriage: Decimal
    net: Decimal
    taxes: tuple[VatLine, ...]
    tax: Decimal
    gross: Decimal
    deposit: Decimal
    waterfall: Waterfall
    without_cost: tuple[str, ...] = ()


def price_offer(lines: Sequence[PricingLine], conditions: Conditions) -> PricedOffer:
    """Return the figures of an offer, with its lines in the given order.

    Lines that are not selected have figures of their own, before the discount on the total and without conditions;
    they count in no sum. VAT is rounded once per rate.
    """
    nets = [x.running()[3] for x in lines]
    selected = [i for i, x in enumerate(lines) if x.is_selected]
    shared = [i for i in selected if not lines[i].carriage]
    subtotal = sum((nets[i] for i in shared), ZERO)
    discount = conditions.discount(subtotal)
    bases = list(nets)
    if shared and discount:
        for i, part in zip(shared, allocate(discount, [max(nets[i], ZERO) for i in shared]), strict=True):
            bases[i] -= part
    waterfalls = [_on_offer(x, bases[i], conditions.rate) for i, x in enumerate(lines)]
    if selected:
        for i, waterfall in zip(selected, _with_conditions([waterfalls[i] for i in selected], conditions), strict=True):
            waterfalls[i] = waterfall
    priced = tuple(PricedLine(x, x.running()[0], nets[i], bases[i], waterfalls[i]) for i, x in enumerate(lines))
    taxes = vat_of((lines[i].vat_rate, bases[i]) for i in selected)
    net, tax = sum((bases[i] for i in selected), ZERO), sum((t.tax for t in taxes), ZERO)
    return PricedOffer(
        priced,
        subtotal,
        discount,
        sum((bases[i] for i in selected if lines[i].carriage), ZERO),
        net,
        taxes,
        tax,
        net + tax,
        share(net + tax, conditions.deposit_percent),
        sum_waterfalls(waterfalls[i] for i in selected),
        tuple(lines[i].key for i in selected if lines[i].cost is None),
    )


def _on_offer(line: PricingLine, basis: Decimal, rate: Decimal) -> Waterfall:
    gross, steps = discounts_in_euros(line, basis, rate)
    return Waterfall(gross, steps, line_cost(line))


def _with_conditions(waterfalls: list[Waterfall], conditions: Conditions) -> list[Waterfall]:
    """Share the costs of conditions in proportion to net prices, then the commission in proportion to its base."""
    nets = [max(f.net, ZERO) for f in waterfalls]
    total = sum_waterfalls(waterfalls)
    for step, cost in conditions.costs(total.net).items():
        parts = allocate(cost, nets)
        waterfalls = [replace(f, steps={**f.steps, step: p}) for f, p in zip(waterfalls, parts, strict=True)]
    commission = share(sum_waterfalls(waterfalls).commission_base, conditions.commission_percent)
    parts = allocate(commission, [f.commission_base for f in waterfalls])
    return [replace(f, steps={**f.steps, Step.COMMISSION: p}) for f, p in zip(waterfalls, parts, strict=True)]
