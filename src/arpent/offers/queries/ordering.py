"""The accepted order of an offer: its data for Order-X, its table for an ERP."""

import csv
import datetime as dt
import io
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from arpent.kernel.cells import is_formula
from arpent.kernel.money import ZERO, round_cents
from arpent.kernel.refusals import Refused
from arpent.people.public import User, get_organisation

from ..models import OfferLine, OfferVersion, Signature
from ..rules.lifecycle import State
from ..rules.margin import PricedLine, PricedOffer, Regime
from ..rules.margin.vat import CATEGORIES
from ..rules.ordering import Adjustment, Line, Order, Party, Totals
from .customer import Customer, customer_of
from .papering.terms import conditions_data
from .pricing import price_version
from .versions import get_version, list_lines

# What firms write for a unit, as UN/ECE recommendation 20 codes it; anything else is counted by the piece.
UNITS = {"m": "MTR", "ml": "MTR", "m2": "MTK", "m²": "MTK", "m3": "MTQ", "m³": "MTQ", "kg": "KGM", "t": "TNE", "l": "LTR", "h": "HUR", "heure": "HUR",
         "jour": "DAY", "j": "DAY", "mois": "MON", "lot": "SET", "ensemble": "SET"}  # fmt: skip
PLACES, CENT = Decimal("0.0001"), Decimal("0.01")


def accepted_version(*, offer_id: UUID, by: User, lock: bool = False) -> tuple[OfferVersion, Signature | None]:
    """Return the accepted version of an offer and its signature. Raise Refused while there is none."""
    version = get_version(offer_id=offer_id, by=by, lock=lock)
    if version.state != State.SIGNED:
        raise Refused("offers.not_signed")
    return version, Signature.objects.visible_to(by).filter(version=version).first()


def order_of(*, version: OfferVersion, signature: Signature | None, by: User) -> Order:
    """Return the order of an accepted version. Raise Refused naming what is missing of either party."""
    lines = list_lines(version=version, by=by)
    offer = price_version(version, lines, signature.taken if signature else None)
    customer = customer_of(company_id=version.offer.deal.company_id, by=by)
    seller = _seller(version)
    missing = [
        w
        for w, there in ((_("le nom de notre entreprise"), seller.name), (_("le nom du client"), customer.name))
        if not there
    ]
    if missing:
        raise Refused("offers.order_incomplete", what=", ".join(missing))
    at = signature.signed_at if signature else version.offer.closed_at or version.created_at
    with translation.override(version.language):  # the customer's, whoever asks for it
        return _order(version, signature, lines, offer, customer, seller, timezone.localdate(at))


def _order(
    version: OfferVersion, signature: Signature | None, lines: list[OfferLine], offer: PricedOffer, customer: Customer, seller: Party,
    on: dt.date,
) -> Order:  # fmt: skip
    regime = Regime(version.regime)
    rows = conditions_data(version=version, customer=customer, on=on)["rows"]
    return Order(
        number=(signature.order_number if signature else "") or version.label.replace(" ", "-"), issued=on, currency=version.currency, seller=seller,
        buyer=_buyer(version, customer), lines=_lines(offer, lines, CATEGORIES[regime]),
        totals=Totals(offer.subtotal, offer.discount, offer.carriage, offer.net, offer.tax, offer.gross),
        buyer_reference=signature.order_number if signature else "", quotation=version.label, notes=tuple(f"{n} : {' '.join(t)}" for n, t in rows),
        allowances=_allowances(offer, CATEGORIES[regime]), charges=_charges(offer, lines, CATEGORIES[regime]),
        payment_terms=rows[0][1][0], incoterm=version.incoterm,
    )  # fmt: skip


def _seller(version: OfferVersion) -> Party:
    firm, person = get_organisation(), version.sent_by or version.created_by
    if firm is None:
        return Party("", "FR")
    return Party(
        firm.name,
        firm.country or "FR",
        firm.siren,
        firm.vat_number,
        firm.address,
        firm.postcode,
        firm.city,
        person.full_name,
        person.phone,
        person.email,
    )


