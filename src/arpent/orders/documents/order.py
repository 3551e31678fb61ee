"""Data of an accepted order, for its Order-X file and its table."""

import datetime as dt
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from arpent.kernel.errors import DomainError
from arpent.kernel.money import ZERO, round_cents
from arpent.offers.public import (
    Customer,
    OfferLine,
    OfferVersion,
    Party,
    Signature,
    conditions_data,
    get_parties,
    list_lines,
    number_lines,
    price_version,
)
from arpent.people.public import User
from arpent.pricing.public import CATEGORIES, PricedLine, PricedOffer, Regime

from ..rules.order import Adjustment, Line, Order, Totals
from ..rules.unit_codes import MUTUAL, unit_code

PLACES, CENT = Decimal("0.0001"), Decimal("0.01")


def build_order(*, version: OfferVersion, signature: Signature | None, by: User) -> Order:
    """Return the order of an accepted version, with the signed options, in the language of the offer.

    The parties are those stored when the version was sent. Raise DomainError "orders.order_incomplete" naming a
    missing seller's or customer's name.
    """
    lines = list_lines(version=version, by=by)
    offer = price_version(version, lines, signature.selected_options if signature else None)
    parties = _frozen_parties(version, by)
    customer, seller = Customer(**parties["customer"]), Party(**parties["seller"])
    missing = [
        field_name
        for field_name, value in (
            (_("le nom de notre entreprise"), seller.name),
            (_("le nom du client"), customer.name),
        )
        if not value
    ]
    if missing:
        raise DomainError("orders.order_incomplete", what=", ".join(missing))
    at = signature.signed_at if signature else version.offer.closed_at or version.created_at
    with translation.override(version.language):  # the customer's language
        return _order(version, signature, lines, offer, customer, parties["contact"], seller, timezone.localdate(at))


def _frozen_parties(version: OfferVersion, by: User) -> dict[str, dict[str, str]]:
    """Return the parties stored when the version was sent; a party without a stored name is read now."""
    frozen = version.parties or {}
    if all(frozen.get(x, {}).get("name") for x in ("customer", "seller")):
        return dict(frozen)
    now = get_parties(version, by=by)
    return now | {k: v for k, v in frozen.items() if v.get("name") or k == "contact"}


def _order(
    version: OfferVersion,
    signature: Signature | None,
    lines: list[OfferLine],
    offer: PricedOffer,
    customer: Customer,
    contact: dict[str, str],
    seller: Party,
    on: dt.date,
) -> Order:
    regime = Regime(version.regime)
    rows = conditions_data(version=version, customer=customer, on=on)["rows"]
    return Order(
        number=(signature.order_number if signature else "") or version.label.replace(" ", "-"),
        issued=on,
        currency=version.currency,
        seller=seller,
        buyer=_buyer(customer, contact),
        lines=_lines(offer, lines, CATEGORIES[regime]),
        totals=Totals(offer.subtotal, offer.discount, offer.carriage, offer.net, offer.tax, offer.gross),
        buyer_reference=signature.order_number if signature else "",
        quotation=version.label,
        notes=tuple(f"{n} : {' '.join(t)}" for n, t in rows),
        allowances=_allowances(offer, CATEGORIES[regime]),
        charges=_charges(offer, lines, CATEGORIES[regime]),
        payment_terms=rows[0][1][0],
        incoterm=version.incoterm,
    )


def _buyer(customer: Customer, contact: dict[str, str]) -> Party:
    return Party(
        customer.name,
        customer.country,
        customer.siren,
        customer.vat_number,
        customer.address,
        customer.postcode,
        customer.city,
        **contact,
    )


def _lines(offer: PricedOffer, lines: list[OfferLine], category: str) -> tuple[Line, ...]:
    priced = {p.line.key: p for p in offer.lines}
    order_lines, title, numbers = [], "", number_lines(lines)
    for line in lines:
        if line.kind == "section":
            title = line.label
            continue
        priced_line = priced[line.key]
        if priced_line.line.is_selected and not priced_line.line.carriage:
            order_lines.append(_line(numbers[line.key], line, priced_line, category, title))
            title = ""
    return tuple(order_lines)


def _line(number: int, line: OfferLine, priced_line: PricedLine, category: str, title: str) -> Line:
    net, basis = (priced_line.net / line.quantity).quantize(PLACES), Decimal(1)
    if (net * line.quantity).quantize(CENT, ROUND_HALF_UP) != priced_line.net:
        net, basis = priced_line.net, line.quantity  # no unit price gives the line total: price the whole quantity
    gross = (
        round_cents(priced_line.line.list_price * basis) if basis != 1 else priced_line.line.list_price.quantize(PLACES)
    )
    code = unit_code(line.unit)
    notes = [title, _("Unité : %(unit)s") % {"unit": line.unit} if code == MUTUAL else ""]
    return Line(
        str(number),
        str(line),
        line.quantity,
        net,
        priced_line.net,
        category,
        priced_line.line.vat_rate,
        gross if gross > net else None,
        code,
        line.reference,
        line.description,
        "\n".join(n for n in notes if n),
        basis,
        line.unit,
    )


def _allowances(offer: PricedOffer, category: str) -> tuple[Adjustment, ...]:
    """Return the discount on the total by tax rate, as the engine shared it among the lines."""
    by_rate: dict[Decimal, Decimal] = defaultdict(lambda: ZERO)
    for priced_line in offer.lines:
        if priced_line.line.is_selected and priced_line.net != priced_line.basis:
            by_rate[priced_line.line.vat_rate] += priced_line.net - priced_line.basis
    return tuple(Adjustment(amount, _("Remise sur le total"), category, rate, "95") for rate, amount in by_rate.items())


def _charges(offer: PricedOffer, lines: list[OfferLine], category: str) -> tuple[Adjustment, ...]:
    names = {x.key: str(x) for x in lines}
    return tuple(
        Adjustment(p.basis, names[p.line.key], category, p.line.vat_rate, "FC")
        for p in offer.lines
        if p.line.is_selected and p.line.carriage
    )
