"""Keeping the catalogue: what is saved, refused in a sentence, undone; who may."""

from decimal import Decimal
from uuid import UUID

import pytest
from django.urls import reverse

from arpent.catalogue.actions.components import save_component, save_rule
from arpent.catalogue.actions.families import remove_family_element, save_characteristic, save_family
from arpent.catalogue.actions.prices import save_price_list, set_price
from arpent.catalogue.actions.products import link_product, save_product, unlink_product
from arpent.catalogue.models import Characteristic, CompatibilityRule, Family, Product, ProductLink
from arpent.catalogue.queries.families import family_model, find_family_problems
from arpent.catalogue.testing import make_family, make_product
from arpent.configurator.configuration import Configuration, Need
from arpent.history.actions.undo import undo_operation
from arpent.history.models import Operation
from arpent.history.models.audit import AuditEntry
from arpent.people.testing import NOON, refused

pytestmark = pytest.mark.postgresql


def test_the_catalogue_itself_is_what_can_be_configured(shop, keeper, cast):
    made = Configuration(
        family_model(family_id=shop["family_id"], by=cast.owner), (Need("pompe.debit", ">=", "10 l/s"),)
    )
    assert made.is_possible({"pompe": "P50", "moteur": "M55"}) and not made.is_possible({"pompe": "P20"})
    assert not made.is_possible({"moteur": "M3"})


def test_a_plain_family_is_chosen_among_its_products(shop, keeper):
    made = Configuration(family_model(family_id=shop["motors"], by=keeper), (Need("ip", ">=", "55"),))
    var = made.encoded.at["produit"]
    assert [made.encoded.space.values[var][i] for i, ok in enumerate(made.arc_consistent_values({})[var]) if ok] == [
        "M75"
    ]


def test_values_are_stored_in_the_unit_of_their_characteristic(shop, keeper):
    assert Product.objects.visible_to(keeper).get(reference="P50").values == {"debit": "50", "puissance": "5"}


@pytest.mark.parametrize(
    ("formula", "code"),
    [
        ("moteur.puissance >= pompe.debit", "catalogue.formula_mixes"),
        ("moteur.puissance >= 900", "catalogue.rule_allows_nothing"),
        ('ambiance = "chlorée" et moteur.ip < 55', "catalogue.family_impossible"),
        ("moteur.couple > 2", "catalogue.formula_name"),
    ],
)
def test_an_invalid_rule_is_refused_where_it_is_edited_and_nothing_is_stored(shop, keeper, login, formula, code):
    assert (
        refused(
            lambda: save_rule(by=keeper, at=NOON, family_id=shop["family_id"], values={"name": "R", "formula": formula})
        )
        == code
    )
    assert not CompatibilityRule.objects.visible_to(keeper).filter(name="R").exists()
    answer = login(keeper).post(
        reverse("catalogue:rule_new", args=[shop["family_id"]]), {"name": "R", "formula": formula}
    )
    assert (
        answer.status_code == 422
        and "alert-danger" in answer.content.decode()
        and formula.split()[0] in answer.content.decode()
    )


def test_formulas_in_a_circle_are_refused_and_what_was_typed_stays(shop, keeper):
    def save(name, formula):
        return save_characteristic(
            by=keeper, at=NOON, family_id=shop["family_id"], values={"name": name, "kind": "number", "formula": formula}
        )

    one = save("A", "pompe.debit * 2 / pompe.debit")
    save("B", "a + 1")
    change = {"name": "A", "kind": "number", "formula": "b + 1"}
    assert (
        refused(
            lambda: save_characteristic(
                by=keeper, at=NOON, family_id=shop["family_id"], characteristic_id=one.pk, values=change
            )
        )
        == "catalogue.circular"
    )


def test_a_family_that_products_made_impossible_can_be_mended_step_by_step(shop, keeper):
    for product in Product.objects.visible_to(keeper).filter(reference__in=["M55", "M75", "P20"]):
        save_product(
            by=keeper,
            at=NOON,
            product_id=product.pk,
            values={
                "family_id": product.family_id,
                "reference": product.reference,
                "name": product.name,
                "sheet": product.values,
                "active": False,
            },
        )
    wrong = find_family_problems(family_id=shop["family_id"], by=keeper).refusals
    assert wrong[0].code == "catalogue.rule_allows_nothing"
    save_rule(
        by=keeper, at=NOON, family_id=shop["family_id"], values={"name": "Sans effet", "formula": "moteur.ip > 10"}
    )
    rule = CompatibilityRule.objects.visible_to(keeper).get(name="Réserve de puissance")
    remove_family_element(by=keeper, at=NOON, kind="rule", element_id=rule.pk)
    assert not find_family_problems(family_id=shop["family_id"], by=keeper).refusals


def test_what_a_rule_names_cannot_be_removed_from_under_it(shop, keeper):
    assert (
        refused(lambda: remove_family_element(by=keeper, at=NOON, kind="component", element_id=shop["component_id"]))
        == "catalogue.formula_name"
    )


@pytest.mark.parametrize(
    ("sheet", "code"),
    [
        ({"debit": "3 bar"}, "catalogue.unit_does_not_fit"),
        ({"debit": "beaucoup"}, "catalogue.no_number"),
        ({"debit": "3 machins"}, "catalogue.unknown_unit"),
    ],
)
def test_a_value_that_does_not_fit_is_reported_under_its_field(shop, keeper, sheet, code):
    values = {"family_id": shop["pumps"], "reference": "P99", "name": "P99", "sheet": sheet}
    assert refused(lambda: save_product(by=keeper, at=NOON, values=values), "sheet_debit") == code


