"""Candidate solutions: kept whole, weighed at a day's prices, judged with a reason, undone."""

import datetime as dt
from decimal import Decimal

import pytest

from arpent.catalogue.actions.products import save_product
from arpent.catalogue.models import Product
from arpent.configurator.public import read_address
from arpent.history.actions.undo import undo_operation
from arpent.history.models import Operation
from arpent.kernel.errors import DomainError, NotFound
from arpent.offers.testing import LARGE, SMALL, make_solution
from arpent.people.testing import NOON, refused
from arpent.solutions.actions.solutions import decide_solution, remove_solution, save_solution, set_extra
from arpent.solutions.models import Solution
from arpent.solutions.queries.comparison import compare, list_solutions, parts_in_order
from arpent.solutions.queries.configurator_panel import configured_panel, read_purpose

DAY = dt.date(2026, 11, 24)


def weighed(cast, made):
    return {w.solution.name: w for w in list_solutions(deal_id=made["deal"].pk, by=cast.owner, day=DAY)}


def test_a_solution_costs_and_takes_as_long_as_its_parts(cast, made):
    make_solution(cast.owner, made, quantity=3)
    row = weighed(cast, made)["Économique"]
    # P20 costs 600 and M3 150; the list sells at half as much again; the motor takes 21 days.
    assert (row.price, row.unit_price, row.total.margin) == (Decimal("3375.00"), Decimal("1125.00"), Decimal("1125.00"))
    assert row.delivery_on == DAY + dt.timedelta(days=21)
    assert row.over_budget and row.late  # 1 500 € and 15 days were asked
    assert (row.fit.musts, row.is_valid) == ((1, 1), True)


def test_solutions_are_compared_with_what_each_is_best_at(cast, made):
    make_solution(cast.owner, made)
    make_solution(cast.owner, made, "Confort", choices=LARGE)
    rows = list_solutions(deal_id=made["deal"].pk, by=cast.owner, day=DAY)
    assert [w.best for w in rows] == [("price",), ()]
    table = compare(rows)
    assert [(d.text, states) for d, states in table.demands] == [("Quel débit ? au moins 15 m³/h", ["met", "met"])]
    assert parts_in_order(rows)["Moteur"] == ["M3 (M3)", "M75 (M75)"]


def test_a_solution_that_misses_a_requirement_says_which(cast, made):
    from arpent.deals.public import save_need

    make_solution(cast.owner, made)
    save_need(
        by=cast.owner,
        at=NOON,
        deal_id=made["deal"].pk,
        family_id=made["family_id"],
        values={},
        answers={made["question_id"]: ("30", True)},
        need_id=made["sheet"].pk,
    )
    row = weighed(cast, made)["Économique"]
    assert row.fit.states == ("missed",) and row.fit.musts == (0, 1)


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"name": " "}, ("solutions.name_needed", "name")),
        ({"quantity": 0}, ("solutions.wrong_quantity", "quantity")),
        ({"choices": {**LARGE, "moteur": "M55"}}, ("solutions.impossible", None)),
        ({"choices": {"pompe": "P20", "moteur": "GONE"}}, ("solutions.impossible", None)),
        ({"choices": {"pompe": "P20"}}, ("solutions.incomplete", None)),
        ({"needs": ["pompe.debit>=30 m³/h"]}, ("solutions.impossible", None)),
    ],
)
def test_what_is_not_whole_or_not_possible_is_refused(cast, made, values, refusal):
    assert refused(lambda: make_solution(cast.owner, made, **values), refusal[1]) == refusal[0]
    assert not Solution.objects.visible_to(cast.owner).exists()


def test_two_solutions_of_a_deal_have_two_names(cast, made):
    make_solution(cast.owner, made)
    assert refused(lambda: make_solution(cast.owner, made, "économique"), "name") == "solutions.name_taken"


def test_each_is_selected_or_refused_with_its_reason(cast, made):
    solution = make_solution(cast.owner, made)
    assert (
        refused(lambda: decide_solution(by=cast.owner, at=NOON, solution_id=solution.pk, state="selected", reason=" "))
        == "solutions.reason_needed"
    )
    decide_solution(by=cast.owner, at=NOON, solution_id=solution.pk, state="selected", reason="La moins chère")
    solution.refresh_from_db()
    assert (solution.state, solution.reason) == ("selected", "La moins chère")
    # A new name leaves the judgement; new parts take it away, it was about others.
    make_solution(cast.owner, made, "Base", solution_id=solution.pk)
    solution.refresh_from_db()
    assert (solution.name, solution.state) == ("Base", "selected")
    make_solution(cast.owner, made, "Base", choices=LARGE, solution_id=solution.pk)
    solution.refresh_from_db()
    assert (solution.state, solution.reason) == ("candidate", "")


def test_a_refused_one_is_out_of_the_race(cast, made):
    first = make_solution(cast.owner, made)
    make_solution(cast.owner, made, "Confort", choices=LARGE)
    make_solution(cast.owner, made, "Variante", choices={**LARGE, "ambiance": "sèche", "moteur": "M55"})
    decide_solution(by=cast.owner, at=NOON, solution_id=first.pk, state="refused", reason="Trop juste")
    rows = weighed(cast, made)
    assert rows["Économique"].best == () and "price" in rows["Variante"].best


def test_an_accessory_counts_for_each_set(cast, made):
    solution = make_solution(cast.owner, made, quantity=2)
    set_extra(by=cast.owner, at=NOON, solution_id=solution.pk, reference="M3", quantity=1)
    row = weighed(cast, made)["Économique"]
    assert row.price == Decimal("2700.00")  # two sets of 1 125, and two motors more of 225
    set_extra(by=cast.owner, at=NOON, solution_id=solution.pk, reference="M3", quantity=0)
    assert weighed(cast, made)["Économique"].price == Decimal("2250.00")
    assert (
        refused(lambda: set_extra(by=cast.owner, at=NOON, solution_id=solution.pk, reference="NADA", quantity=1))
        == "offers.no_such_product"
    )


