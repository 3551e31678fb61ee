"""Characteristics, the values of sheets and products, as they are written and as they are stored."""

from dataclasses import dataclass, field
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arpent.catalogue.rules.characteristics import CharacteristicDraft, convert_values, read_characteristic
from arpent.catalogue.rules.products import MAX_AMOUNT, product_refusals
from arpent.catalogue.rules.sheets import read_sheet, read_value
from arpent.configurator.public import Kind
from arpent.kernel.errors import DomainError, ValidationErrors


@dataclass
class Column:
    kind: str
    unit: str = ""
    values: list = field(default_factory=list)
    code: str = "column"
    name: str = "Colonne"


def characteristic(name="Puissance", kind="number", unit="kW", values=(), formula=""):
    return read_characteristic(name=name, kind=kind, unit=unit, values=values, formula=formula)


def test_numbers_are_stored_once_each_in_the_unit_of_the_characteristic():
    assert characteristic(values=["1,5", "1500 W", " ", "2"]).values == ["1.5", "2"]
    assert characteristic(kind="choice", values=["Fonte", "Inox", "Fonte"]).values == ["Fonte", "Inox"]
    assert characteristic(kind="choice").unit == ""


@pytest.mark.parametrize(
    ("given", "name", "code"),
    [
        ({"name": ""}, "name", "catalogue.name_needed"),
        ({"values": ["-"]}, "values", "catalogue.no_number"),
    ],
)
def test_an_invalid_characteristic_is_refused_at_its_field(given, name, code):
    with pytest.raises(ValidationErrors) as error:
        characteristic(**given)
    assert {n: r.code for n, r in error.value.by_field.items()} == {name: code}


@pytest.mark.parametrize(("given", "name"), [({"unit": "bananes"}, "unit"), ({"formula": "1 +"}, "formula")])
def test_an_unreadable_unit_or_formula_is_refused_at_its_field(given, name):
    with pytest.raises(ValidationErrors) as error:
        characteristic(**given)
    assert list(error.value.by_field) == [name]


def test_values_of_products_follow_a_change_of_the_unit_and_refuse_another_kind():
    watts = CharacteristicDraft("Puissance", Kind.NUMBER, "W", [], "")
    assert convert_values(["1.5"], name="Puissance", kind="number", unit="kW", draft=watts) == ["1500"]
    with pytest.raises(ValidationErrors) as error:
        convert_values(["Fonte"], name="Corps", kind="choice", unit="", draft=watts)
    assert error.value.by_field["kind"].code == "catalogue.kind_in_use"
    assert convert_values([], name="Corps", kind="choice", unit="", draft=watts) == []


def test_values_of_a_sheet_are_read_by_kind():
    assert read_value(Column("number", "kW"), "1500 W") == "1.5"
    assert read_value(Column("yes_no"), "Vrai") == "oui" and read_value(Column("yes_no"), "N") == "non"
    assert read_value(Column("choice", values=["Fonte"]), "fonte") == "Fonte"
    assert read_value(Column("choice"), "libre") == "libre"


@pytest.mark.parametrize(
    ("column", "text", "code"),
    [
        (Column("yes_no"), "bof", "catalogue.no_yes_no"),
        (Column("choice", values=["Fonte"]), "Inox", "catalogue.not_in_list"),
        (Column("choice"), "x" * 81, "database.text_too_long"),
    ],
)
def test_a_wrong_value_of_a_sheet_is_refused_and_the_others_are_read(column, text, code):
    other = Column("choice", code="other")
    values, refusals = read_sheet([column, other], {"column": text, "other": " a "})
    assert values == {"other": "a"} and refusals["column"].code == code


@given(st.text(max_size=3), st.text(max_size=3), st.none() | st.decimals(-9, 10**9, places=2), st.booleans())
def test_a_product_without_errors_has_a_free_reference_a_name_and_a_cost_within_bounds(reference, name, cost, taken):
    refusals = product_refusals(reference=reference, name=name, purchase_cost=cost, is_taken=taken)
    valid_cost = cost is None or Decimal(0) <= cost <= MAX_AMOUNT
    assert (not refusals) == bool(reference and not taken and name and valid_cost)
    assert all(isinstance(r, DomainError) for r in refusals.values())