def test_another_unit_converts_the_sheets_and_another_kind_is_refused(shop, keeper):
    characteristic = Characteristic.objects.visible_to(keeper).get(family=shop["pumps"], code="debit")

    def change(**values):
        values = {"name": "Débit", "kind": "number", "unit": "m³/h"} | values
        save_characteristic(
            by=keeper, at=NOON, family_id=shop["pumps"], characteristic_id=characteristic.pk, values=values
        )

    assert refused(lambda: change(kind="choice"), "kind") == "catalogue.kind_in_use"
    assert refused(lambda: change(unit="bar"), "unit") == "catalogue.unit_does_not_fit"
    change(unit="l/min")
    assert Product.objects.visible_to(keeper).get(reference="P20").values["debit"] == "333.333"


def test_lists_and_yes_or_no_are_read_and_refused(keeper):
    family = make_family(keeper, "Vannes", ("Corps", "choice", "fonte|inox"), ("ATEX", "yes_no", ""))
    assert make_product(keeper, family, "V1", corps="INOX", atex="Yes").values == {"corps": "inox", "atex": "oui"}
    assert refused(lambda: make_product(keeper, family, "V2", corps="bois"), "sheet_corps") == "catalogue.not_in_list"
    assert refused(lambda: make_product(keeper, family, "V2", atex="bof"), "sheet_atex") == "catalogue.no_yes_no"


def test_a_name_a_reference_and_a_component_are_required(shop, keeper):
    f = shop["family_id"]
    assert refused(lambda: save_family(by=keeper, at=NOON, values={"name": " "}), "name") == "catalogue.name_needed"
    assert refused(lambda: save_family(by=keeper, at=NOON, values={"name": "Pompes"}), "name") == "catalogue.name_taken"
    assert (
        refused(lambda: save_family(by=keeper, at=NOON, family_id=f, values={"name": "G", "parent_id": f}), "parent_id")
        == "catalogue.parent_cycle"
    )
    assert (
        refused(
            lambda: save_product(
                by=keeper, at=NOON, values={"family_id": shop["pumps"], "reference": "P20", "name": "X"}
            ),
            "reference",
        )
        == "catalogue.reference_taken"
    )
    assert (
        refused(
            lambda: save_component(by=keeper, at=NOON, family_id=shop["pumps"], values={"name": "S", "parts_of_id": f}),
            "parts_of_id",
        )
        == "catalogue.component_of_set"
    )
    assert (
        refused(lambda: link_product(by=keeper, at=NOON, product_id=shop["product_id"], reference="zzz"))
        == "catalogue.no_such_reference"
    )
    assert (
        refused(lambda: save_price_list(by=keeper, at=NOON, values={"name": "T", "currency": "CHF"}), "rate")
        == "catalogue.rate_needed"
    )


def test_a_removal_is_undone(shop, keeper):
    known = set(Operation.objects.visible_to(keeper).values_list("pk", flat=True))
    unlink_product(by=keeper, at=NOON, link_id=shop["link_id"])
    (fresh,) = Operation.objects.visible_to(keeper).exclude(pk__in=known)
    undo_operation(operation_id=fresh.pk, by=keeper, at=NOON)
    assert ProductLink.objects.visible_to(keeper).filter(pk=shop["link_id"]).exists()


def test_the_whole_catalogue_can_be_undone_step_by_step(shop, keeper):
    # The trail keeps the order of writes; operations of one millisecond have none of their own.
    trail = list(AuditEntry.objects.order_by("-id").values_list("operation_id", flat=True))
    for pk in dict.fromkeys(o for o in trail if o):
        undo_operation(operation_id=UUID(pk), by=keeper, at=NOON)
    assert not Family.objects.visible_to(keeper).exists() and not Product.objects.visible_to(keeper).exists()


def test_only_those_who_manage_the_catalogue_change_it(shop, cast):
    for person in (cast.owner, cast.mate, cast.assistant, cast.stranger):
        for act in (
            lambda p=person: save_family(by=p, at=NOON, values={"name": "X"}),
            lambda p=person: set_price(
                by=p, at=NOON, period_id=shop["period_id"], product_id=shop["product_id"], amount=Decimal(1)
            ),
            lambda p=person: remove_family_element(by=p, at=NOON, kind="rule", element_id=shop["rule_id"]),
        ):
            assert refused(act) == "people.not_allowed"
        assert Product.objects.visible_to(person).count() == 5


def test_the_number_of_queries_of_the_list_does_not_grow(shop, keeper, login, django_assert_max_num_queries):
    client = login(keeper)
    for i in range(60):
        make_product(keeper, Family.objects.visible_to(keeper).get(pk=shop["pumps"]), f"Q{i}", debit=i + 1, puissance=1)
    with django_assert_max_num_queries(12):
        page = client.get(reverse("catalogue:home"), {"text": "Q"})
    assert page.status_code == 200 and "Q1" in page.content.decode()
    with django_assert_max_num_queries(20):
        assert client.get(reverse("catalogue:family", args=[shop["family_id"]])).status_code == 200
