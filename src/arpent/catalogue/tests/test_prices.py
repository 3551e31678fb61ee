"""Price lists: periods, volumes, refusals and reported gaps."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from arpent.catalogue.actions.prices import save_period, set_price, set_prices
from arpent.catalogue.models import Family, Price
from arpent.catalogue.queries.products import list_periods, tiers_on
from arpent.catalogue.testing import make_product
from arpent.people.testing import NOON, refused

pytestmark = pytest.mark.postgresql


def test_periods_that_overlap_are_refused_and_a_gap_is_shown_on_the_page(shop, keeper, login):
    day = dt.date
    save_period(
        by=keeper,
        at=NOON,
        list_id=shop["list_id"],
        period_id=shop["period_id"],
        starts_on=day(2026, 1, 1),
        ends_on=day(2026, 6, 30),
    )
    assert (
        refused(
            lambda: save_period(by=keeper, at=NOON, list_id=shop["list_id"], starts_on=day(2026, 6, 1), ends_on=None),
            "starts_on",
        )
        == "catalogue.period_overlap"
    )
    assert (
        refused(
            lambda: save_period(
                by=keeper, at=NOON, list_id=shop["list_id"], starts_on=day(2027, 6, 1), ends_on=day(2027, 1, 1)
            ),
            "ends_on",
        )
        == "catalogue.period_ends_before_start"
    )
    save_period(by=keeper, at=NOON, list_id=shop["list_id"], starts_on=day(2026, 7, 15), ends_on=None)
    assert [r.code for r in list_periods(list_id=shop["list_id"], by=keeper)[1]] == ["catalogue.period_gap"]
    page = login(keeper).get(reverse("catalogue:price_lists")).content.decode()
    assert "aucun prix du 01/07/2026 au 14/07/2026" in page


def test_prices_apply_by_period_and_volume(shop, keeper):
    set_price(
        by=keeper,
        at=NOON,
        period_id=shop["period_id"],
        product_id=shop["product_id"],
        amount=Decimal(850),
        from_quantity=5,
    )
    found = tiers_on(by=keeper, list_id=shop["list_id"], day=dt.date(2026, 12, 1), references=["P20"])
    assert found == {"P20": [(1, Decimal(900)), (5, Decimal(850))]}
    assert tiers_on(by=keeper, list_id=shop["list_id"], day=dt.date(2025, 12, 1), references=["P20"]) == {}
    set_price(
        by=keeper, at=NOON, period_id=shop["period_id"], product_id=shop["product_id"], amount=None, from_quantity=5
    )
    assert Price.objects.visible_to(keeper).filter(product=shop["product_id"]).count() == 1


def test_many_prices_are_set_together_and_again(shop, keeper):
    pk = shop["product_id"]
    other = make_product(keeper, Family.objects.visible_to(keeper).get(pk=shop["pumps"]), "P7", debit=7, puissance=1)
    for amount in (Decimal(700), Decimal(710)):
        set_prices(by=keeper, at=NOON, period_id=shop["period_id"], amounts={pk: amount, other.pk: amount})
        found = tiers_on(by=keeper, list_id=shop["list_id"], day=dt.date(2026, 12, 1), references=["P20", "P7"])
        assert found == {"P20": [(1, amount)], "P7": [(1, amount)]}
    assert (
        refused(lambda: set_prices(by=keeper, at=NOON, period_id=shop["period_id"], amounts={pk: Decimal(-1)}))
        == "catalogue.wrong_amount"
    )
