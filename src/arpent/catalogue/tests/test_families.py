"""From a family's sheets and rules to what can be configured, refused and explained."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arpent.catalogue.rules.pricing import Period, check_periods, price_for
from arpent.configurator.configuration import Configuration, Need, Reason
from arpent.configurator.encoder import encode_family
from arpent.configurator.formulas.evaluating import Evaluation, Known
from arpent.configurator.formulas.parsing import read_formula
from arpent.configurator.model import Characteristic, Component, FamilyModel, Kind, Part, Rule
from arpent.configurator.numbers import read_number, show_number
from arpent.configurator.units import convert
from arpent.configurator.validation import check_family
from arpent.kernel.errors import DomainError
from arpent.people.testing import refused

FLOW = Characteristic("debit", "Débit", Kind.NUMBER, "m³/h")
SHAFT = Characteristic("puissance", "Puissance absorbée", Kind.NUMBER, "kW")
POWER = Characteristic("puissance", "Puissance", Kind.NUMBER, "kW")
IP = Characteristic("ip", "Indice IP", Kind.NUMBER)
ROOM = Characteristic("ambiance", "Ambiance", Kind.CHOICE, values=("sèche", "chlorée"))


def part(reference, **values):
    return Part(reference, reference.title(), tuple((k, str(v)) for k, v in values.items()))


PUMPS = Component(
    "pompe", "Pompe", (FLOW, SHAFT), (part("P20", debit=20, puissance=2.2), part("P50", debit=50, puissance=5))
)
MOTORS = Component(
    "moteur",
    "Moteur",
    (POWER, IP),
    (part("M3", puissance=3, ip=54), part("M55", puissance=5.5, ip=54), part("M75", puissance=7.5, ip=55)),
)
ENOUGH = Rule("Réserve de puissance", "15 % de réserve", formula="moteur.puissance >= 1,1 * pompe.puissance")
CHLORINE = Rule("Local chloré", "IP55 en local chloré", formula='ambiance = "chlorée" => moteur.ip >= 55')
SETS = FamilyModel("Groupes", (ROOM,), (PUMPS, MOTORS), (ENOUGH, CHLORINE))


def test_a_cheap_motor_is_refused_with_the_needs_and_choices_that_refuse_it_and_no_other():
    needs = (Need("pompe.debit", ">=", "10 l/s"), Need("ambiance", "=", "chlorée"))
    made = Configuration(SETS, needs)
    assert made.unmet == []
    # 10 l/s are 36 m³/h: only the large pump; a chlorinated room: only the IP55 motor.
    shown = made.arc_consistent_values({})
    assert list(shown[made.encoded.at["pompe"]]) == [False, True]
    assert list(shown[made.encoded.at["moteur"]]) == [False, False, True]
    why = made.explain_refusal({}, "moteur", "M55")
    assert why.reasons == (Reason(1, "ambiance", "chlorée"),) == why.give_up
    why = made.explain_refusal({"pompe": "P50"}, "moteur", "M3")
    assert len(why.reasons) == 1 and len(why.give_up) >= 1
    assert made.explain_refusal({}, "moteur", "M75") is None


def test_what_is_shown_is_confirmed_exactly():
    made = Configuration(SETS, (Need("ambiance", "=", "sèche"),))
    for pump, motor in product(("P20", "P50"), ("M3", "M55", "M75")):
        want = {"P20": 2.42, "P50": 5.5}[pump] <= {"M3": 3, "M55": 5.5, "M75": 7.5}[motor]
        assert made.is_possible({"pompe": pump, "moteur": motor}) == want


def test_the_cheapest_configuration_is_the_cheapest_of_all_valid_ones():
    costs = {"pompe": {"P20": 900.0, "P50": 1500.0}, "moteur": {"M3": 200.0, "M55": 350.0, "M75": 500.0}}
    made = Configuration(SETS, ())
    assert made.cheapest({}, costs) == {"pompe": "P20", "moteur": "M3"}
    assert made.cheapest({"ambiance": "chlorée"}, costs)["moteur"] == "M75"
    assert made.cheapest({"pompe": "P50", "moteur": "M3"}, costs) is None


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_the_cheapest_equals_exhaustive_search_on_random_families(data):
    sizes = data.draw(st.lists(st.integers(1, 4), min_size=2, max_size=3))
    components = tuple(
        Component(
            f"s{k}",
            f"S{k}",
            (Characteristic("x", "X", Kind.NUMBER),),
            tuple(part(f"S{k}P{i}", x=data.draw(st.integers(0, 9))) for i in range(n)),
            optional=data.draw(st.booleans()),
        )
        for k, n in enumerate(sizes)
    )
    model = FamilyModel("F", (), components, (Rule("r", formula="s0.x >= s1.x"),))
    try:
        made = Configuration(model, ())
    except DomainError as refusal:
        assert refusal.code == "catalogue.rule_allows_nothing"
        return
    costs = {s.code: {p.reference: float(data.draw(st.integers(0, 50))) for p in s.parts} for s in components}
    whole = [
        dict(zip((s.code for s in components), chosen, strict=True))
        for chosen in product(*([p.reference for p in s.parts] + (["—"] if s.optional else []) for s in components))
    ]
    fits = [w for w in whole if made.is_possible(w)]
    best = min((sum(costs[c].get(v, 0) for c, v in w.items()) for w in fits), default=None)
    found = made.cheapest({}, costs)
    assert (found is None) == (best is None)
    if found:
        assert sum(costs[c].get(v, 0) for c, v in found.items()) == best and made.is_possible(found)


def test_a_computed_characteristic_has_the_values_its_formula_gives():
    model = replace(
        SETS,
        characteristics=(
            ROOM,
            Characteristic("hauteur", "Hauteur", Kind.NUMBER, "m", ("30",)),
            Characteristic("utile", "Puissance utile", Kind.NUMBER, "kW", formula="pompe.debit * hauteur * 9810[N/m³]"),
        ),
    )
    built = encode_family(model)
    assert set(built.space.values[built.at["utile"]]) == {"1.635", "4.0875"}


def test_an_empty_optional_component_is_subject_to_no_rule():
    sensor = Component(
        "sonde",
        "Sonde",
        (Characteristic("temp", "Température", Kind.NUMBER, "°C"),),
        (part("S1", temp=20),),
        optional=True,
    )
    model = FamilyModel("F", (), (sensor,), (Rule("r", formula="sonde.temp >= 40[°C]"),))
    made = Configuration(model, ())
    assert not made.is_possible({"sonde": "S1"}) and made.is_possible({"sonde": "—"})


def test_a_table_rule_takes_any_either_comparisons_and_forbids():
    rule = Rule("Table", scope=("ambiance", "moteur.ip"), rows=(("chlorée", "< 55"),), forbids=True)
    made = Configuration(replace(SETS, rules=(rule,)), ())
    assert not made.is_possible({"ambiance": "chlorée", "moteur": "M3"}) and made.is_possible(
        {"ambiance": "sèche", "moteur": "M3"}
    )
    rule = replace(rule, rows=(("", ">= 55"), ("sèche", "54 | 55")), forbids=False)
    made = Configuration(replace(SETS, rules=(rule,)), ())
    assert not made.is_possible({"ambiance": "chlorée", "moteur": "M55"})


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (Rule("r", formula="moteur.puissance >= pompe.debit"), "catalogue.formula_mixes"),
        (Rule("r", formula="moteur.puissance >= 3[m]"), "catalogue.formula_mixes"),
        (Rule("r", formula="moteur.puissance >= 3[machin]"), "catalogue.unknown_unit"),
        (Rule("r", formula="moteur.couple > 3"), "catalogue.formula_name"),
        (Rule("r", formula="moteur.puissance >="), "catalogue.formula_unreadable"),
        (Rule("r", formula="moteur.puissance + 3"), "catalogue.formula_no_condition"),
        (Rule("r", formula="moteur.puissance * pompe.debit > 3"), "catalogue.formula_bare"),
        (Rule("r", formula="moteur.puissance > 100"), "catalogue.rule_allows_nothing"),
        (Rule("r", scope=("moteur.ip",), rows=(("99",),)), "catalogue.rule_value"),
        (Rule("r", scope=("moteur.ip",), rows=(("55", "1"),)), "catalogue.rule_width"),
        (Rule("r", scope=("couleur",), rows=(("bleu",),)), "catalogue.rule_name"),
        (Rule("r", scope=("moteur.puissance",), rows=((">= 3 bar",),)), "catalogue.unit_does_not_fit"),
        (Rule("r"), "catalogue.rule_empty"),
    ],
)
def test_an_invalid_rule_is_refused_with_its_name_and_reason(rule, code):
    found = check_family(replace(SETS, rules=(ENOUGH, rule)))
    assert [r.code for r in found.refusals] in ([code], ["catalogue.formula_no_condition"]) and found.refusals[
        0
    ].code == code


def test_rules_that_together_allow_nothing_are_named_and_no_other():
    wet = Rule("Toujours chloré", formula='ambiance = "chlorée"')
    small = Rule("Petit moteur", formula="moteur.puissance <= 6")
    found = check_family(replace(SETS, rules=(ENOUGH, CHLORINE, wet, small)))
    assert [r.code for r in found.refusals] == ["catalogue.family_impossible"]
    assert found.refusals[0].facts["rules"] == "« Local chloré » + « Toujours chloré » + « Petit moteur »"


def test_circular_formulas_are_listed_in_their_order():
    turning = (
        Characteristic("a", "A", Kind.NUMBER, formula="b + 1"),
        Characteristic("b", "B", Kind.NUMBER, formula="a * 2"),
    )
    found = check_family(FamilyModel("F", turning))
    assert found.refusals[0].code == "catalogue.circular" and set(found.refusals[0].facts["circle"].split(" → ")) == {
        "a",
        "b",
    }
    assert refused(lambda: encode_family(FamilyModel("F", turning))) == "catalogue.circular"


def test_what_never_fits_and_what_a_sheet_does_not_say_are_warned_of():
    silent = replace(MOTORS, parts=(*MOTORS.parts, Part("M?", "Sans fiche", ())))
    found = check_family(replace(SETS, components=(PUMPS, silent)))
    assert not found.refusals
    assert {w.code for w in found.warnings} == {"catalogue.value_missing", "catalogue.never_fits"}


def test_an_empty_place_and_a_code_given_twice_are_refused():
    assert (
        refused(lambda: encode_family(FamilyModel("F", (), (Component("s", "S", (), ()),))))
        == "catalogue.component_without_parts"
    )
    assert refused(lambda: encode_family(FamilyModel("F", (ROOM, ROOM)))) == "catalogue.code_twice"


def test_a_rule_too_wide_is_refused_before_it_is_computed():
    wide = tuple(Characteristic(f"c{i}", f"C{i}", Kind.NUMBER, values=tuple(map(str, range(100)))) for i in range(3))
    rule = Rule("large", formula="c0 + c1 + c2 > 3")
    assert refused(lambda: encode_family(FamilyModel("F", wide, (), (rule,)))) == "catalogue.rule_too_wide"


@settings(deadline=None)
@given(st.floats(0.01, 1e5), st.sampled_from([("m³/h", "l/s"), ("bar", "kPa"), ("kW", "W"), ("°C", "K"), ("mm", "m")]))
def test_a_value_converted_there_and_back_is_itself(value, units):
    assert np.isclose(convert(convert(value, *units), units[1], units[0]), value)


def test_numbers_are_read_with_their_unit_and_written_always_alike():
    assert read_number("1 200,5 W", "kW") == pytest.approx(1.2005)
    assert read_number("40", "m³/h") == 40 and read_number("IP55") is None
    assert refused(lambda: read_number("3 bar", "kW")) == "catalogue.unit_does_not_fit"
    assert [show_number(x) for x in (7.5, 3000.0, 0.1 + 0.2, 1234567.0)] == ["7.5", "3000", "0.3", "1234567"]


@pytest.mark.parametrize(
    "text",
    ["__import__('os')", "a.b.c()", "[1,2]", "lambda: 1", "a if b else c", "f'{a}'", "a" * 5 + "(", "1 in a", "a @ b"],
)
def test_a_formula_runs_nothing_but_arithmetic(text):
    assert refused(lambda: Evaluation(read_formula(text), {"a": Known("", np.array([1.0]))}).condition()).startswith(
        "catalogue.formula"
    )


def test_functions_and_keywords_of_formulas():
    known = {
        "a": Known("kW", np.array([1.0, 5.0])),
        "b": Known("W", np.array([2000.0, 2000.0])),
        "c": Known(None, np.array(["x", "y"], dtype=object)),
    }

    def holds(text):
        return Evaluation(read_formula(text), known).condition().tolist()

    assert holds("max(a; b) >= 5") == [False, True]
    assert holds('non (c = "x") et a > b') == [False, True]
    assert holds("a < b ou c ≠ «y»") == [True, False]
    assert holds("valeur(b) / 1000 = 2") == [True, True]
    assert holds("a - b > 0[kW]") == [False, True]


def test_a_hole_in_a_price_list_is_named_by_its_days():
    day = dt.date
    good = [Period(day(2026, 1, 1), day(2026, 6, 30)), Period(day(2026, 7, 1))]
    assert check_periods("Public", good) == []
    found = check_periods("Public", [good[0], Period(day(2026, 7, 15))])
    assert [r.code for r in found] == ["catalogue.period_gap"]
    assert (found[0].facts["start"], found[0].facts["end"]) == ("01/07/2026", "14/07/2026")
    assert [r.code for r in check_periods("P", [good[1], Period(day(2026, 9, 1))])] == ["catalogue.period_overlap"]
    assert [r.code for r in check_periods("P", [Period(day(2026, 9, 1), day(2026, 8, 1))])] == [
        "catalogue.period_ends_before_start"
    ]


def test_the_price_is_that_of_the_highest_step_reached():
    tiers = [(1, Decimal(10)), (10, Decimal(9)), (100, Decimal(8))]
    assert [price_for(tiers, q) for q in (1, 9, 10, 500)] == [Decimal(10), Decimal(10), Decimal(9), Decimal(8)]
    assert price_for(tiers[1:], 3) is None
