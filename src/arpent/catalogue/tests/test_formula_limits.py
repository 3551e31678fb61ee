"""Units and formulas typed by hostile or careless hands: refused at once, in a sentence, with no work done."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arpent.catalogue.actions import components
from arpent.catalogue.models import CompatibilityRule
from arpent.configurator import units
from arpent.configurator.formulas.evaluating import Evaluation, Known
from arpent.configurator.formulas.parsing import LONGEST, read_formula
from arpent.configurator.numbers import read_number
from arpent.configurator.units import read_unit
from arpent.kernel.errors import DomainError, ValidationErrors

KNOWN = {"x": Known("", np.array([1.0, 2.0])), "text": Known(None, np.array(["a", "b"], dtype=object))}


def evaluate(text):
    return Evaluation(read_formula(text), KNOWN).condition()


@pytest.mark.parametrize(
    "text",
    [
        "9**9**9**9 m",
        "9**9**7",
        "9^9^9 m",
        "m**9**9**9",
        "m^99",
        "(m^9)^9",
        "m*9",
        "1e9 m",
        "m" * 41,
        "m..m",
        "m//s",
        "__import__('os')",
        "m.to('km')",
        "m[0]",
        "{m}",
        "m;s",
        "m\ns",
        "*m",
        "m*",
        "(m",
        "m)",
        "²m",
    ],
)
def test_a_unit_that_is_no_plain_product_of_names_is_never_parsed(text, monkeypatch):
    monkeypatch.setattr(units, "_read_product", lambda *_: pytest.fail("the text was parsed"))
    with pytest.raises(DomainError) as refused:
        read_unit.__wrapped__(text)
    assert refused.value.code == "catalogue.unknown_unit"


@pytest.mark.parametrize(
    "text",
    [
        "m³/h",
        "kW",
        "bar",
        "°C",
        "tr/min",
        "dBA",
        "%",
        "N/m³",
        "W/(m²*K)",
        "kg/m^3",
        "m**2",
        "m**-1",
        "s⁻¹",
        "1/min",
        "€/kWh",
        "m³ / h",
        "l/s",
        "µm",
        "kg·m²",
        "mm",
    ],
)
def test_the_units_of_data_sheets_are_read(text):
    assert read_unit(text).scale > 0


@settings(deadline=None)
@given(st.text(alphabet="m9*^/()²⁻ 1e.[]_s°%", max_size=60))
def test_whatever_is_typed_as_a_unit_is_read_or_refused(text):
    try:
        unit = read_unit.__wrapped__(text)
    except DomainError:
        return
    assert np.isfinite(unit.scale)
    assert np.isfinite(unit.offset)


@pytest.mark.parametrize(
    "text", ["_n(x, 0) > 1", "_n(x.y, x.z) > 1", "_n > 1", "x._n > 1", "_ｎ(x,0) > 1", "＿n(1,0) > 1", "__class__ > 1"]
)
def test_the_internal_name_of_numbers_is_not_accepted_in_a_formula(text):
    with pytest.raises(DomainError) as refused:
        read_formula(text)
    assert refused.value.code == "catalogue.formula_unreadable"


@pytest.mark.parametrize(
    "text",
    [
        "x > " + "(" * 250 + "1",
        "x" + "+x" * LONGEST,
        "x > 1" + "+x" * 150,
        "-" * 200 + "x > 1",
        "x > 2**x**x**x**x",
        "x @ x > 1",
        "x := 1",
        "x > 1 if x else 2",
        "`x` > 1",
        "x > 1\x00",
        "x > $",
        "lambda: x > 1",
    ],
)
def test_a_formula_too_large_or_of_another_language_is_refused(text):
    with pytest.raises(DomainError) as refused:
        evaluate(text)
    assert refused.value.code == "catalogue.formula_unreadable"


@settings(deadline=None)
@given(st.text(alphabet='x_n09.,;()[]+-*/^<>=" \nméet⇒', max_size=80))
def test_whatever_is_typed_as_a_formula_is_computed_or_refused(text):
    try:
        result = evaluate(text)
    except DomainError:
        return
    assert result.dtype == bool


@pytest.mark.parametrize("text", ["1e400", "-1e400 kW", "9" * 400, "1" + "0" * 350])
def test_a_number_too_large_is_refused_with_a_sentence_in_values_and_in_formulas(text):
    with pytest.raises(DomainError) as refused:
        read_number(text, "")
    assert refused.value.code == "catalogue.number_too_large"
    with pytest.raises(DomainError) as refused:
        evaluate(f"x > {text.split()[0][:380]}")
    assert refused.value.code == "catalogue.number_too_large"


def test_a_formula_is_read_before_the_base_is_locked(cast, monkeypatch):
    """A formula that takes long to read must not hold the only writer's place."""
    monkeypatch.setattr(components, "operation", lambda **_: pytest.fail("an operation was opened"))
    with pytest.raises(ValidationErrors) as refused:
        components.save_rule(
            by=cast.manager, at=None, family_id=None, values={"name": "Étanchéité", "formula": "code > 1[9**9**9 m]"}
        )
    assert set(refused.value.by_field) == {"formula"}
    assert not CompatibilityRule.objects.unscoped("nothing was written").exists()