def _buyer(version: OfferVersion, customer: Customer) -> Party:
    contact = version.contact
    return Party(
        customer.name, customer.country, customer.siren, customer.vat_number, customer.address, customer.postcode, customer.city,
        contact.full_name if contact else "", (contact.mobile or contact.phone) if contact else "", contact.email if contact else "",
    )  # fmt: skip


def _lines(offer: PricedOffer, lines: list[OfferLine], category: str) -> tuple[Line, ...]:
    priced = {p.line.key: p for p in offer.lines}
    made, title, number = [], "", 0
    for line in lines:
        if line.kind == "section":
            title = line.label
            continue
        number += 1
        one = priced[line.key]
        if one.line.counted and not one.line.carriage:
            made.append(_line(number, line, one, category, title))
            title = ""
    return tuple(made)


def _line(number: int, line: OfferLine, one: PricedLine, category: str, title: str) -> Line:
    net, basis = (one.net / line.quantity).quantize(PLACES), Decimal(1)
    if (net * line.quantity).quantize(CENT, ROUND_HALF_UP) != one.net:
        net, basis = one.net, line.quantity  # no price for one gives the line's sum: it is told for all of them
    gross = round_cents(one.line.list_price * basis) if basis != 1 else one.line.list_price.quantize(PLACES)
    return Line(
        str(number), str(line), line.quantity, net, one.net, category, one.line.vat_rate, gross if gross > net else None,
        UNITS.get(line.unit.lower(), "C62"), line.reference, line.description, title, basis,
    )  # fmt: skip


def _allowances(offer: PricedOffer, category: str) -> tuple[Adjustment, ...]:
    """Return the discount on the total, shared out by rate as the engine shared it out by line."""
    by_rate: dict[Decimal, Decimal] = defaultdict(lambda: ZERO)
    for one in offer.lines:
        if one.line.counted and one.net != one.basis:
            by_rate[one.line.vat_rate] += one.net - one.basis
    return tuple(Adjustment(amount, _("Remise sur le total"), category, rate, "95") for rate, amount in by_rate.items())


def _charges(offer: PricedOffer, lines: list[OfferLine], category: str) -> tuple[Adjustment, ...]:
    names = {x.key: str(x) for x in lines}
    return tuple(
        Adjustment(p.basis, names[p.line.key], category, p.line.vat_rate, "FC")
        for p in offer.lines
        if p.line.counted and p.line.carriage
    )


def order_csv(*, offer_id: UUID, by: User) -> tuple[str, str]:
    """Return the accepted order as (name, semicolon table): one row per line, numbers as machines write them."""
    version, signature = accepted_version(offer_id=offer_id, by=by)
    order = order_of(version=version, signature=signature, by=by)
    out = io.StringIO(newline="")
    write = csv.writer(out, delimiter=";")
    write.writerow(
        [
            "order",
            "date",
            "customer",
            "siren",
            "line",
            "reference",
            "label",
            "quantity",
            "unit",
            "net_price",
            "price_basis",
            "net",
            "vat_category",
            "vat_rate",
            "currency",
        ]
    )
    head = [order.number, order.issued.isoformat(), order.buyer.name, order.buyer.siren]
    for x in order.lines:
        write.writerow(
            _safe(
                [
                    *head,
                    x.line_id,
                    x.seller_id,
                    x.name,
                    x.quantity,
                    x.unit,
                    x.net_price,
                    x.basis,
                    x.total,
                    x.category,
                    x.rate,
                    order.currency,
                ]
            )
        )
    extra = [("allowance", a, -a.amount) for a in order.allowances] + [("charge", c, c.amount) for c in order.charges]
    for kind, one, amount in extra:
        write.writerow(
            _safe([*head, kind, "", one.reason, 1, "C62", amount, 1, amount, one.category, one.rate, order.currency])
        )
    return f"commande-{version.label}".replace(" ", "-"), out.getvalue()


def _safe(row: list[object]) -> list[object]:
    """Return a row in which no text is a formula for a spreadsheet (OWASP ASVS 5.0, 1.2.10); numbers stay numbers."""
    return [f"'{c}" if isinstance(c, str) and is_formula(c) else c for c in row]
