"""Formats of numbers and dates in documents, in the active language."""

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import date_format, number_format

from arpent.kernel.money import round_cents


def money(amount: Decimal) -> str:
    """Return an amount with two decimals, without currency: "1 234,50"."""
    return number_format(round_cents(amount), decimal_pos=2, force_grouping=True).replace("-", "−")


def amount_of(amount: Decimal, currency: str) -> str:
    """Return an amount with its currency: "1 234,50 €", with the ISO code for other currencies."""
    return f"{money(amount)} {'€' if currency == 'EUR' else currency}"


def unit_price(amount: Decimal) -> str:
    """Return a unit price with two decimals, or up to four when significant."""
    amount = amount.quantize(Decimal("0.0001"), ROUND_HALF_UP)
    places = max(2, -int(amount.normalize().as_tuple().exponent))
    return number_format(amount, decimal_pos=places, force_grouping=True)


def number(amount: Decimal) -> str:
    """Return a number without trailing zeros, with grouped thousands."""
    plain = f"{amount.normalize():f}"
    places = len(plain.partition(".")[2])
    return number_format(Decimal(plain), decimal_pos=places, force_grouping=True)


def percent(amount: Decimal) -> str:
    """Return a percentage (12.5 is "12,5 %") without trailing zeros."""
    return f"{number(amount)} %"


def day(on: dt.date | None) -> str:
    """Return a date in full ("1 décembre 2026"); "" for None."""
    return date_format(on, "DATE_FORMAT") if on else ""


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text (separated by empty lines)."""
    return [p.strip() for p in text.replace("\r\n", "\n").split("\n\n") if p.strip()]
