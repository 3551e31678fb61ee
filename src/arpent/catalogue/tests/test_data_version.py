"""The configurator keeps what it built while the catalogue stays as it is, and not a moment longer."""

import gc
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from arpent.catalogue.actions.components import save_rule
from arpent.catalogue.actions.families import remove_family_element
from arpent.catalogue.actions.products import save_product
from arpent.catalogue.models import CompatibilityRule, Family, Product, Revision
from arpent.catalogue.queries import configuration_cache
from arpent.catalogue.queries.configuration_cache import ConfigurationCache, data_version, open_configuration
from arpent.catalogue.testing import make_catalogue
from arpent.configurator import configuration as session
from arpent.configurator.configuration import Configuration, Reason
from arpent.configurator.model import Characteristic, FamilyModel, Kind, Rule
from arpent.configurator.public import Need
from arpent.history.actions.undo import undo_operation
from arpent.history.models import Operation
from arpent.people.testing import NOON, make_person

A, B = (Characteristic(c, c.upper(), Kind.NUMBER, "", ("1", "2", "3")) for c in "ab")

pytestmark = pytest.mark.postgresql
RULES = (Rule("a", formula="a >= b"), Rule("b", formula="b >= 2"), Rule("c", formula="a <= 3"))
MODEL = FamilyModel("F", (A, B), (), RULES)


@pytest.fixture
def shop(db, monkeypatch):
    """A catalogue, with the transaction of the test itself taken as none."""
    outer = len(connection.savepoint_ids)
    monkeypatch.setattr(configuration_cache, "may_cache", lambda: len(connection.savepoint_ids) <= outer)
    return make_catalogue()


def end_of_transaction():
    """Run what PostgreSQL does at the end of a transaction, of which a test has only one."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute("SELECT set_config('arpent.catalogue_revision', '', true)")


@pytest.fixture
def token(shop):
    def read():
        if connection.vendor == "postgresql":
            end_of_transaction()
        return data_version(by=shop["by"])

    return read


def reads_products(by, family_id):
    if connection.vendor == "postgresql":
        end_of_transaction()
    with CaptureQueriesContext(connection) as caught:
        made = open_configuration(family_id=family_id, by=by)
    return made, any("catalogue_product" in q["sql"] for q in caught.captured_queries)


def test_a_second_click_reads_no_product_and_any_write_makes_the_next_one_read_them(shop):
    by, family_id = shop["by"], shop["family_id"]
    first, _ = reads_products(by, family_id)
    assert reads_products(by, family_id) == (first, False)
    pump = Product.objects.visible_to(by).get(reference="P50")
    values = {
        "family_id": pump.family_id,
        "reference": "P50",
        "name": "Pompe neuve",
        "purchase_cost": Decimal(900),
        "sheet": {"debit": "55", "puissance": "5"},
    }
    save_product(by=by, at=NOON, values=values, product_id=pump.pk)
    made, read = reads_products(by, family_id)
    assert read and made.encoded.label(made.encoded.at["pompe"], 1) == "Pompe neuve (P50)"
    assert "55" in made.encoded.space.values[made.encoded.at["pompe.debit"]]


def test_actions_undo_raw_sql_and_bulk_writes_each_give_the_catalogue_another_token(shop, token):
    by, seen = shop["by"], [token()]
    rows = Product.objects.visible_to(by)

    def by_sql():
        with connection.cursor() as cursor:
            cursor.execute("UPDATE catalogue_product SET name = 'X' WHERE reference = 'M3'")

    rule = save_rule(by=by, at=NOON, family_id=shop["family_id"], values={"name": "R", "formula": "moteur.ip >= 54"})
    seen.append(token())
    remove_family_element(by=by, at=NOON, kind="rule", element_id=rule.pk)
    seen.append(token())
    undo_operation(operation_id=Operation.objects.visible_to(by).order_by("-id").first().pk, by=by, at=NOON)
    assert CompatibilityRule.objects.visible_to(by).filter(name="R").exists()
    seen.append(token())
    for write in (
        by_sql,
        lambda: rows.filter(reference="M3").update(active=False),
        lambda: rows.bulk_create([Product(family_id=shop["motors"], reference="N1", name="N")], ignore_conflicts=True),
        lambda: rows.filter(reference="N1").delete(),
        lambda: Family.objects.visible_to(by).filter(pk=shop["family_id"]).update(name="Autres groupes"),
    ):
        write()
        seen.append(token())
    assert all(seen) and len(set(seen)) == len(seen)
    assert Revision.objects.visible_to(by).count() == 1


def test_the_cache_forgets_a_change_that_is_rolled_back(shop, token):
    by, family_id, before = shop["by"], shop["family_id"], token()
    assert before
    first = open_configuration(family_id=family_id, by=by)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        Product.objects.visible_to(by).filter(reference="P50").update(active=False)
        assert token() == ""
        inside = open_configuration(family_id=family_id, by=by)
        assert inside.encoded.space.values[inside.encoded.at["pompe"]] == ("P20",)
        raise ZeroDivisionError
    assert token() == before and open_configuration(family_id=family_id, by=by) is first


def test_who_may_not_see_the_catalogue_gets_nothing_from_the_cache(shop):
    open_configuration(family_id=shop["family_id"], by=shop["by"])
    outsider = make_person("Omar", "administrator")
    outsider.is_active = False
    with pytest.raises(Family.DoesNotExist):
        open_configuration(family_id=shop["family_id"], by=outsider)


def test_the_least_recently_used_is_evicted_first_and_closed_after_its_last_use():
    cache, load = ConfigurationCache(max_size=2), lambda: MODEL
    needs = [(Need("a", ">=", str(n)),) for n in (1, 2, 3)]
    used = cache.get("t", "f", needs[0], load)
    closing = used._closing[0]
    cache.get("t", "f", needs[1], load)
    cache.get("t", "f", needs[2], load)
    assert cache.get("t", "f", needs[0], load) is not used
    assert used.is_possible({"a": "2"}) and closing.alive
    del used
    gc.collect()
    assert not closing.alive
    assert len(cache._configurations) == 2
    cache.get("u", "f", (), load)
    assert list(cache._configurations) == [("f", ())]


def test_explaining_by_rules_encodes_the_family_once_more_at_most(monkeypatch):
    made, encoded = Configuration(MODEL, (Need("a", "=", "1"),)), []
    real = session.SatEngine
    monkeypatch.setattr(session, "SatEngine", lambda *a, **k: encoded.append(1) or real(*a, **k))
    need = Reason(0, "a", "1")
    assert [r.name for r in made.blocking_rules([need], "b", "2")] == ["a"]
    assert [r.name for r in made.blocking_rules([], "b", "1")] == ["b"]
    assert [r.name for r in made.blocking_rules([Reason(None, "a", "2")], "b", "3")] == ["a"]
    assert made.blocking_rules([], "a", "2") == []
    assert len(encoded) == 1
