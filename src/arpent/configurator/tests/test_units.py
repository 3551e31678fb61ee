"""Units as people type them: each row of the table, each spelling of the trade, what converts and what does not."""

import math

import pytest

from arpent.configurator.numbers import read_number, trailing_unit, with_unit
from arpent.configurator.unit_table import PREFIXES, UNITS, dimension
from arpent.configurator.units import convert, is_head, read_unit, show_unit
from arpent.kernel.errors import DomainError
from arpent.people.testing import refused

# Rows that Pint knows under another name, and those that it does not know, with the value they are defined by.
PINT = {
    "pouce": "inch",
    "gal US": "gallon",
    "j": "day",
    "semaine": "week",
    "mois": "month",
    "an": "year",
    "°C": "degC",
    "°F": "degF",
    "°": "degree",
    "tr": "turn",
    "tr/min": "turn/minute",
    "kgf": "kilogram_force",
    "mCE": "1000 kg/m^3 * 9.80665 m/s^2 * m",
    "mmCE": "1000 kg/m^3 * 9.80665 m/s^2 * mm",
    "N·m": "newton*meter",
    "cal": "4.1868 joule",
    "Btu": "Btu",
    "var": "watt",
    "ch": "75 kilogram_force * meter / second",
    "%": "0.01",
    "‰": "0.001",
    "m²": "m^2",
    "m³": "m^3",
    "P": "poise",
    "Ω": "ohm",
    "°f": "0.1 mol/m^3",
    "°dH": "0.1783 mol/m^3",
    "%HR": "0.01",
    "mmHg": "mmHg",
    "hp": "horsepower",
    "lm": "cd",
    "lx": "cd/m^2",
    "VA": "watt",
}
OWN = {"dB(A)": 1, "Nm³": 1, "Nl": 1e-3, "€": 1}


@pytest.mark.parametrize("row", UNITS, ids=lambda row: row.symbol)
def test_each_row_has_the_value_that_its_definition_gives(row):
    if row.symbol in OWN:
        assert row.factor == OWN[row.symbol]
        return
    pint = pytest.importorskip("pint")
    registry = pint.get_application_registry()
    if row.offset:
        name = PINT[row.symbol]
        assert registry.Quantity(0, name).to("kelvin").magnitude == pytest.approx(row.offset)
        step = registry.Quantity(1, name).to("kelvin").magnitude - row.offset
        assert step == pytest.approx(row.factor)
        return
    quantity = registry(PINT.get(row.symbol, row.symbol))
    base = quantity.to_base_units() if hasattr(quantity, "to_base_units") else registry.Quantity(quantity)
    assert base.magnitude == pytest.approx(row.factor, rel=1e-6)
    names = {
        "[length]": "m",
        "[mass]": "kg",
        "[time]": "s",
        "[current]": "A",
        "[temperature]": "K",
        "[luminosity]": "cd",
        "[substance]": "mol",
    }
    measured = {names[name]: float(power) for name, power in base.dimensionality.items()}
    assert dimension(**measured) == tuple(x for x in row.dimension if x[0] != "rad")


@pytest.mark.parametrize("row", UNITS, ids=lambda row: row.symbol)
def test_each_row_is_read_by_its_symbol_its_spellings_and_its_prefixes(row):
    for spelling in (row.symbol, *row.forms, *row.words):
        unit = read_unit(spelling)
        assert (unit.text, unit.scale, unit.offset) == (row.symbol, row.factor, row.offset), spelling
    for prefix in row.prefixes.split():
        unit = read_unit(prefix + row.symbol)
        assert unit.scale == pytest.approx(row.factor * PREFIXES[prefix]) and unit.dimension == row.dimension
    assert row.name and row.source and row.dimension == read_unit(row.symbol).dimension


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("m3/h", "m³/h"),
        ("m^3/h", "m³/h"),
        ("M3/H", "m³/h"),
        ("m³ / h", "m³/h"),
        ("m3.h-1", "m³/h"),
        ("m2", "m²"),
        ("mm2", "mm²"),
        ("W/m2", "W/m²"),
        ("l/mn", "l/min"),
        ("L/min", "l/min"),
        ("litres par minute", "l/min"),
        ("N*m", "N·m"),
        ("N.m", "N·m"),
        ("Nm", "N·m"),
        ("kNm", "kN·m"),
        ("Nm3/h", "Nm³/h"),
        ("Nm³/h", "Nm³/h"),
        ("CV", "ch"),
        ("cv", "ch"),
        ("TR/MIN", "tr/min"),
        ("rpm", "tr/min"),
        ("tours/minute", "tr/min"),
        ("dBA", "dB(A)"),
        ("dB (A)", "dB(A)"),
        ("db(a)", "dB(A)"),
        ("dB", "dB(A)"),
        ("% HR", "%HR"),
        ("mm CE", "mmCE"),
        ("mmH2O", "mmCE"),
        ("m CE", "mCE"),
        ("jours", "j"),
        ("ans", "an"),
        ("semaines", "semaine"),
        ('"', "pouce"),
        ("pouces", "pouce"),
        ("KW", "kW"),
        ("kw", "kW"),
        ("BAR", "bar"),
        ("W/m².K", "W/(m²·K)"),
        ("W/m²K", "W/(m²·K)"),
        ("W/(m2*K)", "W/(m²·K)"),
        ("kJ/kg.K", "kJ/(kg·K)"),
        ("µS/cm", "µS/cm"),
        ("μS/cm", "µS/cm"),
        ("min-1", "1/min"),
        ("degC", "°C"),
        ("ºC", "°C"),
    ],
)
def test_what_people_type_is_read_and_shown_in_the_form_of_the_trade(typed, shown):
    assert show_unit(typed) == shown == read_unit(shown).text


