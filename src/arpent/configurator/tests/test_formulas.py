"""Formulas on temperatures, percentages, angles and the trade's units: right, or refused with a sentence."""

import numpy as np
import pytest

from arpent.configurator.formulas import Evaluation, Known, read_formula
from arpent.configurator.model import Characteristic, FamilyModel, Kind, Rule
from arpent.configurator.validation import check_family
from arpent.people.testing import refused

NAN = float("nan")
KNOWN = {
    name: Known(unit, np.array(values, dtype=object if unit is None else float))
    for name, unit, values in (
        ("t", "°C", [20, 20]),
        ("tmax", "°C", [90, 25]),
        ("tf", "°F", [68, 194]),
        ("ecart", "K", [5, 70]),
        ("rendement", "%", [73, 82]),
        ("angle", "°", [30, 60]),
        ("kw", "kW", [2, 7.5]),
        ("ch", "ch", [10, 10.2]),
        ("debit", "m3/h", [36, 40]),
        ("petit", "l/s", [10, 10]),
        ("zero", "", [0, 2]),
        ("n", "tr/min", [1500, 3000]),
        ("couple", "N·m", [10, 10]),
        ("trou", "kW", [NAN, 5]),
        ("mot", None, ["?", "a"]),
        ("frequence", "Hz", [50, 50]),
    )
}


def holds(text):
    return Evaluation(read_formula(text), KNOWN).condition().tolist()


def number(text, unit=""):
    return np.broadcast_to(Evaluation(read_formula(text), KNOWN).number(unit), 2).tolist()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tmax >= t + 10", [True, False]),
        ("tmax <= t + 40", [False, True]),
        ("tmax - t >= 10", [True, False]),
        ("10 <= tmax - t", [True, False]),
        ("tmax >= t + 10[K]", [True, False]),
        ("tmax - 10 >= t", [True, False]),
        ("10 + t <= tmax", [True, False]),
        ("tf = t", [True, False]),
        ("tf >= 100", [False, True]),
        ("tf - t >= 70[K]", [False, True]),
        ("tf - tf <= 5", [True, True]),
        ("tf - 50 >= 68", [False, True]),
        ("tf > t", [False, True]),
        ("100 - tmax >= 10[K]", [True, True]),
        ("tmax >= t + ecart", [True, False]),
        ("2 * (tmax - t) >= 100", [True, False]),
        ("max(t; 25) >= 25", [True, True]),
        ("max(t; tmax; 30) = 90", [True, False]),
        ("t >= 293[K]", [True, True]),
        ("(tmax - t) / 5 >= 2", [True, False]),
        ("t + (tmax - t) / 2 >= 50", [True, False]),
        ("tf - 18 >= t", [False, True]),
        ("arrondi(t + 0,5) = 21", [True, True]),
    ],
)
def test_temperatures_and_their_differences_are_separate_dimensions(text, expected):
    assert holds(text) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("t + tmax >= 10", "level_sum"),
        ("t + 10[°C] >= 10", "level_sum"),
        ("2 * t >= 10", "level_product"),
        ("tmax / 2 >= 10", "level_product"),
        ("tmax / t >= 2", "level_product"),
        ("t ^ 2 >= 4", "level_product"),
        ("racine(t) >= 4", "level_product"),
        ("-t <= 0", "level_sign"),
        ("tmax - t >= t", "level_and_difference"),
        ("max(t; tmax - t) >= 3", "level_and_difference"),
        ("(tmax - t) - t >= 3", "level_and_difference"),
        ("t * kw >= 4[kW]", "level_product"),
        ("t + kw >= 3", "mixes"),
        ("t - kw >= 3", "mixes"),
    ],
)
def test_what_a_temperature_on_a_scale_cannot_do_is_refused(text, code):
    assert refused(lambda: holds(text)) == f"catalogue.formula_{code}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rendement <= 75", [True, False]),
        ("rendement >= 80", [False, True]),
        ("rendement >= 75[%]", [False, True]),
        ("75 >= rendement", [True, False]),
        ("rendement + 5 >= 80", [False, True]),
        ("max(rendement; 75) = 75", [True, False]),
        ("min(75; rendement) = 73", [True, False]),
        ("2 * rendement >= 150", [False, True]),
        ("angle >= 45", [False, True]),
        ("angle + 15 = 45", [True, False]),
        ("arrondi(rendement / 10) = 7", [True, False]),
        ("kw * rendement >= 5", [False, True]),
        ("kw / 2[kW] >= 1", [True, True]),
        ("kw / kw = 1", [True, True]),
        ("kw >= 10[ch]", [False, True]),
        ("ch >= kw >= 5", [False, True]),
        ("ch >= kw >= 2", [True, True]),
        ("debit >= petit >= 10", [True, True]),
        ("12 <= petit <= debit", [False, False]),
        ("debit >= 36 >= petit", [True, True]),
        ("10 <= petit * 1 <= 10", [True, True]),
        ("n >= 1500", [True, True]),
        ("couple * n >= 1570,7[W]", [True, True]),
        ("couple * n <= 1571[W]", [True, False]),
        ("debit = petit", [True, False]),
    ],
)
def test_a_bare_number_takes_the_unit_it_is_compared_with(text, expected):
    assert holds(text) == expected


