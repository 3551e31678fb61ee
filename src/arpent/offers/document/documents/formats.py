"""Numbers and days as a document writes them, in the language that is set."""

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import date_format, number_format

from arpent.kernel.money import round_cents


def money(amount: Decimal) -> str:
    """Return an amount to the cent, without its currency: 1 234,50."""
    return number_format(round_cents(amount), decimal_pos=2, force_grouping=True).replace("-", "−")


def amount_of(amount: Decimal, currency: str) -> str:
    """Return an amount with its currency: 1 234,50 €; the code for another than the euro."""
    return f"{money(amount)} {'€' if currency == 'EUR' else currency}"


def unit_price(amount: Decimal) -> str:
    """Return a price for one: two decimals, more when it has them."""
    amount = amount.quantize(Decimal("0.0001"), ROUND_HALF_UP)
    places = max(2, -int(amount.normalize().as_tuple().exponent))
    return number_format(amount, decimal_pos=places, force_grouping=True)


def number(amount: Decimal) -> str:
    """Return a quantity or a percentage without useless zeros."""
    plain = f"{amount.normalize():f}"
    places = len(plain.partition(".")[2])
    return number_format(Decimal(plain), decimal_pos=places, force_grouping=True)


def percent(amount: Decimal) -> str:
    return f"{number(amount)} %"


def day(on: dt.date | None) -> str:
    return date_format(on, "DATE_FORMAT") if on else ""


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text, parted by empty lines."""
    return [p.strip() for p in text.replace("\r\n", "\n").split("\n\n") if p.strip()]
