"""The choice that costs us most, held against every choice there is."""

from decimal import Decimal
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from arpent.offers.rules.choices import Choice, worst_choice

amounts = st.integers(1, 2000).map(Decimal)
rates = st.integers(-60, 90)


@st.composite
def offers(draw):
    lines = []
    for i in range(draw(st.integers(1, 3))):
        price = draw(amounts)
        lines.append(Choice(f"b{i}", "included", "", price, price * draw(rates) / 100))
        for v in range(draw(st.integers(0, 2))):
            price = draw(amounts)
            lines.append(Choice(f"v{i}{v}", "variant", f"b{i}", price, price * draw(rates) / 100))
    for i in range(draw(st.integers(0, 3))):
        price = draw(amounts)
        lines.append(Choice(f"o{i}", "option", "", price, price * draw(rates) / 100))
    return lines


def rate(lines, taken):
    gone = {x.variant_of for x in lines if x.key in taken and x.role == "variant"}
    kept = [x for x in lines if (x.role == "included" and x.key not in gone) or x.key in taken]
    return sum(x.margin for x in kept) * 100 / sum(x.pocket for x in kept)


def every_choice(lines):
    options = [x.key for x in lines if x.role == "option"]
    bases = [[None, *(v.key for v in lines if v.variant_of == b.key)] for b in lines if b.role == "included"]
    for ticked in product([False, True], repeat=len(options)):
        for picked in product(*bases):
            yield {k for k, t in zip(options, ticked, strict=True) if t} | {p for p in picked if p}


@given(offers(), st.integers(5, 60).map(Decimal))
def test_when_any_choice_goes_below_the_floor_the_worst_does(lines, floor):
    below = any(rate(lines, taken) < floor for taken in every_choice(lines))
    assert (rate(lines, set(worst_choice(lines, floor))) < floor) == below


def test_an_option_above_the_floor_is_left():
    lines = [Choice("b", "included", "", Decimal(100), Decimal(30)), Choice("o", "option", "", Decimal(50), Decimal(40)), Choice("p", "option", "", Decimal(50), Decimal(2))]  # fmt: skip
    assert worst_choice(lines, Decimal(28)) == ["p"]