@pytest.mark.parametrize(
    ("value", "of", "to", "expected"),
    [
        (36, "m3/h", "l/s", 10),
        (1, "bar", "mCE", 10.1972),
        (7.5, "kW", "ch", 10.1972),
        (1500, "tr/min", "tr/s", 25),
        (1500, "min-1", "tr/min", 1500),
        (68, "°F", "°C", 20),
        (1, "an", "j", 365.25),
        (2, '"', "mm", 50.8),
        (1, "m3", "l", 1000),
        (10, "W/m2", "mW/cm2", 1),
        (10, "°f", "°dH", 5.6085),
        (100, "mmCE", "Pa", 980.665),
        (180, "°", "rad", math.pi),
        (70, "dB", "dB(A)", 70),
        (60, "%HR", "%", 60),
        (1000, "l/h", "m3/h", 1),
        (1, "daN", "N", 10),
        (400, "Nl/min", "Nm3/h", 24),
    ],
)
def test_a_value_converts_as_the_trade_computes_it(value, of, to, expected):
    assert convert(value, of, to) == pytest.approx(expected, rel=1e-4)
    if of != "min-1":
        assert convert(expected, to, of) == pytest.approx(value, rel=1e-4)


@pytest.mark.parametrize(
    ("of", "to"),
    [
        ("Nm³/h", "m³/h"),
        ("Nm", "m³"),
        ("tr/min", "Hz"),
        ("Hz", "tr/min"),
        ("dB(A)", "A"),
        ("ch", "m"),
        ("bar", "m"),
        ("°f", "°F"),
    ],
)
def test_what_measures_something_else_does_not_convert(of, to):
    assert refused(lambda: convert(1.0, of, to)) == "catalogue.unit_does_not_fit"


@pytest.mark.parametrize(
    ("typed", "proposed"), [("m3/hh", "m³/h"), ("kwat", "W"), ("bare", "bar"), ("m³/heur", "m³/h")]
)
def test_an_unknown_unit_is_refused_with_the_nearest_one(typed, proposed):
    with pytest.raises(DomainError) as refusal:
        read_unit(typed)
    assert refusal.value.facts["nearest"] == proposed


def test_a_prefix_is_only_read_in_its_own_case_where_two_units_could_be_meant():
    assert read_unit("MW").scale == 1e6 and read_unit("mW").scale == 1e-3
    for text in ("Mw", "mpa", "MPA"):
        assert refused(lambda t=text: read_unit(t)) == "catalogue.unknown_unit"


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("40 m3/h", "m³/h", 40),
        ("40m3/h", "m³/h", 40),
        ("−5 °C", "°C", -5),
        ('3/4"', "mm", 19.05),
        ('1 1/2"', "mm", 38.1),
        ("70 dB(A)", "dBA", 70),
        ("1\u202f500 tr/mn", "tr/min", 1500),
        ("2 semaines", "jour", 14),
        ("12", "°C", 12),
    ],
)
def test_a_value_with_its_unit_is_read(text, unit, expected):
    assert read_number(text, unit) == pytest.approx(expected)


def test_a_head_takes_a_pressure_and_the_density_of_its_fluid():
    assert read_number("3 bar", "m", 1000) == pytest.approx(30.59, abs=0.01)
    assert read_number("3 bar", "m", 850) == pytest.approx(35.99, abs=0.01)
    assert read_number("30 m", "mCE", 1000) == pytest.approx(30)
    assert refused(lambda: read_number("3 bar", "m")) == "catalogue.unit_does_not_fit"
    assert is_head("m", "Hauteur manométrique") and is_head("mCE") and is_head("m", "pompe.hauteur")
    assert not is_head("m", "Longueur") and not is_head("mm", "Hauteur") and not is_head("kW", "Charge")


def test_a_value_is_shown_with_its_unit_in_the_form_of_the_trade():
    assert with_unit("40", "m3/h") == "40 m³/h" and with_unit("40 l/mn", "m³/h") == "40 l/min"
    assert (
        with_unit("53", "N*m") == "53 N·m" and with_unit("IP55", "kW") == "IP55" and with_unit('3/4"', "mm") == '3/4"'
    )
    assert trailing_unit("40 m3/h") == "m³/h" and trailing_unit("40") == "" and trailing_unit("40 machins") is None
