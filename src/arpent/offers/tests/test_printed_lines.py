"""What a customer can recompute from the printed figures of an offer: each line, the sums, the tax."""

from decimal import ROUND_HALF_UP, Decimal
from uuid import uuid4

import pytest
from django.utils import translation
from hypothesis import example, given, settings
from hypothesis import strategies as st

from arpent.offers.models import OfferLine, OfferVersion
from arpent.offers.printing.documents.prices import prices_data
from arpent.offers.queries.pricing import price_version
from arpent.people.testing import NOON

CENT = Decimal("0.01")


def read(text):
    """Return the number of a printed figure: "1 234,50 €" is 1234.50."""
    digits = "".join(c for c in text.replace("−", "-") if c in "0123456789,.-")
    return Decimal(digits.replace(",", ".") if translation.get_language() == "fr" else digits.replace(",", ""))


def places(digits, most):
    return st.integers(0, most * 10**digits).map(lambda n: Decimal(n).scaleb(-digits))


@st.composite
def lines_of_offers(draw):
    made = []
    for i in range(draw(st.integers(1, 5))):
        made.append(
            OfferLine(
                key=uuid4().hex,
                position=i,
                kind=draw(st.sampled_from(["free", "free", "carriage"])),
                label=f"L{i}",
                unit="m",
                quantity=draw(places(3, 900)) + Decimal("0.001"),
                list_price=draw(places(4, 9000)),
                tier_price=draw(st.none() | places(4, 9000)),
                manual_price=draw(st.none() | places(4, 9000)),
                promotion_percent=draw(places(2, 100)),
                discount_percent=draw(places(2, 100)),
                vat=draw(st.sampled_from(["normal", "reduced"])),
            )
        )
    return made


def one_line(kind, price):
    values = {"list_price": Decimal(price), "promotion_percent": Decimal(0), "discount_percent": Decimal(0)}
    return [OfferLine(key=uuid4().hex, kind=kind, label=kind, unit="m", quantity=Decimal(1), vat="normal", **values)]


@pytest.mark.parametrize("language", ["fr", "en"])
@settings(max_examples=60, deadline=None)
@given(lines=lines_of_offers(), total=places(2, 100))
@example(lines=[*one_line("free", "100"), *one_line("carriage", "0")], total=Decimal(0))
def test_a_printed_line_can_be_recomputed_to_the_cent(language, lines, total):
    version = OfferVersion(
        currency="EUR", rate=Decimal(1), regime="france", priced_on=NOON.date(), global_percent=total
    )
    offer = price_version(version, lines)
    with translation.override(language):
        data = prices_data(
            version=version, lines=lines, offer=offer, selected={x.key: True for x in lines}, pictures={}
        )
        for row in [row for s in data["sections"] for row in s["lines"]]:
            off = read(row["discount"]) if row["discount"] else 0
            recomputed = read(row["quantity"]) * read(row["price"]) * (100 - off) / 100
            assert read(row["net"]) == recomputed.quantize(CENT, ROUND_HALF_UP)
        values = [read(r["value"]) for r in data["totals"] if r.get("kind") not in ("strong", "soft", "grand")]
        strong = next(read(r["value"]) for r in data["totals"] if r.get("kind") == "strong")
        taxes = [read(r["value"]) for r in data["totals"] if r.get("kind") == "soft"]
        grand = next(read(r["value"]) for r in data["totals"] if r.get("kind") == "grand")
        assert strong == (sum(values) if values else offer.subtotal) and grand == strong + sum(taxes)