def test_what_the_catalogue_no_longer_allows_is_said_and_never_lost(cast, made):
    make_solution(cast.owner, made)
    keeper = made["by"]
    part = Product.objects.visible_to(keeper).get(reference="M3")
    values = {
        "family_id": part.family_id,
        "reference": "M3",
        "name": "M3",
        "purchase_cost": part.purchase_cost,
        "delivery_days": 21,
        "sheet": {"puissance": "1", "ip": "54"},
    }
    save_product(by=keeper, at=NOON, product_id=part.pk, values=values)
    row = weighed(cast, made)["Économique"]
    assert not row.is_valid and row.best == () and [p.reference for p in row.parts] == ["P20", "M3"]


def test_all_of_it_is_undone(cast, made):
    solution = make_solution(cast.owner, made)
    decide_solution(by=cast.owner, at=NOON, solution_id=solution.pk, state="refused", reason="Trop lente")
    remove_solution(by=cast.owner, at=NOON, solution_id=solution.pk)
    for kind in ("solutions.solution_removed", "solutions.refused"):
        done = Operation.objects.visible_to(cast.owner).get(kind=kind)
        undo_operation(operation_id=done.pk, by=cast.owner, at=NOON)
    stored_rows = Solution.objects.visible_to(cast.owner).get()
    assert (stored_rows.name, stored_rows.state, stored_rows.choices) == ("Économique", "candidate", SMALL)


@pytest.mark.parametrize("role", ["mate", "stranger"])
def test_another_person_cannot_save_or_assess_solutions_of_a_deal(cast, made, role):
    other = getattr(cast, role)
    solution = make_solution(cast.owner, made)
    with pytest.raises(NotFound):
        make_solution(other, made, "Intrus")
    with pytest.raises(NotFound):
        save_solution(
            by=other, at=NOON, deal_id=made["deal"].pk, family_id=made["family_id"], name="Intrus", choices=SMALL
        )
    with pytest.raises(NotFound):
        decide_solution(by=other, at=NOON, solution_id=solution.pk, state="selected", reason="x")
    assert read_purpose(str(solution.pk), by=other).deal is None
    assert read_purpose(str(made["sheet"].pk), by=other).deal is None


def test_the_manager_judges_in_the_team(cast, made):
    solution = make_solution(cast.owner, made)
    decide_solution(by=cast.manager, at=NOON, solution_id=solution.pk, state="selected", reason="Oui")
    solution.refresh_from_db()
    assert solution.state == "selected"


def test_the_panel_proposes_the_cheapest_the_best_margin_and_the_soonest(cast, made):
    address = read_address(f"need=pompe.debit>=15 m³/h&c.ambiance=chlorée&for={made['sheet'].pk}")
    panel = configured_panel(
        family_id=made["family_id"], by=cast.owner, address=address, day=DAY, list_id=None, quantity=0, propose=True
    )
    assert panel.purpose.need == made["sheet"] and panel.list_id == made["list_id"]
    # In a chlorinated room only the IP55 motor is possible; the small pump is cheaper, and as soon.
    assert panel.proposals[0].kinds[0] == "price" and panel.proposals[0].total.price == Decimal("1380.00")
    assert panel.chosen.undecided == ["Pompe"]


def test_a_family_without_prices_proposes_nothing(cast, made):
    panel = configured_panel(
        family_id=made["family_id"],
        by=cast.owner,
        address=read_address(""),
        day=dt.date(2020, 1, 1),
        list_id=None,
        quantity=1,
        propose=True,
    )
    assert panel.proposals == [] and panel.total.price == 0


def test_too_many_solutions_are_refused(cast, made, monkeypatch):
    monkeypatch.setattr("arpent.solutions.rules.saving.MAX_SOLUTIONS", 1)
    make_solution(cast.owner, made)
    with pytest.raises(DomainError, match=r"solutions\.too_many"):
        make_solution(cast.owner, made, "Autre")


def test_a_part_no_longer_sold_is_reported_and_not_replaced(cast, made):
    make_solution(cast.owner, made)
    Product.objects.visible_to(made["by"]).filter(reference="P20").update(active=False)
    row = weighed(cast, made)["Économique"]
    assert [p.reference for p in row.parts] == ["P20", "M3"]
    assert not row.is_valid and row.price is None


def test_a_product_that_fits_two_places_counts_for_each(cast, made):
    """Two components take pumps, one of them four: the cheaper pump goes where four are."""
    from arpent.catalogue.actions.components import save_component, save_rule
    from arpent.catalogue.public import open_configuration, proposals
    from arpent.catalogue.testing import make_family

    keeper = made["by"]
    pair = make_family(keeper, "Paires")
    for name, quantity in (("Une", 1), ("Quatre", 4)):
        values = {"name": name, "parts_of_id": made["pumps"], "quantity": quantity, "position": quantity}
        save_component(by=keeper, at=NOON, family_id=pair.pk, values=values)
    rule = {"name": "Deux débits", "formula": "une.debit != quatre.debit"}
    save_rule(by=keeper, at=NOON, family_id=pair.pk, values=rule)
    opened = open_configuration(family_id=pair.pk, by=cast.owner)
    best = proposals(by=cast.owner, configuration=opened, choices={}, list_id=made["list_id"], day=DAY, sets=1)
    assert best["price"] == {"une": "P50", "quatre": "P20"}
