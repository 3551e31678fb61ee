"""Random formulas: the configurator agrees with brute force in base units, by an evaluator that shares no code with it.

Values are exact fractions here; None is undefined. What two roundings could tell apart is set aside.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice, product
from math import floor

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from arpent.configurator.configuration import Configuration
from arpent.configurator.formulas import read_formula
from arpent.configurator.model import Characteristic, FamilyModel, Kind, Rule
from arpent.kernel.errors import DomainError

# Unit -> (what it measures, scale, offset) in base units of this test: kelvins, watts, plain numbers, degrees, l/h.
FIFTHS = Fraction(5, 9)
SCALES = {
    "°C": ("level", Fraction(1), Fraction("273.15")),
    "°F": ("level", FIFTHS, Fraction("459.67") * FIFTHS),
    "K": ("step", Fraction(1), Fraction(0)),
    "Δ°F": ("step", FIFTHS, Fraction(0)),
    "kW": ("power", Fraction(1000), Fraction(0)),
    "ch": ("power", Fraction("735.49875"), Fraction(0)),
    "%": ("share", Fraction(1, 100), Fraction(0)),
    "": ("share", Fraction(1), Fraction(0)),
    "°": ("angle", Fraction(1), Fraction(0)),
    "tr": ("angle", Fraction(360), Fraction(0)),
    "m3/h": ("flow", Fraction(1000), Fraction(0)),
    "l/mn": ("flow", Fraction(60), Fraction(0)),
}
CHARACTERISTICS = {
    "t": ("°C", ("-5", "20", "90", "?")),
    "u": ("°C", ("0", "20", "40")),
    "f": ("°F", ("68", "194", "100")),
    "g": ("°F", ("50", "122")),
    "p": ("kW", ("0", "2.2", "7.5", "?")),
    "q": ("ch", ("3", "10", "10.2")),
    "r": ("%", ("0", "73", "82")),
    "s": ("%", ("50", "80")),
    "a": ("°", ("30", "45", "-90")),
    "b": ("tr", ("0.125", "1")),
    "d": ("m3/h", ("1.2", "36", "40")),
    "e": ("l/mn", ("20", "600")),
}
OF = {
    kind: [n for n, (unit, _) in CHARACTERISTICS.items() if SCALES[unit][0] == kind]
    for kind in ("level", "power", "share", "angle", "flow")
}
Values = dict[str, str]


@dataclass(frozen=True)
class Part:
    """A formula or a part of one: its text, what computes it, and the unit of a bare number beside it."""

    text: str
    value: Callable[[Values], Fraction | None]
    unit: str = ""


def in_base(number: Fraction, unit: str) -> Fraction:
    _, scale, offset = SCALES[unit]
    return number * scale + offset


def step_of(unit: str) -> str:
    return {"°C": "K", "°F": "Δ°F"}.get(unit, unit)


def lifted(function, *parts):
    def value(given):
        evaluated = [p.value(given) for p in parts]
        return None if None in evaluated else function(*evaluated)

    return value


def names(kind):
    def named(name):
        unit, _ = CHARACTERISTICS[name]

        def value(given):
            return None if given[name] == "?" else in_base(Fraction(given[name]), unit)

        return Part(name, value, unit)

    return st.sampled_from(OF[kind]).map(named)


NUMBERS = st.sampled_from(["0", "0,5", "1", "2", "2,5", "5", "10", "45", "70", "75", "100"])


def exact(text):
    return Fraction(text.replace(",", "."))


def ratio(one, two):
    return None if two == 0 else one / two


def half_up(number):
    whole = floor(abs(number) + Fraction(1, 2))
    return Fraction(whole if number >= 0 else -whole)


@st.composite
def quantities(draw, kind, depth):
    """A part that measures something: power, share, angle, flow, a level of temperature, or a difference of two."""
    if kind == "step":
        unit = draw(st.sampled_from(["°C", "°F"]))
        same = [n for n in OF["level"] if CHARACTERISTICS[n][0] == unit]
        one, two = (draw(names("level").filter(lambda p: p.text in same)) for _ in range(2))
        found = Part(f"({one.text} - {two.text})", lifted(lambda x, y: x - y, one, two), step_of(unit))
        return draw(scaled(found)) if depth else found
    found = draw(names(kind))
    if not depth:
        return found
    act = draw(
        st.sampled_from(
            ["shift", "between", "unit", "round", "none", *(["scale", "sum", "share"] if kind != "level" else ["warm"])]
        )
    )
    number = draw(NUMBERS)
    if act == "shift":
        amount, sign = exact(number) * SCALES[found.unit][1], draw(st.sampled_from("+-"))
        return Part(
            f"({found.text} {sign} {number})",
            lifted(lambda x: x + amount if sign == "+" else x - amount, found),
            found.unit,
        )
    if act == "between":
        inner, pick = draw(quantities(kind, depth - 1)), draw(st.sampled_from(["min", "max"]))
        limit = in_base(exact(number), inner.unit)

        def extreme(given):
            evaluated = inner.value(given)
            return limit if evaluated is None else min(evaluated, limit) if pick == "min" else max(evaluated, limit)

        order = f"{number}; {inner.text}" if draw(st.booleans()) else f"{inner.text}; {number}"
        return Part(f"{pick}({order})", extreme, inner.unit)
    if act == "unit" and kind != "level":
        unit = draw(st.sampled_from([u for u, (k, *_) in SCALES.items() if k == kind and u]))
        amount = in_base(exact(number), unit)
        return Part(f"({found.text} + {number}[{unit}])", lifted(lambda x: x + amount, found), found.unit)
    if act == "round":
        _, scale, offset = SCALES[found.unit]
        return Part(
            f"arrondi({found.text})",
            lifted(lambda x: half_up((x - offset) / scale) * scale + offset, found),
            found.unit,
        )
    if act == "scale":
        return draw(scaled(found))
    if act == "sum":
        other = draw(quantities(kind, depth - 1))
        return Part(f"({found.text} - {other.text})", lifted(lambda x, y: x - y, found, other), found.unit)
    if act == "share" and kind != "share":
        other = draw(names("share"))
        if draw(st.booleans()):
            return Part(f"({found.text} / {other.text})", lifted_ratio(found, other), found.unit)
        return Part(f"({found.text} * {other.text})", lifted(lambda x, y: x * y, found, other), found.unit)
    if act == "warm":
        other = draw(quantities("step", depth - 1))
        return Part(f"({found.text} + {other.text})", lifted(lambda x, y: x + y, found, other), found.unit)
    return found


def lifted_ratio(one, two):
    def value(given):
        x, y = one.value(given), two.value(given)
        return None if x is None or y is None else ratio(x, y)

    return value


@st.composite
def scaled(draw, part):
    number = draw(NUMBERS)
    factor = exact(number)
    if factor and draw(st.booleans()):
        return Part(f"{part.text} / {number}", lifted(lambda x: x / factor, part), part.unit)
    return Part(f"{number} * {part.text}", lifted(lambda x: x * factor, part), part.unit)


def compare(sign, one, two):
    if one is None or two is None:
        return None
    # What the tolerance of the configurator may call equal is set aside, unless it is.
    assume(one == two or abs(one - two) > Fraction(1, 10**4) * max(abs(one), abs(two)))
    return {"<": one < two, "<=": one <= two, ">": one > two, ">=": one >= two, "=": one == two, "<>": one != two}[sign]


def both(one, two):
    return False if one is False or two is False else None if one is None or two is None else True


def opposite(one):
    return None if one is None else not one


@st.composite
def conditions(draw, depth=2):
    """A condition; its ``value`` is True, False or None."""
    if depth and draw(st.integers(0, 2)) == 0:
        one, two = draw(conditions(depth - 1)), draw(conditions(0))
        kind = draw(st.sampled_from(["et", "ou", "non"]))
        if kind == "non":
            return Part(f"non ({one.text})", lambda given: opposite(one.value(given)))
        if kind == "et":
            return Part(f"({one.text}) et ({two.text})", lambda given: both(one.value(given), two.value(given)))
        either = lambda given: opposite(both(opposite(one.value(given)), opposite(two.value(given))))  # noqa: E731
        return Part(f"({one.text}) ou ({two.text})", either)
    kind = draw(st.sampled_from(["level", "step", "power", "share", "angle", "flow"]))
    parts = [draw(quantities(kind, 2)) for _ in range(draw(st.integers(1, 2)))]
    if len(parts) == 1 or draw(st.booleans()):
        number, last = draw(NUMBERS), parts[-1]
        limit = in_base(exact(number), last.unit)
        parts.append(Part(number, lambda _given: limit))
    signs = [draw(st.sampled_from(["<", "<=", ">", ">=", "=", "<>"])) for _ in parts[1:]]
    text = parts[0].text + "".join(f" {s} {p.text}" for s, p in zip(signs, parts[1:], strict=True))

    def value(given):
        evaluated = [p.value(given) for p in parts]
        found = True
        for sign, one, two in zip(signs, evaluated, evaluated[1:], strict=False):
            found = both(found, compare(sign, one, two))
        return found

    return Part(text, value)


@st.composite
def rules(draw):
    one = draw(conditions())
    if draw(st.integers(0, 3)):
        return one
    two = draw(conditions(0))
    arrow = lambda given: opposite(both(one.value(given), opposite(two.value(given))))  # noqa: E731
    return Part(f"{one.text} => {two.text}", arrow)


@settings(max_examples=80, deadline=None)
@given(rules())
def test_the_configurator_allows_what_brute_force_in_base_units_allows_and_nothing_else(rule):
    used = read_formula(rule.text).names
    need = tuple(Characteristic(n, n, Kind.NUMBER, CHARACTERISTICS[n][0], CHARACTERISTICS[n][1]) for n in used)
    every = [dict(zip(used, v, strict=True)) for v in product(*(CHARACTERISTICS[n][1] for n in used))]
    expected = [rule.value(given) is True for given in every]
    try:
        made = Configuration(FamilyModel("F", need, (), (Rule("r", formula=rule.text),)), ())
    except DomainError as refusal:
        assert refusal.code == "catalogue.rule_allows_nothing", (refusal.code, refusal.facts)
        assert not any(expected)
        return
    step = max(1, len(every) // 60)
    for values, holds in islice(zip(every, expected, strict=True), 0, None, step):
        assert made.is_possible(values) == holds, values
    made.close()
