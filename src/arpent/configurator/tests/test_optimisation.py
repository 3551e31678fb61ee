"""An address keeps a configuration whole; what is proposed is truly the best, found again by trying everything."""

from decimal import Decimal
from itertools import product
from urllib.parse import quote

from hypothesis import given, settings
from hypothesis import strategies as st

from arpent.configurator.address import ConfigurationAddress, read_address, read_need, write_need
from arpent.configurator.configuration import Configuration, Need
from arpent.configurator.model import Characteristic, Component, FamilyModel, Kind, Part, Rule
from arpent.configurator.optimisation import optimise
from arpent.configurator.part_prices import PartLine

names = (
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="<>=≥≤"), min_size=1, max_size=8)
    .map(str.strip)
    .filter(bool)
)
needs = st.builds(Need, names, st.sampled_from([">=", "<=", "=", ">", "<"]), names)


@settings(deadline=None)
@given(
    st.dictionaries(names, names, max_size=4), st.lists(needs, max_size=4, unique=True), st.sampled_from(["", "abc"])
)
def test_an_address_says_again_what_it_was_made_of(choices, need, purpose):
    address = ConfigurationAddress(choices, tuple(need), purpose)
    assert read_address(str(address)) == address
    assert [read_need(write_need(n)) for n in need] == need


def test_a_requirement_entered_on_the_page_is_added_and_nonsense_ignored():
    address = read_address(f"c.p=1&need={quote('d>=2')}&need=nonsense&code=x&value_wanted=%E2%89%A4+3+m&other=1")
    assert address.needs == (Need("d", ">=", "2"), Need("x", "<=", "3 m"))
    assert address.choices == {"p": "1"}


POWERS = (1, 2, 4)


def family():
    power = Characteristic("kw", "kW", Kind.NUMBER, "kW")
    parts = {c: tuple(Part(f"{c}{i}", f"{c}{i}", (("kw", str(p)),)) for i, p in enumerate(POWERS)) for c in "ab"}
    components = tuple(Component(c, c, (power,), parts[c], optional=c == "b") for c in "ab")
    return FamilyModel("F", (), components, (Rule("enough", "", formula="b.kw >= a.kw"),))


amounts = st.one_of(st.none(), st.integers(1, 50).map(Decimal))
lines = st.lists(st.tuples(amounts, amounts, st.one_of(st.none(), st.integers(0, 9))), min_size=6, max_size=6)


@settings(deadline=None)
@given(lines)
def test_each_proposal_is_the_best_of_all_that_could_be(part_values):
    parts = {
        c: {f"{c}{i}": PartLine(f"{c}{i}", "", 1, *part_values[3 * n + i]) for i in range(3)}
        for n, c in enumerate("ab")
    }
    made = Configuration(family(), ())
    found = optimise(made, {}, parts)
    every = [
        (
            {"a": f"a{i}"} | {"b": f"b{j}" if j < 3 else "—"},
            [parts["a"][f"a{i}"], *([parts["b"][f"b{j}"]] if j < 3 else [])],
        )
        for i, j in product(range(3), range(4))
        if j == 3 or POWERS[j] >= POWERS[i]
    ]
    by = {tuple(sorted(c.items())): x for c, x in every}

    def price(x):
        return sum(line.price for line in x)

    def rate(x):
        return float(sum(line.cost for line in x) / price(x))

    priced = [x for _, x in every if all(line.price is not None for line in x)]
    costed = [x for x in priced if all(line.cost is not None for line in x)]
    timed = [x for x in priced if all(line.delivery_days is not None for line in x)]
    assert set(found) == {k for k, x in (("price", priced), ("margin", costed), ("delay", timed)) if x}
    reached = {k: by[tuple(sorted(c.items()))] for k, c in found.items()}
    if priced:
        assert price(reached["price"]) == min(map(price, priced))
    if costed:
        assert abs(rate(reached["margin"]) - min(map(rate, costed))) < 1e-6
    if timed:
        soonest = min(max(line.delivery_days for line in x) for x in timed)
        assert max(line.delivery_days for line in reached["delay"]) == soonest
        assert price(reached["delay"]) == min(price(x) for x in timed if max(y.delivery_days for y in x) == soonest)
    made.close()