@pytest.mark.parametrize(
    "text",
    ["rendement * rendement >= 50", "kw * debit >= 3", "tf - t >= 10", "1 / rendement >= 2", "racine(rendement) >= 9"],
)
def test_a_bare_number_whose_unit_could_be_several_is_refused(text):
    assert refused(lambda: holds(text)) == "catalogue.formula_bare"


def test_a_rotation_is_no_frequency():
    assert refused(lambda: holds("n >= frequence")) == "catalogue.formula_mixes"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kw / zero >= 1[kW]", [False, True]),
        ("kw / zero < 1[kW]", [False, False]),
        ("kw / zero != 1[kW]", [False, True]),
        ("non (kw / zero >= 1[kW])", [False, False]),
        ("kw / zero >= 1[kW] ou kw >= 1", [True, True]),
        ("zero > 0 => kw / zero >= 1[kW]", [True, True]),
        ("trou >= 1", [False, True]),
        ("non (trou >= 1)", [False, False]),
        ('mot != "b"', [False, True]),
        ('non (mot = "b")', [False, True]),
        ("(zero + 1) ^ 6 * 1e30 * 1e30 >= 1", [True, True]),
        ("max(trou; kw) >= 2", [True, True]),
    ],
)
def test_what_is_undefined_satisfies_nothing_and_neither_does_its_opposite(text, expected):
    assert holds(text) == expected


def test_a_division_by_zero_is_refused_in_a_formula_and_reported_for_a_sheet():
    assert refused(lambda: holds("kw / 0 >= 1")) == "catalogue.formula_division_by_zero"
    model = FamilyModel(
        "F",
        (
            Characteristic("a", "A", Kind.NUMBER, "kW", ("1", "2")),
            Characteristic("b", "B", Kind.NUMBER, "", ("0", "1")),
        ),
        (),
        (Rule("Rapport", formula="a / b >= 1[kW]"),),
    )
    warnings = check_family(model).warnings
    assert next((w.code, w.facts["name"]) for w in warnings) == ("catalogue.formula_undefined", "Rapport")


def test_halves_are_rounded_away_from_zero():
    assert [number(f"arrondi({x})")[0] for x in ("2,5", "3,5", "-2,5", "2,4", "-0,5", "1e6 + 0,5")] == [
        3,
        4,
        -3,
        2,
        -1,
        1000001,
    ]
    assert holds("arrondi(kw) = 8") == [False, True]
    assert number("arrondi(petit * 1)", "m³/h") == pytest.approx([36, 36])


def test_a_computed_temperature_and_a_computed_difference_have_each_their_unit():
    assert number("t + 10", "°C") == pytest.approx([30, 30]) and number("t + 10", "°F") == pytest.approx([86, 86])
    assert number("tmax - t", "K") == pytest.approx([70, 5])
    assert refused(lambda: number("tmax - t", "°C")) == "catalogue.formula_difference_unit"
    assert number("valeur(t) * 1,8 + 32", "°F") == pytest.approx([68, 68])
    assert number("rendement + 5", "%") == pytest.approx([78, 87])


def test_a_refusal_shows_the_formula_as_it_was_written():
    try:
        holds('mot = "a" => kw >= 3[m]')
    except Exception as refusal:
        assert refusal.facts["formula"] == 'mot = "a" => kw >= 3[m]'
        assert (refusal.facts["left"], refusal.facts["right"]) == ("kW", "m")
