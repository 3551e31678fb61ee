"""An accepted order as plain data, for Order-X and for ERP programs.

Money in the order's currency, already rounded; excl. VAT except the grand total; rates in percent.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from arpent.offers.public import Party

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Line:
    """One priced line, excl. VAT. ``net_price`` and ``gross_price`` (before the discount) are for ``basis`` units."""

    line_id: str
    name: str
    quantity: Decimal
    net_price: Decimal
    total: Decimal  # quantity x net_price, rounded to the currency's minor unit
    category: str = "S"
    rate: Decimal = Decimal(0)  # percent
    gross_price: Decimal | None = None  # None or equal to net: no price discount
    unit: str = "C62"  # UN/ECE rec 20/21; C62 = one, ZZ = named in the note
    seller_id: str = ""
    description: str = ""
    note: str = ""  # section title or free text printed above the line
    basis: Decimal = Decimal(1)  # how many the prices are for
    unit_text: str = ""  # the unit as the offer writes it


@dataclass(frozen=True, slots=True)
class Adjustment:
    """Document-level allowance (discount) or charge (carriage) at one VAT rate, excl. VAT; ``amount`` >= 0."""

    amount: Decimal
    reason: str
    category: str = "S"
    rate: Decimal = Decimal(0)  # percent
    code: str = ""  # UNTDID 5189 for an allowance (95 discount), 7161 for a charge (FC freight)


@dataclass(frozen=True, slots=True)
class Totals:
    """Document totals excl. VAT, except ``tax`` and ``grand``: basis = lines - allowances + charges; grand = basis +
    tax.
    """

    lines: Decimal
    allowances: Decimal
    charges: Decimal
    basis: Decimal
    tax: Decimal
    grand: Decimal


@dataclass(frozen=True, slots=True)
class Order:
    """A whole order. ``quotation``: number of the offer; ``buyer_reference``: the customer's order number;
    ``currency``: ISO 4217.
    """

    number: str
    issued: date
    currency: str
    seller: Party
    buyer: Party
    lines: tuple[Line, ...]
    totals: Totals
    buyer_reference: str = ""
    quotation: str = ""
    notes: tuple[str, ...] = ()
    allowances: tuple[Adjustment, ...] = ()
    charges: tuple[Adjustment, ...] = ()
    payment_terms: str = ""
    incoterm: str = ""
    delivery: date | None = None
    test: bool = False  # TestIndicator: true marks a trial document


def inconsistencies(order: Order) -> tuple[str, ...]:
    """Return the sums that do not add up, as texts; empty when the order is consistent.

    Neither the XSD nor the schematron of Order-X checks them.
    """
    t = order.totals
    checks = (
        *(
            (f"line {x.line_id}", x.total, (x.quantity * x.net_price / x.basis).quantize(CENT, ROUND_HALF_UP))
            for x in order.lines
        ),
        ("lines", t.lines, sum((x.total for x in order.lines), Decimal(0))),
        ("allowances", t.allowances, sum((x.amount for x in order.allowances), Decimal(0))),
        ("charges", t.charges, sum((x.amount for x in order.charges), Decimal(0))),
        ("basis", t.basis, t.lines - t.allowances + t.charges),
        ("grand", t.grand, t.basis + t.tax),
    )
    return tuple(f"{name}: {got} != {want}" for name, got, want in checks if got != want)
