"""An accepted order as its data: what Order-X and an ERP take.

Money in the order's currency, already rounded; rates in percent.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from arpent.offers.public import Party

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Line:
    """One priced line; prices per unit before VAT, ``net = gross - discount``."""

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
    """Document-level allowance (discount) or charge (carriage); amount >= 0."""

    amount: Decimal
    reason: str
    category: str = "S"
    rate: Decimal = Decimal(0)  # percent
    code: str = ""  # UNTDID 5189 for an allowance (95 discount), 7161 for a charge (FC freight)


@dataclass(frozen=True, slots=True)
class Totals:
    """Document totals: basis = lines - allowances + charges; grand = basis + tax."""

    lines: Decimal
    allowances: Decimal
    charges: Decimal
    basis: Decimal
    tax: Decimal
    grand: Decimal


@dataclass(frozen=True, slots=True)
class Order:
    """A whole order; ``quotation`` is our offer number; ``currency`` is ISO 4217."""

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
    """Sums that do not add up (neither XSD nor schematron looks); empty = sound."""
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
