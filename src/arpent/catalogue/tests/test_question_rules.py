"""Questions of a guide: what they take from a characteristic, what is refused."""

from arpent.catalogue.rules.questions import Demand, read_question

FLOW = Demand("flow", "Débit", "number", "m³/h", ())
SEAL = Demand("seal", "Joint", "choice", "", ("EPDM", "FKM"))


def read(**values):
    return read_question(
        {"text": "Quel débit ?", **values},
        [FLOW, SEAL],
        kinds={"text", "number", "choice"},
        comparisons={"=", ">="},
        motives={"safety"},
    )


def test_a_question_about_a_number_has_its_unit_unless_another_fits():
    assert (read(code="flow").kind, read(code="flow").unit) == ("number", "m³/h")
    assert read(code="flow", unit="L/min").refusals == {}
    assert set(read(code="flow", unit="kg").refusals) == {"unit"}


def test_a_question_about_a_choice_takes_its_values_and_no_unit():
    draft = read(code="seal", unit="kg", values=["NBR"])
    assert (draft.kind, draft.unit, draft.values) == ("choice", "", ["EPDM", "FKM"])


def test_only_numbers_compare_otherwise_than_by_equality():
    assert read(code="flow", comparison=">=").comparison == ">="
    assert read(code="seal", comparison=">=").comparison == "="


def test_each_wrong_value_is_refused_at_its_field():
    assert set(read(text=" ", code="unknown", comparison="~", motive="whim").refusals) == {
        "text",
        "code",
        "kind",
        "motive",
    }
    assert set(read(unit="not a unit").refusals) == {"unit"}
